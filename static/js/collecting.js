/* Where words are chosen in a reply, its button collects just these.
   <form data-collects data-whole="words of the button" data-some="the same where words are chosen">
   in an <article data-post>, with inputs `words` and `before`. */

/* Characters that are no blanks, as the server counts them: however a page breaks the lines. */
export const signsIn = (text) => [...text.replace(/\s+/gu, "")].length;

/* What the post says now: not what was chosen from a list, nor what it said before. */
const wordsOf = (post) => [...post.querySelectorAll(":scope > .reply__body > p:not(.choices-made)")];

const postOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-post]");

/* The words that are chosen, in which post, and how many signs stand before them there. */
function chosenNow() {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  if (!words || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const post = postOf(range.startContainer);
  const said = post ? wordsOf(post) : [];
  const isWithin = (node) => said.some((one) => one.contains(node));
  if (!isWithin(range.startContainer) || !isWithin(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(said[0], 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { post, words, before: signsIn(before.toString()) };
}

/* A press may let go of what is chosen before it counts as a click. */
let isPressed = false;

function show() {
  if (isPressed) return;
  const chosen = chosenNow();
  for (const form of document.querySelectorAll("[data-collects]")) {
    const isChosen = chosen && form.closest("[data-post]") === chosen.post;
    form.elements.words.value = isChosen ? chosen.words : "";
    form.elements.before.value = isChosen ? chosen.before : "";
    form.querySelector("button").textContent = isChosen ? form.dataset.some : form.dataset.whole;
  }
}

export function watchChoosing() {
  if (!document.querySelector("[data-collects]")) return;
  document.addEventListener("selectionchange", show);
  document.addEventListener("pointerdown", (event) => {
    isPressed = Boolean(event.target.closest("[data-collects]"));
  });
  for (const end of ["click", "pointercancel"]) {
    document.addEventListener(end, () => {
      isPressed = false;
    });
  }
}
