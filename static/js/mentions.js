/* After an @ in a reply, the names of those who spoke here: by arrows and Enter, by touch, or typed on.
   A textarea may be no combobox, so it stays a text box that leads through a listbox.
   <div data-names='["Green Heron"]' data-names-label="words"> says whom one can speak to. */

const AT_ONCE = 6;
const TYPED = /(?:^|[^\p{L}\p{N}])@([^\n@]{0,40})$/u;
const ATTRIBUTES = ["aria-autocomplete", "aria-controls", "aria-haspopup", "aria-activedescendant"];
let list = null;

const source = () => document.querySelector("[data-names]");
const options = () => [...list.children];
const chosen = () => options().find((one) => one.getAttribute("aria-selected") === "true");

function close() {
  if (!list) return;
  for (const name of ATTRIBUTES) list.box.removeAttribute(name);
  list.remove();
  list = null;
}

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  option.scrollIntoView({ block: "nearest" });
  list.box.setAttribute("aria-activedescendant", option.id);
}

function take(option) {
  const { box, begin } = list;
  close();
  box.setRangeText(`@${option.textContent} `, begin, box.selectionStart, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

function begins(name, typed) {
  const words = name.toLocaleLowerCase();
  return words.startsWith(typed) || words.split(" ").some((word) => word.startsWith(typed));
}

function optionOf(name, number) {
  const option = document.createElement("li");
  option.id = `name-${number}`;
  option.className = "names__one";
  option.setAttribute("role", "option");
  option.textContent = name;
  return option;
}

function open(box, names, begin) {
  list = document.createElement("ul");
  list.id = "names";
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", source().dataset.namesLabel);
  list.append(...names.map(optionOf));
  Object.assign(list, { box, begin });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("li")));
  box.after(list);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-controls", list.id);
  choose(list.firstChild);
}

function offer(box) {
  close();
  const typed = TYPED.exec(box.value.slice(0, box.selectionStart))?.[1];
  if (typed === undefined || !source()) return;
  const words = typed.toLocaleLowerCase();
  const names = JSON.parse(source().dataset.names).filter((name) => begins(name, words));
  if (names.length) open(box, names.slice(0, AT_ONCE), box.selectionStart - typed.length - 1);
}

function step(by) {
  const all = options();
  choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => take(chosen()),
  Tab: () => take(chosen()),
  Escape: close,
};

export function offerNames() {
  document.addEventListener("input", (event) => {
    if (event.target.matches(".comment textarea") && event.isTrusted) offer(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== list.box || event.isComposing || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.addEventListener("focusout", (event) => list && event.target === list.box && close());
}
