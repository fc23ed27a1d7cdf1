/* What JavaScript adds to pages that work without it. Each module finds its elements by data- attributes. */

import { keepPolling } from "./poll.js";
import { enhanceAutosave } from "./autosave.js";
import { watchChoices } from "./choosing.js";
import { watchChoosing } from "./collecting.js";
import { enhanceCounters } from "./counter.js";
import { enhanceDragging } from "./dragging.js";
import { enhanceHiding } from "./hiding.js";
import { forgetWhatWasSent, keepTyped } from "./kept.js";
import { takeFiles } from "./files.js";
import { openLarge } from "./large.js";
import { keepInReach } from "./looking.js";
import { offerPrepared } from "./prepared.js";
import { enhanceRankings } from "./ranking.js";
import { enhanceMarkings } from "./marking_picture.js";
import { enhanceSending } from "./sending.js";
import { enhanceReading, watchReading } from "./seen.js";
import { watchActions } from "./actions.js";
import { watchKeys } from "./keys.js";
import { watchNews } from "./news.js";
import { offerPrinting } from "./print.js";
import { watchTrouble } from "./trouble.js";
import { goToWhatIsWrong } from "./wrong.js";

function enhance(root) {
  enhanceAutosave(root);
  enhanceCounters(root);
  enhanceDragging(root);
  enhanceHiding(root);
  enhanceRankings(root);
  enhanceMarkings(root);
  enhanceSending(root);
  keepInReach(root);
  keepTyped(root);
  offerPrepared(root);
  enhanceReading(root);
  takeFiles(root);
}

forgetWhatWasSent();
enhance(document);
watchActions();
watchChoices();
watchChoosing();
offerPrinting();
openLarge();
watchTrouble();
watchReading();
watchKeys();
watchNews();
keepPolling();

document.addEventListener("htmx:after:settle", (event) => {
  enhance(event.target);
  // What was just sent is answered here: take the reader, and their screen reader, to it.
  const arrival = event.target.querySelector("[data-arrive]");
  if (arrival) arrival.focus();
  else goToWhatIsWrong(event.target);
});
