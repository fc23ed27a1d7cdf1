/* Files are sent as soon as they are chosen, so that they are seen before the answer is.
   <input type="file" data-sends="add"> and a <button name="add"> in one form. Where each is sent by
   itself, `uploads.js` does it. */

const known = new WeakSet();

export function enhanceSending(root) {
  for (const input of root.querySelectorAll("[data-sends]")) {
    if (known.has(input)) continue;
    known.add(input);
    if (input.form.matches("[data-uploads]")) continue;
    const button = input.form.querySelector(`button[name="${input.dataset.sends}"]`);
    button.hidden = true;
    input.addEventListener("change", () => input.form.requestSubmit(button));
  }
}
