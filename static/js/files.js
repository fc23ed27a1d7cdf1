/* Files come at once when they are chosen, dropped or pasted, without the button beside the field.
   <form data-takes-files> with a [data-takes] that holds an input[type=file] and the button after it. */

const known = new WeakSet();

function send(field) {
  const holder = field.closest(".guide-look__add");
  field.form.requestSubmit(holder.querySelector("button[type=submit]"));
}

function take(form, files) {
  const field = form.querySelector("[data-takes] input[type=file]");
  if (!field || !files.length) return false;
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  field.files = chosen.files;
  send(field);
  return true;
}

/* What was copied with words is words: a word processor adds a picture of them. */
function pasted(event, form) {
  const { files, types } = event.clipboardData;
  if (types.includes("text/plain")) return;
  if (take(form, files)) event.preventDefault();
}

function dropped(event, form) {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  take(form, event.dataTransfer.files);
}

function watch(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file]") && event.target.files.length) send(event.target);
  });
  form.addEventListener("paste", (event) => pasted(event, form));
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => dropped(event, form));
  for (const words of form.querySelectorAll("[data-takes-words]")) words.hidden = false;
}

export function takeFiles(root) {
  const forms = [...root.querySelectorAll("form[data-takes-files]")];
  for (const form of forms) {
    if (known.has(form)) continue;
    known.add(form);
    watch(form);
  }
}
