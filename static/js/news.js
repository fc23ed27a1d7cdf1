/* What is new comes onto the page when it is asked for, and never moves what is being read. */

let shown = new Set();
let reading = null;

const bar = () => document.querySelector("[data-news]");
const ids = () => new Set([...document.querySelectorAll("[data-post]")].map((post) => post.id));

/* The bar is there while it says something; a screen reader is told of it once. */
function announce() {
  const words = bar().querySelector("[data-polls]").textContent.trim();
  const told = document.querySelector("[data-news-said]");
  bar().querySelector("[data-polls]").parentElement.hidden = !words;
  const first = bar().querySelector("[data-news-first]");
  if (words && document.activeElement !== first) first.hidden = true;
  bar().hidden = !words && first.hidden;
  if (words && !told.textContent) told.textContent = words;
}

/* The first that begins on the screen: one that began above may hold, before what is read, what comes. */
function postBeingRead() {
  const posts = [...document.querySelectorAll("[data-post]")];
  const place = (post) => post.getBoundingClientRect();
  const beginning = posts.find((post) => place(post).top >= 0 && place(post).top < innerHeight);
  return beginning ?? posts.findLast((post) => place(post).top < 0 && place(post).bottom > 0);
}

function keepPlace() {
  shown = ids();
  const post = postBeingRead();
  reading = post && { id: post.id, top: post.getBoundingClientRect().top };
}

function putBack() {
  const post = reading && document.getElementById(reading.id);
  if (post) scrollBy({ top: post.getBoundingClientRect().top - reading.top, behavior: "instant" });
}

/* The button has done its work: in its place a link leads to the first that was put in. */
function offerFirst() {
  const post = [...document.querySelectorAll("[data-post]")].find((one) => !shown.has(one.id));
  const first = bar().querySelector("[data-news-first]");
  bar().querySelector("[data-polls]").replaceChildren();
  document.querySelector("[data-news-said]").textContent = "";
  if (post) {
    first.hash = post.id;
    first.hidden = false;
    first.focus({ preventScroll: true });
  }
  announce();
}

function isShow(event) {
  return event.detail.ctx?.sourceElement?.matches("[data-news-show]");
}

export function watchNews() {
  if (!bar()) return;
  document.addEventListener("htmx:before:swap", (event) => {
    if (isShow(event)) keepPlace();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.sourceElement?.closest("[data-news] [data-polls]")) announce();
    if (!isShow(event)) return;
    putBack();
    offerFirst();
  });
  bar().querySelector("[data-news-first]").addEventListener("click", ({ currentTarget }) => {
    const post = document.getElementById(currentTarget.hash.slice(1));
    currentTarget.hidden = true;
    announce();
    post?.focus();
  });
}
