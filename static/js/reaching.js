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

export async function reach(address, options) {
  try {
    const response = await fetch(address, { redirect: "manual", ...options });
    return { state: stateOf(response), html: await response.text() };
  } catch {
    return { state: "here", html: "" };
  }
}
