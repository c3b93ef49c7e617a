// One slide at a time, by keys and buttons, with a clock of the step's minutes. Without it the page shows them all.

const slides = [...document.querySelectorAll(".slide")].map((slide) => /** @type {HTMLElement} */ (slide));
const way = /** @type {HTMLElement} */ (document.querySelector("nav"));
const place = /** @type {HTMLOutputElement} */ (way.querySelector("output"));
const clockButton = /** @type {HTMLButtonElement} */ (way.querySelector(".clock"));
const timeLeft = /** @type {HTMLElement} */ (way.querySelector("[role=timer]"));
/** @type {Record<string, (at: number) => number>} */
const BY_KEY = {
  ArrowRight: (at) => at + 1,
  PageDown: (at) => at + 1, // what a presenter's remote sends
  ArrowLeft: (at) => at - 1,
  PageUp: (at) => at - 1,
  Home: () => 0,
  End: () => slides.length - 1,
};
let at = 0;
let until = 0; // ms since 1970; 0: no clock runs
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

const minutes = () => Number(slides[at].dataset.minutes) || 0;

/** @param {number} wanted */
function show(wanted) {
  at = Math.min(slides.length - 1, Math.max(0, wanted || 0));
  for (const [number, slide] of slides.entries()) slide.classList.toggle("shown", number === at);
  for (const button of way.querySelectorAll("button")) {
    if (button.dataset.by) button.disabled = !slides[at + Number(button.dataset.by)];
  }
  place.value = (place.dataset.place ?? "").replace("{number}", String(at + 1)).replace("{all}", String(slides.length));
  history.replaceState(null, "", `#${at + 1}`); // a page that is loaded again stays where it was
  setClock(0);
}

/** @param {number} wanted */
function go(wanted) {
  show(wanted);
  scrollTo(0, 0);
  slides[at].querySelector("h1")?.focus({ preventScroll: true });
}

/** @param {number} moment until which it runs, in ms since 1970; 0 stops it */
function setClock(moment) {
  until = moment;
  clearInterval(timer);
  timer = until ? setInterval(tick, 500) : undefined;
  clockButton.hidden = !minutes();
  clockButton.textContent = (until ? clockButton.dataset.stop : clockButton.dataset.start) ?? "";
  tick();
}

function tick() {
  const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const said = seconds ? timeLeft.dataset.left?.replace("{time}", time) : timeLeft.dataset.over;
  timeLeft.textContent = (until && said) || "";
}

document.addEventListener("keydown", (event) => {
  const to = BY_KEY[event.key];
  if (!to || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(to(at));
});
way.addEventListener("click", ({ target }) => {
  const by = target instanceof HTMLButtonElement && target.dataset.by;
  if (by) go(at + Number(by));
});
clockButton.addEventListener("click", () => setClock(until ? 0 : Date.now() + minutes() * 60_000));
document.body.classList.add("one-by-one");
way.hidden = false;
show(Number(location.hash.slice(1)) - 1);
