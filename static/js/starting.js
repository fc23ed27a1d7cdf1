/* A page begins: what is on it is enhanced, and so is whatever htmx puts on it later. Each by itself: what
   an old browser cannot do costs nobody the keeping of their words. */

import { goToWhatIsWrong } from "./wrong.js";

function each(pieces, ...what) {
  for (const piece of pieces) {
    try {
      piece(...what);
    } catch (error) {
      console.error(error);
    }
  }
}

export function start(enhancers, watchers) {
  const enhance = (root) => each(enhancers, root);
  enhance(document);
  each(watchers);
  document.addEventListener("htmx:after:settle", (event) => {
    enhance(event.target);
    // What was just sent is answered here: take the reader, and their screen reader, to it.
    const arrival = event.target.querySelector("[data-arrive]");
    if (arrival) arrival.focus();
    else goToWhatIsWrong(event.target);
  });
}
