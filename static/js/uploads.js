/* Each file is sent by itself as soon as it is chosen, and again until it has arrived, also by the next page.
   <form data-uploads="address"> with a [data-coming-files], which holds the words, and a [data-sent-files]. */

import { Again } from "./again.js";
import { ComingFile } from "./coming_file.js";
import { othersLookedAt, whose } from "./device.js";
import { dropFile, filesOf, keepFile } from "./kept_files.js";
import { Sending } from "./sending_file.js";

const HEIC = /\.(heic|heif)$/i;
const LEADS_BACK = new Set(["keep", "remove", "add"]);
const REFUSED = new Set([400, 413, 422]);
const queues = new Map();

/* `crypto.randomUUID` is not there without TLS. */
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* What arrives a second time, from another window say, stands in the form already. */
function leaveOne(list) {
  const [last, ...others] = [...list.querySelectorAll("input[name=file]")].reverse();
  if (others.some(({ value }) => value === last.value)) last.closest("li").remove();
}

class Queue {
  constructor(form) {
    this.address = form.dataset.uploads;
    this.entry = form.elements.entry.value;
    this.coming = [];
    this.again = new Again(() => this.next());
    this.attach(form);
    this.resume();
  }

  /* The form stands anew where something was sent within it; what is on its way stays so. */
  attach(form) {
    this.form = form;
    this.list = form.querySelector("[data-coming-files]");
    for (const way of form.querySelectorAll("[data-way]")) way.hidden = false;
    form.querySelector('button[name="add"]').hidden = true;
    form.querySelector("[data-sends]").classList.add("visually-hidden");
    form.addEventListener("change", (event) => this.chosen(event.target));
    for (const one of this.coming) one.showIn(this.list, () => this.cancel(one));
    this.makeRoom();
  }

  async resume() {
    const isOthers = await othersLookedAt();
    for (const { key, file, name, entry, page } of await filesOf(whose(), this.address)) {
      if (entry === this.entry && !isOthers(page)) this.add({ key, file, name, isHere: true });
    }
  }

  chosen(input) {
    if (!input.matches("input[type=file]")) return;
    for (const file of input.files) this.take(file);
    input.value = "";
  }

  async take(file) {
    const entry = { key: randomKey(), file, name: file.name, refused: this.whyNot(file) };
    const one = this.add(entry);
    if (entry.refused) return;
    const { address } = this;
    one.isHere = keepFile({ ...entry, whose: whose(), address, entry: this.entry });
    await one.isHere;
    if (!this.coming.includes(one)) dropFile(one.key);
  }

  whyNot(file) {
    const { most, mostBytes, heic, tooLarge, tooMany } = this.list.dataset;
    if (HEIC.test(file.name) || /^image\/hei[cf]/.test(file.type)) return heic;
    if (file.size > Number(mostBytes)) return tooLarge;
    return this.number >= Number(most) ? tooMany : undefined;
  }

  get pending() {
    return this.coming.filter((one) => one.isPending);
  }

  get number() {
    return this.form.querySelectorAll("[data-sent-files] > li").length + this.pending.length;
  }

  add(entry) {
    const one = new ComingFile(entry);
    this.coming.push(one);
    one.showIn(this.list, () => this.cancel(one));
    if (one.refused) this.tell(`${one.name}: ${one.refused}`);
    this.makeRoom();
    this.next();
    return one;
  }

  makeRoom() {
    this.form.querySelector("[data-add-files]").hidden = this.number >= Number(this.list.dataset.most);
    if (!this.pending.length) this.form.querySelector("[data-files-wait]").hidden = true;
  }

  tell(words) {
    this.form.querySelector("[data-files-said]").textContent = words;
  }

  /* One after the other: the first that arrives can be looked at. */
  async next() {
    const [one] = this.pending;
    if (!one || this.sending) return;
    const { sending, looking } = this.list.dataset;
    one.say(sending, 0);
    this.sending = new Sending(this.address, this.bodyOf(one));
    const bytes = (part) => one.say(one.words, part);
    const answer = await this.sending.go({ bytes, looking: () => one.say(looking, 1) });
    this.sending = null;
    if (this.coming.includes(one)) this.answered(one, answer);
    else this.next();
  }

  bodyOf(one) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "whose", "entry"]) body.set(name, this.form.elements[name].value);
    for (const { value } of this.form.querySelectorAll("input[name=file]")) body.append("file", value);
    body.set("key", one.key);
    body.set("upload", one.file, one.name);
    return body;
  }

  answered(one, { status, text }) {
    if (status === 201) this.arrived(one, text);
    else if (REFUSED.has(status)) this.refused(one, status === 413 ? this.list.dataset.tooLarge : text);
    else this.failed(one, status === 0 || status === 429 || status >= 500);
  }

  /* The line may break before the device has said whether it keeps the file. */
  async failed(one, isAway) {
    const { broken, brokenHere, out } = this.list.dataset;
    this.again.later();
    const isHere = await one.isHere;
    if (!this.sending) one.say(isAway ? (isHere ? broken : brokenHere) : out, 0);
  }

  arrived(one, html) {
    const list = this.form.querySelector("[data-sent-files]");
    list.insertAdjacentHTML("beforeend", html);
    leaveOne(list);
    list.hidden = false;
    this.again.done();
    this.remove(one);
    this.tell(this.list.dataset.added);
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    if (!this.pending.length && document.activeElement === document.body) list.focus();
    this.next();
  }

  refused(one, why) {
    dropFile(one.key);
    one.refuse(why);
    this.tell(`${one.name}: ${why}`);
    this.makeRoom();
    this.next();
  }

  cancel(one) {
    const isUnderWay = this.sending && this.pending[0] === one;
    this.remove(one);
    if (isUnderWay) this.sending.stop();
    this.form.querySelector("[data-sends]").focus();
  }

  remove(one) {
    dropFile(one.key);
    this.coming = this.coming.filter((other) => other !== one);
    one.line.remove();
    this.makeRoom();
  }
}

const nameOf = (form) => `${form.dataset.uploads}#${form.elements.entry.value}`;

/* An answer without its pictures is not what was meant. */
function waitForFiles(event) {
  const form = event.target;
  if (!form.matches("form[data-uploads]") || LEADS_BACK.has(event.submitter?.name)) return;
  if (!queues.get(nameOf(form))?.pending.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const words = form.querySelector("[data-files-wait]");
  words.hidden = false;
  words.focus();
}

export function enhanceUploads(root) {
  for (const form of root.querySelectorAll("form[data-uploads]")) {
    const name = nameOf(form);
    const queue = queues.get(name);
    if (queue?.form === form || !form.querySelector("[data-coming-files]")) continue;
    if (queue) queue.attach(form);
    else queues.set(name, new Queue(form));
  }
}

document.addEventListener("submit", waitForFiles, { capture: true });
