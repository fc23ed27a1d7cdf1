/* What did not reach the server is tried again: when the connection is back, when somebody looks at the
   page, and after a while that grows. */

const FIRST_MS = 4000;
const LONGEST_MS = 120_000;

export class Again {
  constructor(work) {
    this.work = work;
    this.done();
    window.addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.now();
    });
  }

  later() {
    clearTimeout(this.timer);
    this.isOwed = true;
    this.wait = Math.min(this.wait * 2 || FIRST_MS, LONGEST_MS);
    this.timer = setTimeout(() => this.now(), this.wait * (0.8 + Math.random() * 0.4));
  }

  now() {
    if (!this.isOwed) return;
    clearTimeout(this.timer);
    this.isOwed = false;
    this.work();
  }

  done() {
    clearTimeout(this.timer);
    this.isOwed = false;
    this.wait = 0;
  }
}
