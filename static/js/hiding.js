/* Words chosen in one of the reply's texts are put into the box that says what to hide or to collect.
   <textarea readonly data-words-of-reply> and <textarea data-words-chosen>, and where it matters which
   of the same words were chosen, <input data-signs-before>. */

import { signsIn } from "./collecting.js";

const known = new WeakSet();

/* Browsers move no caret through what is read only, so that nothing could be chosen by keyboard. */
function letTheCaretIn(text) {
  text.readOnly = false;
  text.inputMode = "none";
  text.setAttribute("aria-readonly", "true");
  text.addEventListener("beforeinput", (event) => event.preventDefault());
}

export function enhanceHiding(root) {
  const box = document.querySelector("[data-words-chosen]");
  if (!box) return;
  for (const text of root.querySelectorAll("[data-words-of-reply]")) {
    if (known.has(text)) continue;
    known.add(text);
    letTheCaretIn(text);
    text.addEventListener("select", () => {
      const chosen = text.value.slice(text.selectionStart, text.selectionEnd).trim();
      if (!chosen) return;
      box.value = chosen;
      const before = document.querySelector("input[data-signs-before]");
      if (before) before.value = signsIn(text.value.slice(0, text.selectionStart));
    });
  }
}
