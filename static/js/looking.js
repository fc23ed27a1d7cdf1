/* What is asked stays in reach of whoever answers: once it is out of sight, a bar says it in brief and
   opens it over the page.
   <div data-again hidden> with a button and a <dialog>, beside the `.prompt` and the looks it shows. */

const known = new WeakSet();

class Again {
  constructor(bar) {
    this.bar = bar;
    this.asked = bar.parentElement;
    this.prompt = this.asked.querySelector(".prompt");
    this.dialog = bar.querySelector("dialog");
    this.place = this.dialog.querySelector("[data-again-place]");
    bar.querySelector("[data-again-brief]").textContent = this.prompt.textContent.trim();
    bar.querySelector("[data-again-open]").addEventListener("click", () => this.open());
    this.dialog.addEventListener("close", () => this.place.replaceChildren());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.asked.classList.add("asked--again");
    this.watch(this.prompt, ({ isIntersecting, boundingClientRect }) => {
      this.isAbove = !isIntersecting && boundingClientRect.bottom < innerHeight / 2;
    });
    this.watch(this.asked.querySelector("form[data-autosave]"), ({ isIntersecting }) => {
      this.isAnswered = isIntersecting;
    });
  }

  watch(one, note) {
    const see = (seen) => {
      note(seen.at(-1));
      if (!this.dialog.open) this.bar.hidden = !(this.isAbove && this.isAnswered);
    };
    new IntersectionObserver(see).observe(one);
  }

  open() {
    const looks = this.asked.querySelector(".asked__looks .looks");
    this.place.append(this.prompt.cloneNode(true), ...(looks ? [looks.cloneNode(true)] : []));
    this.dialog.showModal();
  }
}

export function keepInReach(root) {
  for (const bar of root.querySelectorAll("[data-again]")) {
    if (known.has(bar)) continue;
    known.add(bar);
    new Again(bar);
  }
}
