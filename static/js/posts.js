/* Posts as places: gone to wherever they are folded, linked to, and walked through while they are new.
   What happened is said once in [data-said]. */

const said = () => document.querySelector("[data-said]");

export function say(words) {
  const place = said();
  if (!place || !words) return;
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = words));
}

/* The post is in sight and has the focus, whatever it was folded into. */
export function goTo(post, focused = post) {
  for (let fold = post.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  if (focused === post) post.tabIndex = -1;
  focused.focus({ preventScroll: true });
  focused.scrollIntoView({ block: focused === post ? "start" : "center" });
}

/* Others' posts on the page, so that what a poll brings is told once. */
const posts = () => [...document.querySelectorAll("[data-polls] .reply:not(.reply--own)")];
let known = new Set();

function tellWhatArrived(event) {
  const there = posts().map((post) => post.id);
  const isPoll = event.detail?.ctx?.sourceElement?.matches("[data-polls]");
  if (isPoll && there.some((id) => !known.has(id))) say(said()?.dataset.arrived);
  known = new Set(there);
}

function postOf(address) {
  const [, reply] = /replies\/([0-9a-f-]{36})\/$/.exec(address) ?? [];
  return reply && document.getElementById(`reply-${reply}`);
}

function goToTarget() {
  if (!location.hash.startsWith("#reply-")) return;
  const post = document.getElementById(location.hash.slice(1));
  if (post) goTo(post);
}

async function copy(button) {
  const words = said().dataset;
  try {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
    button.dataset.done = words.copied;
    setTimeout(() => delete button.dataset.done, 3000);
    say(words.copied);
  } catch {
    say(words.notCopied);
  }
}

/* From the one that has the focus on; after the last it begins again. */
function walk(link) {
  const fresh = [...document.querySelectorAll(".reply--new")];
  const here = document.activeElement.closest(".reply") ?? link.walkedTo;
  const isAfter = (post) => here.compareDocumentPosition(post) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = here?.isConnected ? fresh.find(isAfter) : fresh[0];
  link.walkedTo = next;
  if (next) goTo(next);
  else say(link.dataset.last);
}

function onClick(event) {
  const button = event.target.closest("[data-copy]");
  if (button) return copy(button);
  const link = event.target.closest("[data-next-new]");
  const quoted = event.target.closest(".quoted__who a");
  const post = quoted && postOf(quoted.href);
  if (!link && !post) return undefined;
  event.preventDefault();
  return link ? walk(link) : goTo(post);
}

export function watchPosts() {
  document.addEventListener("click", onClick);
  window.addEventListener("hashchange", goToTarget);
  known = new Set(posts().map((post) => post.id));
  document.addEventListener("htmx:after:swap", (event) => {
    tellWhatArrived(event);
    const told = document.querySelector("[data-says]");
    if (!told) return;
    say(told.dataset.says);
    delete told.dataset.says;
  });
  goToTarget();
}
