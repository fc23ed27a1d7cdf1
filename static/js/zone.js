/* Time zones: the one of this device, offered where its clock shows another time than the page does,
   and the time in a zone that is being chosen.
   <form data-zone-offer="Europe/London" data-words="This device keeps {place} time." hidden>
   <form data-zone-choice><select name="timezone">…<p data-words="In {place} it is {time} now."> */

const HALF_A_YEAR = 183 * 24 * 3600 * 1000;

function clock(zone, instant) {
  const shown = { timeZone: zone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" };
  return new Intl.DateTimeFormat("en-GB", shown).format(instant);
}

/* Two names may stand for one clock, in summer and in winter. */
function isSame(one, other) {
  return [0, HALF_A_YEAR].every((later) => {
    const instant = Date.now() + later;
    return clock(one, instant) === clock(other, instant);
  });
}

function placeOf(zone) {
  return zone.split("/").pop().replaceAll("_", " ");
}

export function offerZone() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const form of document.querySelectorAll("[data-zone-offer]")) {
    if (!here || isSame(here, form.dataset.zoneOffer)) continue;
    form.querySelector("[name=timezone]").value = here;
    form.querySelector("p").textContent = form.dataset.words.replace("{place}", placeOf(here));
    form.hidden = false;
  }
}

export function showChosenZone() {
  for (const form of document.querySelectorAll("[data-zone-choice]")) {
    const words = form.querySelector("p[data-words]");
    form.addEventListener("change", ({ target }) => {
      const [, time] = clock(target.value, Date.now()).split(", ");
      const place = target.selectedOptions[0].textContent;
      words.textContent = words.dataset.words.replace("{place}", place).replace("{time}", time);
    });
  }
}
