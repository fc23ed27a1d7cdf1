/* Marks are put where a picture is pressed at any width, and dragged to another place. One of which
   nothing is said yet has no card, until it is put there or asked for.
   <div data-marking> with an <input type="image" name="at">, pins and the boxes of each mark. */

import { MarkingKeys } from "./marking_keys.js";

const known = new WeakSet();

class Marking {
  constructor(place) {
    this.form = place.closest("form");
    this.image = place.querySelector('input[type="image"]');
    if (!this.image) return;
    this.pins = place.querySelector("svg");
    this.width = Number(this.image.getAttribute("width"));
    this.height = Number(this.image.getAttribute("height"));
    place.classList.add("marking--live");
    this.image.addEventListener("click", (event) => this.press(event));
    this.pins.addEventListener("pointerdown", (event) => this.take(event));
    place.addEventListener("input", () => this.draw());
    new MarkingKeys(this, place);
    this.offerCards(place);
  }

  /* The button that adds a mark shows those first that wait without a card. */
  offerCards(place) {
    const add = place.querySelector('button[name="add"]');
    const waiting = [...place.querySelectorAll(".marking__mark--untouched")];
    const isFull = add.hidden;
    if (waiting.length) add.hidden = false;
    add.addEventListener("click", (event) => {
      const card = waiting.shift();
      if (!card) return;
      event.preventDefault();
      card.classList.remove("marking__mark--untouched");
      card.focus();
      add.hidden = isFull && !waiting.length;
    });
  }

  /* Where something presses it without a place, a mark is added whose place is typed. */
  press(event) {
    event.preventDefault();
    if (!event.detail) {
      this.form.querySelector('button[name="add"]:not([hidden])')?.click();
      return;
    }
    this.put(this.at(event));
  }

  put({ across, down }) {
    this.say("at.x", Math.round(across * this.width));
    this.say("at.y", Math.round(down * this.height));
    this.form.requestSubmit();
  }

  at(event) {
    const box = this.image.getBoundingClientRect();
    const share = (from, size) => Math.min(1, Math.max(0, from / size));
    return {
      across: share(event.clientX - box.left, box.width),
      down: share(event.clientY - box.top, box.height),
    };
  }

  say(name, value) {
    const said = document.createElement("input");
    said.type = "hidden";
    said.name = name;
    said.value = value;
    this.form.append(said);
  }

  take(event) {
    const pin = event.target.closest("[data-pin]");
    if (!pin) return;
    event.preventDefault();
    const move = (moved) => this.move(pin, this.at(moved));
    const drop = () => {
      pin.removeEventListener("pointermove", move);
      this.settle(pin);
    };
    pin.setPointerCapture(event.pointerId);
    pin.addEventListener("pointermove", move);
    pin.addEventListener("pointerup", drop, { once: true });
    pin.addEventListener("pointercancel", drop, { once: true });
  }

  move(pin, { across, down }) {
    const [left, top] = this.boxes(pin);
    left.value = (across * 100).toFixed(1);
    top.value = (down * 100).toFixed(1);
    this.draw();
  }

  /* What was moved is kept as if it had been typed. */
  settle(pin) {
    this.boxes(pin)[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  placeOf(pin) {
    const [across, down] = this.boxes(pin).map((box) => Number(box.value) / 100);
    return { across, down };
  }

  boxes(pin) {
    const mark = Number(pin.dataset.pin) - 1;
    return ["across", "down"].map((part) => this.form.elements[`mark-${mark}-${part}`]);
  }

  draw() {
    const height = this.pins.viewBox.baseVal.height;
    for (const pin of this.pins.querySelectorAll("[data-pin]")) {
      const [left, top] = this.boxes(pin).map((box) => Number(box.value) / 100);
      if (left >= 0 && left <= 1 && top >= 0 && top <= 1) {
        pin.setAttribute("transform", `translate(${left * 1000} ${top * height})`);
      }
    }
  }
}

export function enhanceMarkings(root) {
  for (const place of root.querySelectorAll("[data-marking]")) {
    if (known.has(place)) continue;
    known.add(place);
    new Marking(place);
  }
}
