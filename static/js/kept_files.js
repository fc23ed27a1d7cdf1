/* Files that are on their way lie on this device until they have arrived, as far as it has room. */

import { inTime, PAGE } from "./device.js";

const MOST_BYTES = 120 * 1024 * 1024;
// Some browsers let a store answer never: nobody is to wait for it, least of all to sign out.
const LONGEST_MS = 3000;

let opening = null;

function answered(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    setTimeout(() => failed(new Error("The store of this device does not answer.")), LONGEST_MS);
  });
}

function opened() {
  opening ??= (async () => {
    const request = indexedDB.open("bulletin", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files", { keyPath: "key" });
    const database = await answered(request);
    // Whoever signs out, or clears the device, need not wait for this page.
    database.onversionchange = () => database.close();
    return database;
  })();
  return opening;
}

async function files(mode) {
  return (await opened()).transaction("files", mode).objectStore("files");
}

async function put(entry) {
  await answered((await files("readwrite")).put(entry));
}

async function stillKept(entry) {
  const one = inTime(entry);
  if (!one) await dropFile(entry.key);
  else if (one !== entry) await put(one);
  return one;
}

async function all() {
  try {
    const there = await answered((await files("readonly")).getAll());
    return (await Promise.all(there.map(stillKept))).filter(Boolean);
  } catch {
    return [];
  }
}

/* Whether the device could: {key, whose, address, file}. */
export async function keepFile(entry) {
  const there = (await all()).reduce((bytes, one) => bytes + one.file.size, 0);
  if (there + entry.file.size > MOST_BYTES) return false;
  try {
    await put({ ...entry, page: PAGE, at: Date.now() });
    return true;
  } catch {
    return false;
  }
}

export async function dropFile(key) {
  try {
    await answered((await files("readwrite")).delete(key));
  } catch {
    // What was never kept is gone.
  }
}

export async function filesOf(whose, address) {
  return (await all()).filter((one) => one.whose === whose && (!address || one.address === address));
}

export async function forgetFiles(whose) {
  for (const { key } of await filesOf(whose)) await dropFile(key);
}
