/* What JavaScript adds to pages that work without it. Each module finds its elements by data- attributes. */

import { keepPolling } from "./poll.js";
import { enhanceAutosave } from "./autosave.js";
import { enhanceCounters } from "./counter.js";
import { enhanceRankings } from "./ranking.js";
import { watchActions } from "./actions.js";
import { offerPrinting } from "./print.js";
import { watchTrouble } from "./trouble.js";

function enhance(root) {
  enhanceAutosave(root);
  enhanceCounters(root);
  enhanceRankings(root);
}

enhance(document);
watchActions();
offerPrinting();
watchTrouble();
keepPolling();

document.addEventListener("htmx:after:settle", (event) => {
  enhance(event.target);
  // What was just sent is answered here: take the reader, and their screen reader, to it.
  event.target.querySelector("[data-arrive]")?.focus();
});
