/* Without a connection a page of ours says so, and shows what waits on this device: <div data-device data-worker>. */

export function keepShell() {
  const worker = document.querySelector("[data-device]")?.dataset.worker;
  if (!worker || !navigator.serviceWorker) return;
  window.addEventListener("load", () => {
    navigator.serviceWorker.register(worker, { scope: "/", updateViaCache: "none" }).catch(() => {
      // A browser that will not have it says by itself that there is no connection.
    });
  });
}
