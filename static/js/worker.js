/* The service worker: without a connection, the page that says so, and the files it needs. It keeps nothing
   else, and never answers in place of the server. `self.shell` is {version, page, files}. */

const PREFIX = "bulletin-shell-";
const NAME = PREFIX + self.shell.version;
// Whether the last page that was asked for did not come: only then are its files asked for through us.
let isAway = false;

async function keepShell() {
  const cache = await caches.open(NAME);
  const addresses = [self.shell.page, ...self.shell.files];
  await cache.addAll(addresses.map((address) => new Request(address, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function dropOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function kept(request) {
  return (await caches.match(request, { cacheName: NAME, ignoreVary: true })) ?? Response.error();
}

/* As the browser would have asked, and meanwhile has. Where nothing came, Firefox has an answer of the
   type "error". */
async function page(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (answer.type === "error") throw new TypeError("Nothing came.");
    isAway = false;
    return answer;
  } catch {
    isAway = true;
    return kept(self.shell.page);
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return kept(request);
  }
}

self.addEventListener("install", (event) => event.waitUntil(keepShell()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  // What a page sends as it goes would go with it, were it left to the page.
  if (request.keepalive) event.respondWith(fetch(request));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (isAway && self.shell.files.includes(new URL(request.url).pathname)) event.respondWith(file(request));
});
