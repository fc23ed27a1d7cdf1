/* What somebody types is on this device too, until the server has it: it outlives a lost connection, an
   ended sign-in, and the page itself. Each person's words lie under a key that their pages name, each
   page's apart, so that two windows keep out of each other's way. */

const WORDS = "bulletin:words:";
const HERE = "bulletin:here";
// Of this page alone: what lies under another was left behind by one that is gone, or stands beside it.
const PAGE = Math.random().toString(36).slice(2);
const LONGEST_MS = 60 * 24 * 60 * 60 * 1000;
let isForgotten = false;

const board = () => document.querySelector("[data-device]")?.dataset;
export const whose = () => board()?.whose ?? "";

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(WORDS));
  } catch {
    return [];
  }
}

export function dropWords(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // A device that keeps nothing has nothing to lose.
  }
}

/* One box of one question, for an entry or under a reply. */
export function placeOf(form) {
  const { parent, entry } = form.elements;
  return `${form.dataset.autosave}#${(parent ?? entry)?.value ?? ""}`;
}

export const ownKey = (place) => `${WORDS}${whose()}:${PAGE}:${place}`;

/* Whether the device could keep them. `pairs` is the form as it is sent, `prose` what can be read of it. */
export function keepWords(place, pairs, prose) {
  if (!whose() || isForgotten) return false;
  return write(ownKey(place), { pairs, prose, at: Date.now() });
}

/* What lies here of these people, the newest first. */
export function wordsOf(people) {
  const found = [];
  for (const key of keys()) {
    const [person, page, place] = key.slice(WORDS.length).split(":");
    const words = read(key);
    if (!words || Date.now() - words.at > LONGEST_MS) dropWords(key);
    else if (people.includes(person)) found.push({ ...words, key, place, isOwn: page === PAGE });
  }
  return found.sort((one, other) => other.at - one.at);
}

export const wordsAt = (place) => wordsOf([whose()]).filter((words) => words.place === place);

/* Beside newer ones they are read and copied, and never stand in the box in place of those. */
export function setAside({ key, pairs, prose, at }) {
  write(key, { pairs, prose, at, isAside: true });
}

export function seenIn(words) {
  return words.pairs.find(([name]) => name === "seen")?.[1] ?? "";
}

/* Who is let in on which board of this browser: only they are shown their words without a connection. */
export const peopleHere = () => Object.values(read(HERE) ?? {});

export function noteHere() {
  write(HERE, { ...read(HERE), [board().board]: whose() });
}

export function noteGone(address) {
  const { [address]: _gone, ...others } = read(HERE) ?? {};
  write(HERE, others);
}

export function forgetPerson(person, address) {
  isForgotten = true;
  for (const key of keys()) if (key.startsWith(`${WORDS}${person}:`)) dropWords(key);
  noteGone(address);
}
