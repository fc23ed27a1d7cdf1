/* What JavaScript adds to pages that work without it. Each module finds its elements by data- attributes. */

import { keepPolling } from "./poll.js";
import { enhanceAutosave } from "./autosave.js";
import { watchChoosing } from "./collecting.js";
import { enhanceCounters } from "./counter.js";
import { enhanceDragging } from "./dragging.js";
import { enhanceHiding } from "./hiding.js";
import { forgetWhatWasSent, keepTyped } from "./kept.js";
import { takeFiles } from "./files.js";
import { offerNames } from "./mentions.js";
import { openLarge } from "./large.js";
import { offerPrepared } from "./prepared.js";
import { enhanceRankings } from "./ranking.js";
import { enhanceMarkings } from "./marking_picture.js";
import { enhanceSending } from "./sending.js";
import { enhanceReading, watchReading } from "./seen.js";
import { watchActions } from "./actions.js";
import { watchPosts } from "./posts.js";
import { watchQuoting } from "./quoting.js";
import { watchKeys } from "./keys.js";
import { watchNews } from "./news.js";
import { offerPrinting } from "./print.js";
import { watchTrouble } from "./trouble.js";

function enhance(root) {
  enhanceAutosave(root);
  enhanceCounters(root);
  enhanceDragging(root);
  enhanceHiding(root);
  enhanceRankings(root);
  enhanceMarkings(root);
  enhanceSending(root);
  keepTyped(root);
  offerPrepared(root);
  enhanceReading(root);
  takeFiles(root);
}

forgetWhatWasSent();
enhance(document);
watchActions();
watchChoosing();
offerPrinting();
openLarge();
watchTrouble();
watchReading();
watchKeys();
watchNews();
watchPosts();
watchQuoting();
offerNames();
keepPolling();

document.addEventListener("htmx:after:settle", (event) => {
  enhance(event.target);
  // What was just sent is answered here: take the reader, and their screen reader, to it.
  event.target.querySelector("[data-arrive]")?.focus();
});
