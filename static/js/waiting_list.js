/* Words that wait on this device, to be read, copied and put away.
   <section data-waiting hidden data-choices="words"> with a [data-waiting-list] and a
   <template data-waiting-one>. */

import { dropWords } from "./device.js";

const section = () => document.querySelector("[data-waiting]");

function offerCopying(item, text) {
  const button = item.querySelector('[data-action="copy-words"]');
  if (!navigator.clipboard || !text) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    item.querySelector("[data-copied]").hidden = false;
  });
}

function shown(words) {
  const item = document.querySelector("template[data-waiting-one]").content.cloneNode(true);
  const text = words.prose.join("\n\n");
  item.querySelector("[data-prose]").textContent = text || section().dataset.choices;
  const one = item.firstElementChild;
  const question = one.querySelector("[data-question]");
  if (question) question.href = words.place.split("#")[0].replace(/draft\/$/, "");
  offerCopying(one, text);
  one.querySelector('[data-action="drop-words"]')?.addEventListener("click", () => {
    dropWords(words.key);
    one.remove();
    section().hidden = !section().querySelector("[data-prose]");
  });
  return item;
}

export function listWaiting(words) {
  section().querySelector("[data-waiting-list]").replaceChildren(...words.map(shown));
  section().hidden = !words.length;
}
