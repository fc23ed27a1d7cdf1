/* The words that are selected in a post go above the reply to it, as a range of what is shown:
   two signs between paragraphs, one for a line break. <a data-quotes hx-get="…/comments/?quote=1"> */

import { goTo } from "./posts.js";

let selected = null;
let stood = null;

/* In code points, as the server counts. */
function signsIn(node) {
  let signs = 0;
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let each = walker.nextNode(); each; each = walker.nextNode()) {
    if (each.nodeType === Node.TEXT_NODE) signs += [...each.data].length;
    else if (each.localName === "br") signs += 1;
  }
  return signs;
}

function placeIn(body, container, offset) {
  let passed = 0;
  for (const paragraph of body.querySelectorAll(":scope > p")) {
    const range = new Range();
    range.selectNodeContents(paragraph);
    const where = range.comparePoint(container, offset);
    if (where < 0) return passed;
    if (where === 0) {
      range.setEnd(container, offset);
      return passed + signsIn(range.cloneContents());
    }
    passed += signsIn(paragraph) + 2;
  }
  return passed;
}

/* What is selected in the post as its button is pressed: a moment later nothing is any more. */
function remember(event) {
  const link = event.target.closest?.("[data-quotes]");
  if (!link) return;
  const selection = getSelection();
  const body = link.closest(".reply").querySelector(":scope > .reply__body");
  selected = null;
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(body)) return;
  const from = placeIn(body, range.startContainer, range.startOffset);
  const to = placeIn(body, range.endContainer, range.endOffset);
  if (from < to) selected = { from, to };
}

const isQuoting = (event) => event.detail.ctx?.sourceElement?.matches("[data-quotes]");
const opensBox = (event) => event.detail.ctx?.sourceElement?.matches('a[hx-target^="#comment-"]');

function boxOf(event) {
  const { sourceElement } = event.detail.ctx;
  return document.querySelector(sourceElement.getAttribute("hx-target"));
}

/* What stands above an open box stays there. */
function ask(event) {
  const address = new URL(event.detail.ctx.request.action, location.href);
  for (const [name, place] of Object.entries(selected ?? {})) address.searchParams.set(name, place);
  for (const passage of boxOf(event).querySelectorAll('[name="quote"]:checked')) {
    address.searchParams.append("with", passage.value);
  }
  event.detail.ctx.request.action = address.pathname + address.search;
  selected = null;
}

/* What was typed so far, and what of the box was known then: newer words from elsewhere are asked about. */
function takeOver(event) {
  const form = boxOf(event)?.querySelector("form");
  stood = form ? { typed: form.elements.text.value, seen: form.elements.seen.value } : null;
}

function putBack(event) {
  const box = boxOf(event)?.querySelector("textarea");
  if (!box) return;
  if (isQuoting(event) && stood) {
    box.value = stood.typed;
    box.form.elements.seen.value = stood.seen;
  }
  stood = null;
  goTo(box.closest(".reply") ?? box, box);
  if (isQuoting(event)) box.dispatchEvent(new Event("input", { bubbles: true }));
}

export function watchQuoting() {
  document.addEventListener("pointerdown", remember, { capture: true });
  document.addEventListener("keydown", remember, { capture: true });
  document.addEventListener("htmx:config:request", (event) => isQuoting(event) && ask(event));
  document.addEventListener("htmx:before:swap", (event) => {
    if (isQuoting(event)) takeOver(event);
  });
  document.addEventListener("htmx:after:swap", (event) => opensBox(event) && putBack(event));
}
