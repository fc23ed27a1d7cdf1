/* What is small on the page opens large over it, so that nothing typed is left behind.
   <a href="the file" data-large="what it shows" data-type="image/webp" data-close="words">. */

function shown(link) {
  const isVideo = link.dataset.type.startsWith("video/");
  const one = document.createElement(isVideo ? "video" : "img");
  one.src = link.href;
  if (isVideo) {
    one.controls = true;
    one.setAttribute("aria-label", link.dataset.large);
  } else {
    one.alt = link.dataset.large;
  }
  return one;
}

function closer(link, dialog) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--second button--small";
  button.textContent = link.dataset.close;
  button.addEventListener("click", () => dialog.close());
  return button;
}

function open(link) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog large";
  dialog.setAttribute("aria-label", link.dataset.large);
  dialog.append(shown(link), closer(link, dialog));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function openLarge() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-large]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain) return;
    event.preventDefault();
    open(link);
  });
}
