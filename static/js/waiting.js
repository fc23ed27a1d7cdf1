/* What earlier pages left on this device goes up as drafts, and what could not is shown with its words.
   <div data-device data-whose data-board> with a [data-waiting]; see `waiting_list.js`. */

import { Again } from "./again.js";
import { dropWords, noteHere, ownKey, placeOf, setAside, whose, wordsOf } from "./device.js";
import { reach } from "./reaching.js";
import { listWaiting } from "./waiting_list.js";

const waiting = () => wordsOf([whose()]).filter((words) => !words.isOwn);

function bodyOf(words) {
  const body = new URLSearchParams(words.pairs);
  body.set("waited", "yes");
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return body;
}

/* Its box stands on this page as it was before: shown anew, it has what has just gone up. */
function showAnew(place) {
  const forms = [...document.querySelectorAll("form[data-autosave]")];
  if (forms.some((form) => placeOf(form) === place)) window.location.reload();
}

/* Of several for one box the newest. */
function newest() {
  const places = new Map();
  for (const words of waiting().filter(({ isAside }) => !isAside)) {
    if (places.has(words.place)) setAside(words);
    else places.set(words.place, words);
  }
  return places.values();
}

async function goUp(again) {
  for (const words of newest()) {
    const [address] = words.place.split("#");
    const { state } = await reach(address, { method: "POST", body: bodyOf(words) });
    if (state === "here") {
      again.later();
      break;
    }
    if (state !== "saved") continue;
    dropWords(words.key);
    showAnew(words.place);
  }
  listWaiting(waiting());
}

export function sendWhatWaits() {
  if (!whose()) return;
  noteHere();
  const again = new Again(() => goUp(again));
  goUp(again);
}

/* What the server has just taken need not wait: <… data-taken="its place">. */
export function dropWhatIsTaken(root) {
  for (const taken of root.querySelectorAll("[data-taken]")) dropWords(ownKey(taken.dataset.taken));
}
