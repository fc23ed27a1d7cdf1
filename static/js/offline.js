/* The page without a connection: one's own words that wait here, and on as soon as there is a connection. */

import { Again } from "./again.js";
import { peopleHere, wordsOf } from "./device.js";
import { listWaiting } from "./waiting_list.js";

async function look() {
  try {
    const { ok } = await fetch(document.body.dataset.asks, { method: "HEAD", cache: "no-store" });
    if (ok) return window.location.reload();
  } catch {
    // Still none.
  }
  again.later();
}

const again = new Again(look);
listWaiting(wordsOf(peopleHere()));
again.later();
