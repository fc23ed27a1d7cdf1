"""What lies on a device: what a page of the site can find in each of the browser's stores."""

from typing import Any

from playwright.sync_api import Page

_EVERYTHING = """async () => {
    const answered = (request) => new Promise((done) => {
        request.onsuccess = () => done(request.result);
    });
    const found = {storage: {...localStorage}, session: {...sessionStorage}, files: [], caches: {}};
    for (const {name} of await indexedDB.databases()) {
        const database = await answered(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            const rows = await answered(database.transaction(store).objectStore(store).getAll());
            found.files.push(...rows.map((row) => ({...row, file: row.file.name})));
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const kept = await cache.match(request);
            const isText = !/font|image/.test(kept.headers.get("Content-Type"));
            found.caches[new URL(request.url).pathname] = isText ? await kept.text() : "";
        }
    }
    found.workers = (await navigator.serviceWorker.getRegistrations()).length;
    return found;
}"""


def on_device(page: Page) -> dict[str, Any]:
    """`storage`, `session`, `files`, `caches` (by address, with what they hold) and `workers`."""
    found: dict[str, Any] = page.evaluate(_EVERYTHING)
    return found


def words_on_device(page: Page) -> list[str]:
    """The keys under which something typed lies here."""
    return [key for key in on_device(page)["storage"] if key.startswith("bulletin:words:")]


def close_without_connection(page: Page) -> None:
    """What a page sends as it goes away would find the connection that the tests take from it."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    page.close()


def has_shell(page: Page) -> None:
    """Wait until the service worker has what it needs, and stands by."""
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    becomes_true(page, "navigator.serviceWorker.controller?.state === 'activated'")


def becomes_true(page: Page, expression: str, *, tries: int = 100) -> None:
    """Asked from outside: the pages' policy lets nothing be evaluated within."""
    for _each in range(tries):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)
