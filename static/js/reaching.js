/* One request for a draft, and in one word what became of it: `saved`, `overtaken` by something newer,
   `here` (it reached nobody), `out` (signed out), `stale` (the page is too old), `gone` (it is not
   taken there, however often it is sent). */

const NEVER_TAKEN = new Set([400, 404, 410, 413]);

function stateOf({ status, type, headers }) {
  if (type === "opaqueredirect" || headers.has("Signed-Out")) return "out";
  if (status === 200 || status === 204) return "saved";
  if (status === 409) return "overtaken";
  if (status === 403) return "stale";
  if (NEVER_TAKEN.has(status)) return "gone";
  return "here";
}

/* A network that wants to be signed in to answers in place of the board, which says when a box was touched. */
const isFromTheBoard = ({ status }, html) => status === 204 || html.includes("data-seen-now");

export async function reach(address, options) {
  try {
    const response = await fetch(address, { redirect: "manual", ...options });
    const html = await response.text();
    const state = stateOf(response);
    const isTold = state === "saved" || state === "overtaken";
    return { state: isTold && !isFromTheBoard(response, html) ? "here" : state, html };
  } catch {
    return { state: "here", html: "" };
  }
}
