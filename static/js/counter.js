/* Counts words beside a box where a number of words would help; it refuses nothing.
   <p data-counter="id of the box" data-words="words so far:"> */

const known = new WeakSet();

function wordsIn(text) {
  return text.trim().split(/\s+/).filter(Boolean).length;
}

export function enhanceCounters(root) {
  for (const place of root.querySelectorAll("[data-counter]")) {
    const box = document.getElementById(place.dataset.counter);
    if (!box || known.has(place)) continue;
    known.add(place);
    const count = document.createElement("span");
    place.append(" ", count);
    const show = () => {
      count.textContent = `${place.dataset.words} ${wordsIn(box.value)}`;
    };
    box.addEventListener("input", show);
    show();
  }
}
