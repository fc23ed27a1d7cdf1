/* Counts words beside a box where a number of words would help; it refuses nothing. It is spoken once
   the number is reached, and never while one writes.
   <p data-counter="id of the box" data-words="{words} of about {wanted}" data-wanted
      data-enough="what is spoken" data-more="{words} once there are enough"> */

const known = new WeakSet();

function wordsIn(text) {
  return text.trim().split(/\s+/).filter(Boolean).length;
}

class Counter {
  constructor(place, box) {
    this.words = place.dataset.words;
    this.wanted = Number(place.dataset.wanted);
    this.enough = place.dataset.enough;
    this.more = place.dataset.more;
    this.count = document.createElement("span");
    this.count.setAttribute("aria-hidden", "true");
    this.news = document.createElement("span");
    this.news.className = "visually-hidden";
    this.news.setAttribute("aria-live", "polite");
    place.append(" ", this.count, this.news);
    this.show(box);
    this.was = wordsIn(box.value);
    box.addEventListener("input", () => this.show(box));
  }

  show(box) {
    const words = wordsIn(box.value);
    const told = words < this.wanted ? this.words : this.more;
    this.count.textContent = words ? told.replace("{words}", words).replace("{wanted}", this.wanted) : "";
    if (this.was < this.wanted && words >= this.wanted) this.news.textContent = this.enough;
    this.was = words;
  }
}

export function enhanceCounters(root) {
  for (const place of root.querySelectorAll("[data-counter]")) {
    const box = document.getElementById(place.dataset.counter);
    if (!box || known.has(place)) continue;
    known.add(place);
    new Counter(place, box);
  }
}
