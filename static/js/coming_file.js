/* The line of a file that is on its way: what it is called, how much of it has gone, and what is the matter.
   Made of <template data-coming-file>; its words stand in the list around it. */

const MEGABYTE = 1024 * 1024;

function sizeOf(bytes) {
  const [unit, size] = bytes < MEGABYTE ? ["kilobyte", bytes / 1024] : ["megabyte", bytes / MEGABYTE];
  const style = { style: "unit", unit, maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(Math.max(size, 1));
}

export class ComingFile {
  constructor({ key, file, name, isHere, refused }) {
    Object.assign(this, { key, file, name, isHere, refused });
    this.part = 0;
    this.words = refused ?? "";
  }

  get isPending() {
    return !this.refused;
  }

  /* In another form, where the first was replaced. */
  showIn(list, cancel) {
    const line = list.closest("form").querySelector("template[data-coming-file]").content.cloneNode(true);
    this.line = line.firstElementChild;
    this.line.querySelector("[data-name]").textContent = this.name;
    this.line.querySelector("[data-size]").textContent = sizeOf(this.file.size);
    this.line.querySelector("progress").setAttribute("aria-label", this.name);
    this.line.querySelector("[data-action]").addEventListener("click", cancel);
    this.dismiss = list.dataset.dismiss;
    list.append(line);
    this.show();
  }

  say(words, part = this.part) {
    this.words = words;
    this.part = part;
    this.show();
  }

  refuse(words) {
    this.refused = words;
    this.say(words);
  }

  show() {
    const progress = this.line.querySelector("progress");
    progress.hidden = Boolean(this.refused);
    progress.value = this.part;
    if (this.refused) this.line.querySelector("[data-action]").textContent = this.dismiss;
    this.line.classList.toggle("files__incoming--refused", Boolean(this.refused));
    const state = this.line.querySelector("[data-state]");
    if (state.textContent !== this.words) state.textContent = this.words;
  }
}
