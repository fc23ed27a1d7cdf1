/* Keeps what is typed: on this device at once, and as a draft on the server a moment after typing stops and
   when the page goes away. What the server does not have is put back when the page is opened again.
   <form data-autosave="address" data-failed="words"> with an input[data-seen], a [data-autosave-status], and
   where it is told to screen readers, a [data-autosave-said]. It is `data-kept` in the answer to what was sent
   where a draft holds that, and `data-unkept` where none does. */

import { Again } from "./again.js";
import { asItCame, canTake, fill, holds, pairsIn, proseIn, typedIn } from "./boxes.js";
import { dropWords, keepWords, noteKept, ownKey, placeOf, seenIn, setAside, wordsHere } from "./device.js";
import { reach } from "./reaching.js";

const STORE_MS = 300;
const PAUSE_MS = 1200;
const SLOW_MS = 800;
const LOOK_MS = 5000;
const PATIENCE_MS = 4000;
const UNSPOKEN = new Set(["saving", "overtaken"]);
// What a page sends as it goes may be 64 KB long.
const MOST_ON_LEAVING = 60_000;
const known = new WeakSet();
// The last of each place: a box that is open may be put there anew.
const boxes = new Map();

const pause = (time) => new Promise((done) => setTimeout(done, time));

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.said = form.querySelector("[data-autosave-said]");
    this.seen = form.querySelector("[data-seen]");
    this.place = placeOf(form);
    this.kept = typedIn(asItCame(form));
    this.saving = null;
    this.isSent = false;
    this.isOvertaken = "unkept" in form.dataset;
    this.again = new Again(() => this.save());
    for (const button of form.querySelectorAll("[data-without-autosave]")) button.hidden = true;
    this.listen();
    this.follow(boxes.get(this.place));
    boxes.set(this.place, this);
    if (!this.isOvertaken) this.putBack();
  }

  listen() {
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("click", (event) => this.chosen(event));
    this.form.addEventListener("submit", (event) => this.beforeSending(event), { capture: true });
    this.form.addEventListener("autosave:now", () => this.keep());
    this.form.addEventListener("autosave:unsent", () => this.later());
    window.addEventListener("pagehide", () => this.keep({ keepalive: true }));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.keep({ keepalive: true });
      else this.look();
    });
  }

  later() {
    this.isSent = this.isStuck = false;
    clearTimeout(this.storing);
    clearTimeout(this.timer);
    this.storing = setTimeout(() => this.store(), STORE_MS);
    this.timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  store() {
    clearTimeout(this.storing);
    if (!this.form.isConnected) return;
    const isKept = typedIn(this.form) === this.kept;
    // What was typed and taken out again does not come back.
    if (isKept && this.isHere) dropWords(ownKey(this.place));
    this.isHere = !isKept && keepWords(this.place, pairsIn(this.form), proseIn(this.form));
  }

  keep(options) {
    this.store();
    this.save(options);
  }

  /* What was in this box before may still be on its way. What was sent from it, and is kept now, need not
     wait; what was typed since then must. */
  follow(former) {
    if (former?.isSent && "kept" in this.form.dataset) dropWords(ownKey(this.place));
    if (!former?.saving) return;
    this.saving = former.saving.then(() => {
      this.saving = null;
      this.seen.value = former.seen.value;
      this.store();
      this.save();
    });
  }

  /* What an earlier page left on the device and the boxes do not show. What stands in them already has been
     typed here, or was put there with the box: it stays. */
  async putBack() {
    const here = (await wordsHere()).filter(({ place }) => place === this.place);
    if (typedIn(this.form) !== this.kept) return this.hasMore();
    const [words, ...older] = here.filter(({ isAside, isOthers }) => !isAside && !isOthers);
    if (!words) return;
    older.forEach(setAside);
    if (holds(this.form, words.pairs)) dropWords(words.key);
    else if (canTake(this.form, words.pairs)) {
      fill(this.form, words.pairs);
      this.seen.value = seenIn(words);
      this.store();
      if (!words.isOwn) dropWords(words.key);
      this.save();
    }
  }

  hasMore() {
    this.store();
    this.later();
  }

  save(options = {}) {
    clearTimeout(this.timer);
    const typed = typedIn(this.form);
    const isIdle = this.isSent || this.isOvertaken || !this.form.isConnected;
    if (isIdle || typed === this.kept || this.saving) return this.saving;
    this.saving = this.send(typed, options).finally(() => {
      this.saving = null;
      if (typedIn(this.form) !== typed) this.later();
    });
    return this.saving;
  }

  async send(typed, options) {
    const slow = setTimeout(() => this.say("saving"), SLOW_MS);
    const body = new URLSearchParams(pairsIn(this.form));
    const keepalive = options.keepalive && body.toString().length < MOST_ON_LEAVING;
    const { state, html } = await reach(this.form.dataset.autosave, { method: "POST", body, keepalive });
    clearTimeout(slow);
    this.take(state, html);
    if (state === "saved") this.noted(typed);
    if (state === "here" || state === "out") this.again.later();
  }

  take(state, html) {
    const isTold = state === "saved" || state === "overtaken";
    this.isOvertaken = state === "overtaken";
    this.say(state, isTold ? html : "");
  }

  noted(typed) {
    this.again.done();
    this.kept = typed;
    this.seen.value = this.status.querySelector("[data-seen-now]").dataset.seenNow;
    noteKept(this.place, this.seen.value);
    if (typedIn(this.form) === typed) dropWords(ownKey(this.place));
    else this.store();
  }

  /* In the server's words, else in the page's. A screen reader hears of each change once. */
  say(state, html) {
    if (html) this.status.innerHTML = html;
    else this.status.replaceChildren(this.wordsFor(state));
    this.fillPlaces();
    if (!this.said || UNSPOKEN.has(state) || state === this.announced) return;
    this.announced = state;
    this.said.textContent = this.status.textContent.trim();
  }

  wordsFor(state) {
    const isLost = state !== "saving" && !this.isHere;
    const words = document.querySelector(`[data-device] template[data-state="${state}"]`);
    if (words && !isLost) return words.content.cloneNode(true);
    const failed = document.createElement("p");
    failed.className = "saved";
    failed.textContent = state === "saving" ? "" : this.form.dataset.failed;
    return failed;
  }

  /* What the answer says of a place in the form: <template data-for="prompt"> fills [data-place="prompt"]. */
  fillPlaces() {
    for (const words of this.status.querySelectorAll("template[data-for]")) {
      const place = this.form.querySelector(`[data-place="${words.dataset.for}"]`);
      place?.replaceChildren(words.content.cloneNode(true));
      words.remove();
    }
  }

  /* Another window kept something newer, the person has read so, and wants what is here; or what is there. */
  chosen(event) {
    const newer = event.target.closest('[data-action="take-newer"]');
    if (newer) this.takeNewer(newer, event);
    if (!event.target.closest('[data-action="keep-mine"]')) return;
    this.seen.value = this.status.querySelector("[data-seen-now]").dataset.seenNow;
    this.isOvertaken = false;
    this.kept = null;
    this.save();
  }

  /* The link to this very page would not load it. */
  takeNewer(link, event) {
    this.isSent = true;
    this.kept = typedIn(this.form);
    dropWords(ownKey(this.place));
    if (link.pathname !== window.location.pathname) return;
    event.preventDefault();
    window.location.reload();
  }

  /* Somebody comes back to this window, who may have gone on elsewhere meanwhile. */
  async look() {
    const isIdle = this.isSent || this.isOvertaken || this.saving || !this.form.isConnected || !this.said;
    const isEarly = Date.now() - (this.lookedAt ?? 0) < LOOK_MS;
    if (isIdle || isEarly || typedIn(this.form) !== this.kept) return;
    this.lookedAt = Date.now();
    const steering = pairsIn(this.form).filter(([name]) => ["entry", "parent", "seen"].includes(name));
    const { state, html } = await reach(`${this.form.dataset.autosave}?${new URLSearchParams(steering)}`);
    if (state === "overtaken" && typedIn(this.form) === this.kept) this.take(state, html);
  }

  /* A draft still on its way would arrive after the answer and look like a newer one: it is waited for,
     though not for long. */
  async beforeSending(event) {
    clearTimeout(this.timer);
    this.store();
    if (!this.saving || this.isStuck) {
      this.isSent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.race([this.saving, pause(PATIENCE_MS)]);
    this.isStuck = Boolean(this.saving);
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
