/* What did not reach the server is said in the page's own words; an error page is never put inside it.
   <p data-trouble hidden> may hold a <button data-action="send-again">. */

const REFUSED = new Set([403, 404, 413, 429]);
let unsent = null;

function tell(element) {
  if (element.matches("[data-polls]")) return;
  const notice = document.querySelector("[data-trouble]");
  if (!notice) return;
  unsent = element.matches("form") ? element : null;
  unsent?.dispatchEvent(new CustomEvent("autosave:unsent"));
  const again = notice.querySelector('[data-action="send-again"]');
  if (again) again.hidden = !unsent;
  notice.hidden = false;
  notice.focus();
}

export function watchTrouble() {
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    if (REFUSED.has(ctx.response.status)) ctx.swap = "none";
    if (REFUSED.has(ctx.response.status) || ctx.response.status >= 500) tell(ctx.sourceElement);
  });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx) tell(event.detail.ctx.sourceElement);
  });
  document.addEventListener("htmx:before:request", (event) => {
    const notice = document.querySelector("[data-trouble]");
    if (notice && !event.detail.ctx.sourceElement.matches("[data-polls]")) notice.hidden = true;
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest('[data-action="send-again"]') && unsent?.isConnected) unsent.requestSubmit();
  });
}
