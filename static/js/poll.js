/* One tick for everything that polls, and none while nobody looks.
   The page is never stored, so the ETag of what is shown is sent along by us. */

const EVERY_MS = 20_000;
const etags = new WeakMap();

function tick() {
  if (!document.hidden) document.body.dispatchEvent(new CustomEvent("board:tick"));
}

function isPoll(event) {
  return event.detail.ctx.sourceElement.matches("[data-polls]");
}

export function keepPolling() {
  document.addEventListener("htmx:config:request", (event) => {
    if (!isPoll(event)) return;
    const { sourceElement, request } = event.detail.ctx;
    const etag = etags.get(sourceElement) ?? sourceElement.dataset.etag;
    if (etag) request.headers["If-None-Match"] = etag;
  });
  document.addEventListener("htmx:after:request", (event) => {
    if (!isPoll(event)) return;
    const { sourceElement, response } = event.detail.ctx;
    const etag = response.headers.get("ETag");
    if (response.status === 200 && etag) etags.set(sourceElement, etag);
  });
  setInterval(tick, EVERY_MS);
  document.addEventListener("visibilitychange", tick);
}
