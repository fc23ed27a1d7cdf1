/* Marks on a picture by keyboard alone. With the focus on the picture, the arrows move a cross (with
   Shift, further), Enter puts a mark there or takes up the one that is there, which the arrows then
   move; a number goes to that mark, and Delete removes the one under the cross. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.02;
const FAR = 0.1;
const NEAR = 0.04;
const UNTIL_SPOKEN = 300;
const SVG = "http://www.w3.org/2000/svg";

export class MarkingKeys {
  constructor(marking, place) {
    this.marking = marking;
    this.words = place.dataset;
    this.news = place.querySelector("[data-marking-news]");
    this.at = { across: 0.5, down: 0.5 };
    this.taken = null;
    this.cross = document.createElementNS(SVG, "path");
    this.cross.setAttribute("class", "marked__cross");
    this.cross.setAttribute("d", "M-60 0H-12M12 0H60M0 -60V-12M0 12V60");
    marking.pins.append(this.cross);
    marking.image.addEventListener("keydown", (event) => this.press(event));
    marking.image.addEventListener("keyup", (event) => {
      if (event.key === " ") event.preventDefault();
    });
    this.draw();
  }

  press(event) {
    const done = this.does(event);
    if (!done) return;
    event.preventDefault();
    done();
  }

  does(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    if (STEPS[event.key]) return () => this.move(STEPS[event.key], event.shiftKey ? FAR : STEP);
    if (event.key === "Enter" || event.key === " ") return () => this.put();
    if (event.key === "Delete" || event.key === "Backspace") return () => this.remove();
    if (event.key === "Escape" && this.taken) return () => this.drop();
    return /^[1-9]$/.test(event.key) ? () => this.goTo(Number(event.key)) : null;
  }

  move([across, down], by) {
    const within = (share) => Math.min(1, Math.max(0, Math.round(share * 100) / 100));
    this.at = { across: within(this.at.across + across * by), down: within(this.at.down + down * by) };
    if (this.taken) this.marking.move(this.taken, this.at);
    this.draw();
    this.say(this.where());
  }

  put() {
    if (this.taken) this.drop();
    else if (this.under()) this.take(this.under());
    else this.marking.put(this.at);
  }

  take(pin) {
    this.taken = pin;
    this.say(this.words.takenUp.replace("{number}", pin.dataset.pin));
  }

  drop() {
    const number = this.taken.dataset.pin;
    this.marking.settle(this.taken);
    this.taken = null;
    this.say(`${this.words.put.replace("{number}", number)} ${this.where()}`);
  }

  remove() {
    const pin = this.taken ?? this.under();
    if (pin) this.marking.form.querySelector(`button[name="unmark"][value="${pin.dataset.pin}"]`)?.click();
    else this.say(this.words.nothing);
  }

  goTo(number) {
    const pin = this.marking.pins.querySelector(`[data-pin="${number}"]`);
    if (!pin || this.taken) return;
    this.at = this.marking.placeOf(pin);
    this.draw();
    this.say(this.where());
  }

  /* The mark nearest to the cross, if it lies under it. */
  under() {
    const far = (pin) => {
      const { across, down } = this.marking.placeOf(pin);
      return Math.hypot(across - this.at.across, down - this.at.down);
    };
    const pins = [...this.marking.pins.querySelectorAll("[data-pin]")];
    return pins.filter((pin) => far(pin) <= NEAR).sort((one, other) => far(one) - far(other))[0];
  }

  where() {
    const percent = (share) => String(Math.round(share * 100));
    const place = this.words.where
      .replace("{across}", percent(this.at.across))
      .replace("{down}", percent(this.at.down));
    const pin = this.taken ? null : this.under();
    return pin ? `${place} ${this.words.on.replace("{number}", pin.dataset.pin)}` : place;
  }

  draw() {
    const height = this.marking.pins.viewBox.baseVal.height;
    const { across, down } = this.at;
    this.cross.setAttribute("transform", `translate(${across * 1000} ${down * height})`);
  }

  /* Once the keys rest, so that a long way is one sentence. */
  say(words) {
    clearTimeout(this.waits);
    this.waits = setTimeout(() => {
      this.news.textContent = words;
    }, UNTIL_SPOKEN);
  }
}
