/* Whoever signs out on this device, or stops taking part, leaves nothing of theirs on it.
   <form data-leaves> asks once more where something has not reached the board: [data-leaves-words].
   A page with [data-forgets="whose key"] comes after somebody has left for good. */

import { forgetPerson, noteGone, whose, wordsOf } from "./device.js";
import { filesOf, forgetFiles } from "./kept_files.js";

const LONGEST_MS = 2500;
const LOOK_MS = 100;

const pause = (time) => new Promise((done) => setTimeout(done, time));

const isWaiting = async () => wordsOf([whose()]).length > 0 || (await filesOf(whose())).length > 0;

/* What can still go up goes up; whether something is left. */
async function leavesSomething() {
  const until = Date.now() + LONGEST_MS;
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    form.dispatchEvent(new CustomEvent("autosave:now"));
  }
  while ((await isWaiting()) && Date.now() < until) await pause(LOOK_MS);
  return isWaiting();
}

async function forget(person, address) {
  forgetPerson(person, address);
  await forgetFiles(person);
}

async function leave(event) {
  const form = event.target;
  if (!form.matches("[data-leaves]") || !whose()) return;
  event.preventDefault();
  const question = form.querySelector("[data-leaves-words]");
  if (question.hidden && (await leavesSomething())) {
    question.hidden = false;
    question.focus();
    return;
  }
  await forget(whose(), document.querySelector("[data-device]").dataset.board);
  form.submit();
}

export function watchLeaving() {
  document.addEventListener("submit", leave);
  for (const { dataset } of document.querySelectorAll("[data-forgets]")) forget(dataset.forgets, dataset.board);
  for (const { dataset } of document.querySelectorAll("[data-outside]")) noteGone(dataset.outside);
}
