/* What JavaScript adds to the pages of staff, which work without it. Each module finds its elements
   by data- attributes. */

import { watchActions } from "./actions.js";
import { enhanceAutosave } from "./autosave.js";
import { watchChoices } from "./choosing.js";
import { watchChoosing } from "./collecting.js";
import { enhanceCounters } from "./counter.js";
import { enhanceDragging } from "./dragging.js";
import { takeFiles } from "./files.js";
import { enhanceHiding } from "./hiding.js";
import { forgetWhatWasSent, keepTyped } from "./kept.js";
import { watchKeys } from "./keys.js";
import { openLarge } from "./large.js";
import { enhanceMarkings } from "./marking_picture.js";
import { watchNews } from "./news.js";
import { keepPolling } from "./poll.js";
import { offerPrepared } from "./prepared.js";
import { offerPrinting } from "./print.js";
import { enhanceRankings } from "./ranking.js";
import { enhanceReading, watchReading } from "./seen.js";
import { enhanceSending } from "./sending.js";
import { start } from "./starting.js";
import { watchTrouble } from "./trouble.js";
import { offerZone, showChosenZone } from "./zone.js";

forgetWhatWasSent();
start(
  [
    enhanceAutosave,
    enhanceCounters,
    enhanceDragging,
    enhanceHiding,
    enhanceRankings,
    enhanceMarkings,
    enhanceSending,
    keepTyped,
    offerPrepared,
    enhanceReading,
    takeFiles,
  ],
  [
    watchActions,
    watchChoices,
    watchChoosing,
    offerPrinting,
    offerZone,
    showChosenZone,
    openLarge,
    watchTrouble,
    watchReading,
    watchKeys,
    watchNews,
    keepPolling,
  ],
);
