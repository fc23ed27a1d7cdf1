/* Up and down buttons for a list whose places can also be chosen one by one.
   <ol data-ranking data-up data-down data-keep data-moved> of items that hold a label and a select. */

const known = new WeakSet();

class Ranking {
  constructor(list) {
    this.list = list;
    this.news = document.createElement("p");
    this.news.className = "visually-hidden";
    this.news.setAttribute("aria-live", "polite");
    list.after(this.keeper(), this.news);
    for (const item of list.children) this.addButtons(item);
    this.refresh();
  }

  addButtons(item) {
    const name = item.querySelector("label").textContent;
    const { up, down } = this.list.dataset;
    const buttons = item.querySelector(".ranking__buttons");
    buttons.append(this.button("↑", `${up} ${name}`, () => this.move(item, -1)));
    buttons.append(this.button("↓", `${down} ${name}`, () => this.move(item, 1)));
  }

  button(sign, label, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--second button--small";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => action(button));
    return button;
  }

  keeper() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain-button";
    button.textContent = this.list.dataset.keep;
    button.addEventListener("click", () => this.number());
    return button;
  }

  move(item, by) {
    const items = [...this.list.children];
    const to = items.indexOf(item) + by;
    const pressed = document.activeElement;
    if (to < 0 || to >= items.length) return;
    if (by < 0) items[to].before(item);
    else items[to].after(item);
    this.number();
    // At an end the pressed button goes dead; the other one carries on.
    if (pressed.disabled) [...item.querySelectorAll("button")].find((one) => !one.disabled)?.focus();
    else pressed.focus();
    const moved = this.list.dataset.moved.replace("{place}", to + 1).replace("{all}", items.length);
    this.news.textContent = `${item.querySelector("label").textContent}: ${moved}`;
  }

  number() {
    [...this.list.children].forEach((item, index) => {
      item.querySelector("select").value = String(index + 1);
    });
    this.refresh();
    this.list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  refresh() {
    const items = [...this.list.children];
    items.forEach((item, index) => {
      const [up, down] = item.querySelectorAll("button");
      up.disabled = index === 0;
      down.disabled = index === items.length - 1;
    });
  }
}

export function enhanceRankings(root) {
  for (const list of root.querySelectorAll("[data-ranking]")) {
    if (known.has(list)) continue;
    known.add(list);
    new Ranking(list);
  }
}
