/* Puts a prepared question into the box without asking the server.
   <div data-fills="id of the box" data-probe="value" data-needs="id"> with a select whose options hold
   data-text, and a button. */

const known = new WeakSet();

function put(place) {
  const form = place.closest("form");
  const box = document.getElementById(place.dataset.fills);
  const chosen = place.querySelector("select").selectedOptions[0];
  box.value = [box.value.trim(), chosen.dataset.text].filter(Boolean).join("\n\n");
  const manner = form.querySelector("input[name=manner]:checked");
  const probe = form.querySelector(`input[name=manner][value="${place.dataset.probe}"]`);
  if (probe && (!manner || manner.value === "comment")) probe.checked = true;
  document.getElementById(place.dataset.needs).checked = true;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

export function offerPrepared(root) {
  for (const place of root.querySelectorAll("[data-fills]")) {
    if (known.has(place)) continue;
    known.add(place);
    place.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      put(place);
    });
  }
}
