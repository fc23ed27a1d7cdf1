/* The boxes of a form: what is typed in them, and putting it back. */

// Where a picture was pressed is told to the board once, and typed in no box.
const STEERING = new Set(["csrfmiddlewaretoken", "seen", "whose", "at.x", "at.y"]);
// What stands in these is more than their boxes show: the server makes them anew.
const NOT_BY_US = "[data-ranking], [data-marking], [data-sent-files], fieldset:disabled";
const NO_BOX = new Set(["hidden", "file", "submit", "button", "image"]);

/* Files come with a button, not with the words. */
export function pairsIn(form) {
  return [...new FormData(form)].filter(([, typed]) => typeof typed === "string");
}

/* What was typed, without what steers the form: to be compared. */
export function typedIn(form) {
  return new URLSearchParams(pairsIn(form).filter(([name]) => !STEERING.has(name))).toString();
}

/* The form as it was made: what stands in its boxes otherwise was typed, whoever put it there. In a document
   of its own its pictures are not asked for once more. */
export function asItCame(form) {
  const copy = document.implementation.createHTMLDocument("").importNode(form, true);
  copy.reset();
  return copy;
}

export function proseIn(form) {
  const boxes = form.querySelectorAll("textarea, input[type=text]");
  return [...boxes].map((box) => box.value).filter((words) => words.trim());
}

function boxesOf(form, name) {
  return [...form.elements].filter((box) => box.name === name);
}

const lines = (text) => text.replaceAll("\r\n", "\n").trim();

function shows(box, typed) {
  if (box.type === "radio" || box.type === "checkbox") return box.checked && box.value === typed;
  return lines(box.value).startsWith(lines(typed));
}

/* Whether all of it stands in the boxes already: perhaps more was written since, elsewhere. */
export function holds(form, pairs) {
  return pairs
    .filter(([name, typed]) => !STEERING.has(name) && name !== "version" && typed.trim())
    .every(([name, typed]) => boxesOf(form, name).some((box) => shows(box, typed)));
}

/* Whether its boxes are those that this was typed into. */
export function canTake(form, pairs) {
  if (form.querySelector(NOT_BY_US)) return false;
  const version = pairs.find(([name]) => name === "version")?.[1];
  if (version !== form.elements.version?.value) return false;
  return pairs.every(([name]) => STEERING.has(name) || form.elements[name]);
}

export function fill(form, pairs) {
  for (const box of form.elements) {
    if (!box.name || NO_BOX.has(box.type)) continue;
    const typed = pairs.filter(([name]) => name === box.name).map(([, words]) => words);
    if (box.type === "radio" || box.type === "checkbox") box.checked = typed.includes(box.value);
    else if (typed.length) [box.value] = typed;
  }
}
