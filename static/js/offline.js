/* The page without a connection: one's own words that wait here, and on as soon as there is a connection. */

import { Again } from "./again.js";
import { peopleHere, read, wordsOf, write } from "./device.js";
import { listWaiting } from "./waiting_list.js";

// A page that cannot be had although the board answers is not asked for every few seconds.
const REST_MS = 30_000;
const LAST = "bulletin:asked-anew";

function goOn() {
  if (Date.now() - read(LAST, "sessionStorage") < REST_MS) return again.later();
  write(LAST, Date.now(), "sessionStorage");
  return window.location.reload();
}

async function look() {
  try {
    const { ok } = await fetch(document.body.dataset.asks, { method: "HEAD", cache: "no-store" });
    if (ok) return goOn();
  } catch {
    // Still none.
  }
  again.later();
}

const again = new Again(look);
listWaiting(wordsOf(peopleHere()));
again.later();
