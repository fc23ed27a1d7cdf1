/* Single keys for those who read all day. They can be switched off on this device (WCAG 2.1.4). */

const OFF = "bulletin:keys-off";
const TYPING = "input, textarea, select, [contenteditable]";

const posts = () => [...document.querySelectorAll("[data-post]")];
const dialog = () => document.querySelector("[data-keys]");

/* The post that is being read: the one that has the focus, else the first that begins on the screen. */
function place(all) {
  const focused = document.activeElement.closest("[data-post]");
  if (focused) return all.indexOf(focused);
  const first = all.findIndex((post) => post.getBoundingClientRect().top >= 0);
  return first < 0 ? all.length : first - 0.5;
}

function goTo(post) {
  if (!post) return;
  post.focus({ preventScroll: true });
  post.scrollIntoView({ block: "start" });
}

function step(forward) {
  const all = posts();
  const here = place(all);
  goTo(forward ? all[Math.floor(here) + 1] : all[Math.ceil(here) - 1]);
}

function nextNew() {
  const all = posts();
  const here = place(all);
  const further = all.find((post, index) => index > here && post.hasAttribute("data-new"));
  if (further) goTo(further);
  else document.querySelector("[data-next-new]")?.click();
}

/* A link or button of the post itself, not of what hangs on it. */
function press(what) {
  const post = document.activeElement.closest("[data-post]");
  post?.querySelector(`:scope > .reply__foot ${what}`)?.click();
}

function search(event) {
  const box = document.querySelector("[data-key-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

const KEYS = {
  j: () => step(true),
  k: () => step(false),
  n: nextNew,
  u: () => press("[data-read-mark]"),
  o: () => press("[data-key-open]"),
  c: () => press("[data-collects] button"),
  r: () => press("[data-key-write]"),
  "/": search,
  "?": () => dialog().showModal(),
};

function onKey(event) {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  const busy = modified || event.defaultPrevented || event.isComposing || dialog().open;
  if (busy || event.target.closest(TYPING) || localStorage.getItem(OFF)) return;
  KEYS[event.key]?.(event);
}

export function watchKeys() {
  if (!dialog()) return;
  const box = dialog().querySelector("[data-keys-on]");
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
  for (const opener of document.querySelectorAll("[data-keys-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog().showModal());
  }
  document.addEventListener("keydown", onKey);
}
