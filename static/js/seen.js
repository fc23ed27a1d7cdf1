/* What has stood on the screen for a second is read, and the board is told so, a handful at a time. */

const LOOK_MS = 1000;
const GATHER_MS = 700;
const looking = new WeakMap();
const observed = new WeakSet();
const keptNew = new WeakSet();
const read = new Set();
let gathering = 0;

const form = () => document.getElementById("reading");

function tell(address, replies, keepalive = false) {
  const body = new FormData(form());
  body.delete("shown");
  for (const reply of replies) body.append("reply", reply);
  return fetch(address, { method: "POST", body, keepalive, headers: { "HX-Request": "true" } });
}

function showAs(post, isNew) {
  post.toggleAttribute("data-new", isNew);
  post.classList.toggle("reply--new", isNew);
  post.querySelector(":scope > .reply__head [data-new-mark]")?.classList.toggle("is-read", !isNew);
  const button = post.querySelector(":scope > .reply__foot [data-read-mark]");
  if (!button) return;
  button.formAction = isNew ? button.dataset.reading : button.dataset.forgetting;
  button.textContent = isNew ? button.dataset.newWords : button.dataset.readWords;
}

function send(keepalive = false) {
  clearTimeout(gathering);
  gathering = 0;
  if (!read.size || !form()) return;
  tell(form().action, read, keepalive);
  read.clear();
}

function isRead(post) {
  if (!post.hasAttribute("data-new") || keptNew.has(post)) return;
  showAs(post, false);
  read.add(post.dataset.post);
  gathering ||= setTimeout(send, GATHER_MS);
}

function look({ target, isIntersecting, intersectionRatio, intersectionRect }) {
  const post = target.closest("[data-post]");
  const fills = intersectionRect.height >= innerHeight / 2;
  clearTimeout(looking.get(target));
  if (!isIntersecting || document.hidden || (intersectionRatio < 0.6 && !fills)) return;
  looking.set(target, setTimeout(() => document.hidden || isRead(post), LOOK_MS));
}

const watcher = new IntersectionObserver((entries) => entries.forEach(look), {
  threshold: [0, 0.3, 0.6, 1],
});

export function enhanceReading(root) {
  if (!form()) return;
  for (const body of root.querySelectorAll("[data-new] > .reply__body")) {
    if (observed.has(body)) continue;
    observed.add(body);
    watcher.observe(body);
  }
}

/* The button under a post, pressed where nothing need be loaded for it. */
async function press(event) {
  const button = event.target.closest("[data-read-mark]");
  if (!button || !form()) return;
  event.preventDefault();
  const post = button.closest("[data-post]");
  const wasNew = post.hasAttribute("data-new");
  const answer = await tell(button.formAction, [post.dataset.post]);
  if (!answer.ok) return;
  if (!wasNew) keptNew.add(post);
  showAs(post, !wasNew);
}

export function watchReading() {
  document.addEventListener("click", press);
  addEventListener("pagehide", () => send(true));
}
