/* Small things that a click does without asking the server. */

function putAway(link, event) {
  event.preventDefault();
  const form = link.closest("form");
  form.dispatchEvent(new CustomEvent("autosave:now"));
  const place = form.parentElement;
  document.querySelector(`[hx-target="#${place.id}"]`)?.focus();
  place.replaceChildren();
}

export function watchActions() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest('[data-action="put-away"]');
    // Without a page around it to return to, the link itself leads back.
    if (link && link.closest(".reply")) putAway(link, event);
  });
  // A box that is already open is gone back to, not fetched anew over what is typed in it.
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement, request, target } = event.detail.ctx;
    if (request.method !== "GET" || !target?.id?.startsWith("comment-")) return;
    const box = target.querySelector("textarea");
    if (!box || !sourceElement.matches("a:not([data-quotes])")) return;
    event.preventDefault();
    box.focus();
  });
}
