/* Choices that follow from one another: an option that stands alone clears the others, and words for
   "other" choose it. The server says the same where no script runs.
   <input data-alone>, and a text box named `other` in one form with a choice of that value. */

function clearOthers(chosen) {
  const stands = chosen.hasAttribute("data-alone");
  for (const one of chosen.form?.elements ?? []) {
    const isAnother = one !== chosen && one.name === chosen.name && one.checked;
    if (isAnother && (stands || one.hasAttribute("data-alone"))) one.checked = false;
  }
}

function chooseOther(box) {
  if (!box.value.trim()) return;
  for (const choice of box.form.querySelectorAll('input[value="other"]:not(:checked)')) {
    choice.checked = true;
    clearOthers(choice);
  }
}

export function watchChoices() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches('input[type="checkbox"]:checked')) clearOthers(target);
  });
  document.addEventListener("input", ({ target }) => {
    if (target.matches('form[data-autosave] input[name="other"][type="text"]')) chooseOther(target);
  });
}
