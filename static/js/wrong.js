/* What was refused: whoever sent it is taken to the first box with something to mend. */

export function goToWhatIsWrong(root) {
  const wrong = root.querySelector('form[data-autosave] [aria-invalid="true"]');
  if (wrong) wrong.focus();
  return Boolean(wrong);
}
