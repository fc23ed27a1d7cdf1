/* Questions of a guide dragged by their grip to where they shall stand, also in another stage: a
   list of them holds data-dragging, an item data-place, its address, and data-question, its id. */

const known = new WeakSet();

/* The library stands on the pages that use it. */
const library = () => window.Sortable;

function moved(item, list) {
  const form = document.getElementById("deeds").cloneNode(true);
  form.removeAttribute("id");
  form.action = item.dataset.place;
  const before = item.nextElementSibling?.dataset.question ?? "";
  for (const [name, value] of Object.entries({ stage: list.dataset.dragging, before })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

export function enhanceDragging(root) {
  if (!library()) return;
  for (const grip of root.querySelectorAll("[data-grip]")) grip.hidden = false;
  for (const list of root.querySelectorAll("[data-dragging]")) {
    if (known.has(list)) continue;
    known.add(list);
    library().create(list, {
      group: "questions",
      handle: "[data-grip]",
      animation: 150,
      ghostClass: "guide-question--ghost",
      onEnd: ({ item, from, to, oldIndex, newIndex }) => {
        if (from !== to || oldIndex !== newIndex) moved(item, to);
      },
    });
  }
}
