/* Keeps on this device what staff type under a reply, until it is on the board or they sign out.
   <form data-kept="whose and where" data-kept-words data-kept-drop>; `data-kept-answered` where the
   server has sent back what was typed. The page that comes after sending says `?sent=` where. */

const PREFIX = "bulletin:typed:";
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "seen", "prepared"]);
const known = new WeakSet();

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function store(key, typed) {
  try {
    localStorage.setItem(key, JSON.stringify(typed));
  } catch {
    // A device that keeps nothing still sends.
  }
}

function forget(isMeant) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && isMeant(key)) localStorage.removeItem(key);
    }
  } catch {
    // A device that keeps nothing has nothing to forget.
  }
}

class Kept {
  constructor(form) {
    this.form = form;
    this.key = PREFIX + form.dataset.kept;
    this.beginning = this.typed();
    const kept = stored(this.key);
    if (kept && !("keptAnswered" in form.dataset)) this.restore(kept);
    form.addEventListener("input", () => store(this.key, this.typed()));
  }

  typed() {
    const data = [...new FormData(this.form)].filter(([name]) => !LEFT_OUT.has(name));
    return Object.fromEntries(data);
  }

  restore(kept) {
    if (JSON.stringify(kept) === JSON.stringify(this.beginning)) return;
    this.fill(kept);
    this.say();
  }

  fill(kept) {
    for (const field of this.form.querySelectorAll("textarea, input[type=radio], input[type=checkbox]")) {
      if (field.type === "radio") field.checked = kept[field.name] === field.value;
      else if (field.type === "checkbox") field.checked = field.name in kept;
      else field.value = kept[field.name] ?? "";
    }
  }

  say() {
    const words = document.createElement("p");
    words.className = "soft small";
    words.setAttribute("role", "status");
    words.textContent = `${this.form.dataset.keptWords} `;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "plain-button";
    drop.textContent = this.form.dataset.keptDrop;
    drop.addEventListener("click", () => {
      localStorage.removeItem(this.key);
      this.fill(this.beginning);
      words.remove();
    });
    words.append(drop);
    this.form.querySelector("textarea").before(words);
  }
}

export function keepTyped(root) {
  for (const form of root.querySelectorAll("form[data-kept]")) {
    if (known.has(form)) continue;
    known.add(form);
    new Kept(form);
  }
}

export function forgetWhatWasSent() {
  const address = new URL(window.location);
  const sent = address.searchParams.get("sent");
  if (sent) {
    forget((key) => key.endsWith(`:${sent}`));
    address.searchParams.delete("sent");
    history.replaceState(history.state, "", address);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-signs-out]")) forget(() => true);
  });
}
