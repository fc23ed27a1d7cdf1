/* What JavaScript adds to participants' pages, which work without it. Each module finds its elements
   by data- attributes. */

import { watchActions } from "./actions.js";
import { enhanceAutosave } from "./autosave.js";
import { enhanceCounters } from "./counter.js";
import { openLarge } from "./large.js";
import { enhanceMarkings } from "./marking_picture.js";
import { keepPolling } from "./poll.js";
import { enhanceRankings } from "./ranking.js";
import { enhanceSending } from "./sending.js";
import { start } from "./starting.js";
import { watchTrouble } from "./trouble.js";
import { offerZone, showChosenZone } from "./zone.js";

start(
  [enhanceAutosave, enhanceCounters, enhanceRankings, enhanceMarkings, enhanceSending],
  [watchActions, openLarge, offerZone, showChosenZone, watchTrouble, keepPolling],
);
