/* What JavaScript adds to participants' pages, which work without it. Each module finds its elements
   by data- attributes. */

import { watchActions } from "./actions.js";
import { enhanceAutosave } from "./autosave.js";
import { watchChoices } from "./choosing.js";
import { enhanceCounters } from "./counter.js";
import { openLarge } from "./large.js";
import { watchLeaving } from "./leaving.js";
import { keepInReach } from "./looking.js";
import { enhanceMarkings } from "./marking_picture.js";
import { offerNames } from "./mentions.js";
import { keepPolling } from "./poll.js";
import { watchPosts } from "./posts.js";
import { offerPrinting } from "./print.js";
import { watchQuoting } from "./quoting.js";
import { enhanceRankings } from "./ranking.js";
import { enhanceSending } from "./sending.js";
import { keepShell } from "./shell.js";
import { start } from "./starting.js";
import { watchTrouble } from "./trouble.js";
import { enhanceUploads } from "./uploads.js";
import { dropWhatIsTaken, sendWhatWaits } from "./waiting.js";
import { offerZone, showChosenZone } from "./zone.js";

start(
  [
    dropWhatIsTaken,
    enhanceAutosave,
    enhanceCounters,
    enhanceRankings,
    enhanceMarkings,
    enhanceSending,
    enhanceUploads,
    keepInReach,
  ],
  [
    watchActions,
    watchChoices,
    offerPrinting,
    openLarge,
    offerZone,
    showChosenZone,
    watchTrouble,
    watchLeaving,
    sendWhatWaits,
    watchPosts,
    watchQuoting,
    offerNames,
    keepShell,
    keepPolling,
  ],
);
