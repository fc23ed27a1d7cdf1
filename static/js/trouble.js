/* What did not reach the server is said in the page's own words; an error page is never put inside it. */

const REFUSED = new Set([403, 404, 413, 429]);

function tell(element) {
  if (element.matches("[data-polls]")) return;
  const notice = document.querySelector("[data-trouble]");
  if (!notice) return;
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
  document.addEventListener("htmx:before:request", () => {
    const notice = document.querySelector("[data-trouble]");
    if (notice) notice.hidden = true;
  });
}
