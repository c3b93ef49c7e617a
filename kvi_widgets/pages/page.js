// Lights what the mouse or the keyboard is on, tells its story, and hides a family of links.

/** @typedef {HTMLElement | SVGElement} MapPart a box, or a line or a sign of a link */

class PageMap {
  /**
   * @param {HTMLElement} map
   * @param {Element} story where it is told what has the light
   */
  constructor(map, story) {
    this.map = map;
    this.story = story;
    this.introduction = story.textContent ?? "";
    /** @type {MapPart[]} */
    this.parts = [...map.querySelectorAll("[data-node], [data-kpi], [data-aim]")].filter(isMapPart);
    /** @type {Set<string | undefined>} */
    this.hiddenSigns = new Set();
    /** @type {MapPart | null} */
    this.pinned = null; // what a click or Enter keeps lit
    this.listen();
  }

  listen() {
    const light = (/** @type {Event} */ event) => this.light(this.partAt(event) ?? this.pinned);
    this.map.addEventListener("mouseover", light);
    this.map.addEventListener("mouseleave", () => this.light(this.pinned));
    this.map.addEventListener("focusin", (event) => this.onFocus(event));
    this.map.addEventListener("focusout", ({ relatedTarget }) => this.leave(relatedTarget === this.story));
    this.story.addEventListener("focusout", () => this.light(this.pinned));
    this.map.addEventListener("click", (event) => this.toggle(this.partAt(event)));
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  /**
   * The mouse is there already, and what moves under it between press and release would not be clicked.
   * @param {FocusEvent} event
   */
  onFocus(event) {
    const part = this.partAt(event);
    this.light(part);
    if (part?.matches(":focus-visible")) show(part);
  }

  /** @param {boolean} isForStory which scrolls by keys where it is long: it stays what it is */
  leave(isForStory) {
    if (this.pinned || !isForStory) this.light(this.pinned);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Escape") this.pin(null);
    const part = this.partAt(event);
    if (!part || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    this.toggle(part);
  }

  /** @param {Event} event */
  partAt({ target }) {
    const part = target instanceof Element && this.map.contains(target) && target.closest("[data-node], [data-kpi]");
    return part && isMapPart(part) ? this.buttonOf(part) : null;
  }

  /**
   * The sign of a link is its button; its line belongs to it.
   * @param {MapPart} part
   */
  buttonOf(part) {
    const { kpi, kvi } = part.dataset;
    if (!kpi) return part;
    const signs = this.parts.filter((each) => each.hasAttribute("aria-pressed"));
    return signs.find(({ dataset }) => dataset.kpi === kpi && dataset.kvi === kvi) ?? null;
  }

  /**
   * A box with its links and their other ends, or a link with its two ends.
   * @param {MapPart} part
   * @returns {(other: MapPart) => boolean}
   */
  neighbourhood({ dataset: { node, kind, kpi, kvi } }) {
    if (kind === "strategy")
      return ({ dataset }) => "aim" in dataset || dataset.kind === "kvi" || dataset.node === node;
    /** @param {DOMStringMap} link */
    const touches = (link) => (node ? [link.kpi, link.kvi].includes(node) : link.kpi === kpi && link.kvi === kvi);
    const links = this.parts.filter((other) => other.dataset.kpi && this.isShown(other) && touches(other.dataset));
    const near = new Set([node, kpi, kvi, ...links.flatMap(({ dataset }) => [dataset.kpi, dataset.kvi])]);
    return ({ dataset }) => (dataset.kpi ? touches(dataset) : "node" in dataset && near.has(dataset.node));
  }

  /** @param {MapPart} part */
  isShown(part) {
    return !this.hiddenSigns.has(part.dataset.sign);
  }

  /** @param {MapPart | null} part */
  light(part) {
    const isNear = part ? this.neighbourhood(part) : () => true;
    for (const each of this.parts) each.classList.toggle("faded", !isNear(each));
    this.story.textContent = part?.dataset.told ?? this.introduction;
  }

  /** @param {MapPart | null} part */
  toggle(part) {
    this.pin(part === this.pinned ? null : part);
  }

  /** @param {MapPart | null} part */
  pin(part) {
    this.pinned = part;
    for (const each of this.parts) {
      if (each.hasAttribute("aria-pressed")) each.setAttribute("aria-pressed", String(each === part));
    }
    this.light(part);
    if (part) show(part);
  }

  /** @param {HTMLElement} button that shows and hides a family of links */
  addFamily(button) {
    const family = button.dataset.family;
    const sign = family === "plus" ? "+" : "-";
    button.addEventListener("click", () => {
      if (!this.hiddenSigns.delete(sign)) this.hiddenSigns.add(sign);
      const isHidden = this.hiddenSigns.has(sign);
      button.setAttribute("aria-pressed", String(!isHidden));
      this.map.classList.toggle(`without-${family}`, isHidden);
      this.pin(this.pinned && this.isShown(this.pinned) ? this.pinned : null);
    });
    if (button.parentElement) button.parentElement.hidden = false; // without this script it would do nothing
  }
}

/**
 * Nothing of it beyond the edge, or below its story.
 * @param {MapPart} part
 */
function show(part) {
  part.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/**
 * @param {Element} element
 * @returns {element is MapPart}
 */
function isMapPart(element) {
  return element instanceof HTMLElement || element instanceof SVGElement;
}

/**
 * On paper and in a PDF nothing can be pressed: the map is one picture, told in the words of its links.
 * @param {Element} picture
 * @param {string} names ids of what names it then
 */
function printAsPicture(picture, names) {
  const role = picture.getAttribute("role") ?? "group";
  window.addEventListener("beforeprint", () => {
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-labelledby", names);
  });
  window.addEventListener("afterprint", () => {
    picture.setAttribute("role", role);
    picture.removeAttribute("aria-labelledby");
  });
}

const pageMap = document.querySelector(".map");
const pageStory = document.querySelector(".told");
if (pageMap instanceof HTMLElement && pageStory) {
  const map = new PageMap(pageMap, pageStory);
  for (const picture of pageMap.querySelectorAll("svg")) printAsPicture(picture, pageMap.dataset.printed ?? "");
  for (const button of document.querySelectorAll("[data-family]")) {
    if (button instanceof HTMLElement) map.addFamily(button);
  }
}
