/* A page begins: what is on it is enhanced, and so is whatever htmx puts on it later. */

import { goToWhatIsWrong } from "./wrong.js";

export function start(enhancers, watchers) {
  const enhance = (root) => enhancers.forEach((one) => one(root));
  enhance(document);
  watchers.forEach((watch) => watch());
  document.addEventListener("htmx:after:settle", (event) => {
    enhance(event.target);
    // What was just sent is answered here: take the reader, and their screen reader, to it.
    const arrival = event.target.querySelector("[data-arrive]");
    if (arrival) arrival.focus();
    else goToWhatIsWrong(event.target);
  });
}
