/* Keeps what is typed as a draft on the server: a moment after typing stops, and when the page goes away.
   <form data-autosave="address" data-failed="words"> with an input[data-seen] and a [data-autosave-status]. */

const PAUSE_MS = 1200;
const known = new WeakSet();

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.seen = form.querySelector("[data-seen]");
    this.kept = this.typed();
    this.saving = null;
    this.isSent = false;
    this.isOvertaken = false;
    for (const button of form.querySelectorAll("[data-without-autosave]")) button.hidden = true;
    form.addEventListener("input", () => this.later());
    form.addEventListener("click", (event) => this.keepMine(event));
    form.addEventListener("submit", (event) => this.beforeSending(event), { capture: true });
    form.addEventListener("autosave:now", () => this.save());
    window.addEventListener("pagehide", () => this.save({ keepalive: true }));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.save({ keepalive: true });
    });
  }

  /* What is in the boxes, without what steers the form. */
  typed() {
    const data = this.words();
    data.delete("seen");
    data.delete("csrfmiddlewaretoken");
    return data.toString();
  }

  /* Files come with a button, not with the words. */
  words() {
    const boxes = [...new FormData(this.form)];
    return new URLSearchParams(boxes.filter(([, typed]) => typeof typed === "string"));
  }

  later() {
    this.isSent = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  save(options = {}) {
    clearTimeout(this.timer);
    const typed = this.typed();
    const isIdle = this.isSent || this.isOvertaken || !this.form.isConnected;
    if (isIdle || typed === this.kept || this.saving) return this.saving;
    this.saving = this.send(typed, options).finally(() => {
      this.saving = null;
      if (this.typed() !== typed) this.later();
    });
    return this.saving;
  }

  async send(typed, options) {
    try {
      const body = this.words();
      const response = await fetch(this.form.dataset.autosave, { method: "POST", body, ...options });
      if (!response.ok && response.status !== 409) throw new Error(response.status);
      this.status.innerHTML = await response.text();
      this.fillPlaces();
      this.isOvertaken = response.status === 409;
      if (!this.isOvertaken) this.noted(typed);
    } catch {
      const words = document.createElement("p");
      words.className = "saved";
      words.textContent = this.form.dataset.failed;
      this.status.replaceChildren(words);
    }
  }

  /* What the answer says of a place in the form: <template data-for="prompt"> fills [data-place="prompt"]. */
  fillPlaces() {
    for (const words of this.status.querySelectorAll("template[data-for]")) {
      const place = this.form.querySelector(`[data-place="${words.dataset.for}"]`);
      place?.replaceChildren(words.content.cloneNode(true));
      words.remove();
    }
  }

  noted(typed) {
    this.kept = typed;
    this.seen.value = this.status.querySelector("[data-seen-now]").dataset.seenNow;
  }

  /* Another window kept something newer, the person has read so, and wants what is here. */
  keepMine(event) {
    if (!event.target.closest('[data-action="keep-mine"]')) return;
    this.seen.value = this.status.querySelector("[data-seen-now]").dataset.seenNow;
    this.isOvertaken = false;
    this.save();
  }

  /* A draft still on its way would arrive after the answer and look like a newer one. */
  async beforeSending(event) {
    clearTimeout(this.timer);
    if (!this.saving) {
      this.isSent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await this.saving;
    clearTimeout(this.timer);
    this.form.requestSubmit(event.submitter);
  }
}

export function enhanceAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (known.has(form)) continue;
    known.add(form);
    new Autosave(form);
  }
}
