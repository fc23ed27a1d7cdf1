/* What earlier pages left on this device goes up as drafts, and what could not is shown with its words.
   <div data-device data-whose data-board> with a [data-waiting]; see `waiting_list.js`. */

import { Again } from "./again.js";
import {
  dropWords,
  holdWords,
  noteHere,
  noteKept,
  ownKey,
  placeOf,
  setAside,
  wasKeptAfter,
  whose,
  wordsHere,
} from "./device.js";
import { reach } from "./reaching.js";
import { listWaiting } from "./waiting_list.js";

const formsHere = () => [...document.querySelectorAll("form[data-autosave]")];
const waiting = async () => (await wordsHere()).filter(({ isOwn, isOthers }) => !isOwn && !isOthers);

function bodyOf(words) {
  const body = new URLSearchParams(words.pairs);
  body.set("waited", "yes");
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return body;
}

function seenNow(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  return answer.querySelector("[data-seen-now]").dataset.seenNow;
}

/* Its box stands on this page as it was before: shown anew, it has what has just gone up. */
function showAnew(place) {
  if (formsHere().some((form) => placeOf(form) === place)) window.location.reload();
}

/* Of several for one box the newest. */
function newest(left) {
  const places = new Map();
  for (const words of left.filter(({ isAside }) => !isAside)) {
    if (places.has(words.place)) setAside(words);
    else places.set(words.place, words);
  }
  return places.values();
}

async function goUp(again) {
  for (const words of newest(await waiting())) {
    const [address] = words.place.split("#");
    const { state, html } = await reach(address, { method: "POST", body: bodyOf(words) });
    if (state === "here") {
      again.later();
      break;
    }
    if (state !== "saved") continue;
    dropWords(words.key);
    noteKept(words.place, seenNow(html));
    showAnew(words.place);
  }
  listWaiting(await waiting());
  // What another page is typing may be left behind yet.
  if ((await wordsHere()).some(({ isOthers }) => isOthers)) again.later();
}

/* This page was on its way while what was typed before it was kept: it shows a box as it was. */
function isBehind() {
  return formsHere().some((form) => wasKeptAfter(placeOf(form), form.elements.seen.value));
}

export function sendWhatWaits() {
  if (!whose()) return undefined;
  noteHere();
  if (isBehind()) return window.location.reload();
  holdWords();
  document.addEventListener("visibilitychange", holdWords);
  const again = new Again(() => goUp(again));
  return goUp(again);
}

/* What the server has just taken need not wait: <… data-taken="its place">. */
export function dropWhatIsTaken(root) {
  for (const taken of root.querySelectorAll("[data-taken]")) dropWords(ownKey(taken.dataset.taken));
}
