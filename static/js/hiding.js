/* Words chosen in one of the reply's texts are put into the box that says what to hide.
   <textarea readonly data-words-of-reply> and <textarea data-words-chosen>. */

const known = new WeakSet();

export function enhanceHiding(root) {
  const box = document.querySelector("[data-words-chosen]");
  if (!box) return;
  for (const text of root.querySelectorAll("[data-words-of-reply]")) {
    if (known.has(text)) continue;
    known.add(text);
    text.addEventListener("select", () => {
      const chosen = text.value.slice(text.selectionStart, text.selectionEnd).trim();
      if (chosen) box.value = chosen;
    });
  }
}
