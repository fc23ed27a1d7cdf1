/* What somebody types is on this device too, until the server has it: it outlives a lost connection, an
   ended sign-in, and the page itself. Each person's words lie under a key that their pages name, each
   page's apart, so that two windows keep out of each other's way. */

const WORDS = "bulletin:words:";
const HERE = "bulletin:here";
const KEPT = "bulletin:kept";
const LOOKED_AT = "bulletin:page:";
// Of this page alone: what lies under another was left behind by one that is gone, or stands beside it.
export const PAGE = Math.random().toString(36).slice(2);
const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST_MS = 60 * DAY_MS;
let isForgotten = false;

const board = () => document.querySelector("[data-device]")?.dataset;
export const whose = () => board()?.whose ?? "";

/* `store` is "sessionStorage" for what is of this window alone. Merely to name a store may fail. */
export function read(key, store = "localStorage") {
  try {
    return JSON.parse(window[store].getItem(key));
  } catch {
    return null;
  }
}

export function write(key, value, store = "localStorage") {
  try {
    window[store].setItem(key, JSON.stringify(value));
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

function drop(key, store) {
  try {
    window[store].removeItem(key);
  } catch {
    // A device that keeps nothing has nothing to lose.
  }
}

export const dropWords = (key) => drop(key, "localStorage");

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

/* As it lies here; null, where it is to go. What looks too old, or not written yet, may have been written
   while the clock of this device was wrong: it stays for one more day. */
export function inTime(one) {
  const now = Date.now();
  if (Math.abs(now - one.at) < LONGEST_MS) return one;
  return one.isLate ? null : { ...one, at: now - LONGEST_MS + DAY_MS, isLate: true };
}

function wordsUnder(key) {
  const there = read(key);
  const words = there && inTime(there);
  if (!words) dropWords(key);
  else if (words !== there) write(key, words);
  return words;
}

/* What lies here of these people, the newest first. */
export function wordsOf(people) {
  const found = [];
  for (const key of keys()) {
    const [person, page, place] = key.slice(WORDS.length).split(":");
    const words = wordsUnder(key);
    if (words && people.includes(person)) found.push({ ...words, key, place, page, isOwn: page === PAGE });
  }
  return found.sort((one, other) => other.at - one.at);
}

/* What somebody types on a page is that page's to send while they look at it: it holds a lock, which the
   browser takes from one that was put away, or died. */
export function holdWords() {
  if (document.hidden || !navigator.locks) return;
  const isPutAway = new Promise((done) => {
    document.addEventListener("visibilitychange", done, { once: true });
  });
  navigator.locks.request(LOOKED_AT + PAGE, () => isPutAway).catch(() => {
    // Then others send for it, as they do where there are no locks.
  });
}

/* Tells of a page whether it is another that somebody looks at. */
export async function othersLookedAt() {
  try {
    const { held } = await navigator.locks.query();
    return (page) => page !== PAGE && held.some(({ name }) => name === LOOKED_AT + page);
  } catch {
    return () => false;
  }
}

/* One's own words that lie here; `isOthers`, where another page is to send them. */
export async function wordsHere() {
  const isOthers = await othersLookedAt();
  return wordsOf([whose()]).map((words) => ({ ...words, isOthers: isOthers(words.page) }));
}

/* Beside newer ones they are read and copied, and never stand in the box in place of those. */
export function setAside({ key, pairs, prose, at }) {
  write(key, { pairs, prose, at, isAside: true });
}

export function seenIn(words) {
  return words.pairs.find(([name]) => name === "seen")?.[1] ?? "";
}

/* When the board last kept what was typed in a box of this window. */
export function noteKept(place, seen) {
  write(KEPT, { ...read(KEPT, "sessionStorage"), [place]: seen }, "sessionStorage");
}

/* Whether that was after a page was made that knows of `seen`. It is asked once: what was kept may be gone. */
export function wasKeptAfter(place, seen) {
  const { [place]: kept = "", ...others } = read(KEPT, "sessionStorage") ?? {};
  write(KEPT, others, "sessionStorage");
  return kept > seen;
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
  drop(KEPT, "sessionStorage");
  noteGone(address);
}
