// Finds and sorts who is where, and fills in the grid. Nothing of it leaves the page but by a file that one saves.

/** @typedef {{cells: HTMLTableCellElement[], row: HTMLTableRowElement, learner: string}} ClassRow */

/**
 * Text as it is searched: whoever looks for "elise" finds Élise.
 * @param {string | null} text
 */
const searchable = (text) => (text ?? "").toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/**
 * What somebody wrote; the words of the grid below are the same for all.
 * @param {Element} part
 */
const written = (part) =>
  [...part.children].map((child) => (child.matches(".marks") ? "" : child.textContent)).join(" ");

/** @param {Element} table */
function rowsOf(table) {
  return [...table.querySelectorAll("tbody>tr")].map((row) => {
    const line = /** @type {HTMLTableRowElement} */ (row);
    return { cells: [...line.cells], row: line, learner: line.cells[0]?.textContent?.trim() ?? "" };
  });
}

/** @param {HTMLFormElement} form */
function addFilter(form) {
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  const steps = /** @type {HTMLTableElement} */ (document.querySelector("table.progress"));
  const people = rowsOf(steps);
  const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("article")]);
  const tables = [...document.querySelectorAll("table.people")].map(rowsOf);
  const show = () => {
    const said = new FormData(form);
    const [find, step, state] = ["find", "step", "state"].map((name) => searchable(String(said.get(name) ?? "")));
    const shown = new Set(people.filter((one) => isAt(one, Number(step), state)).map((one) => one.learner));
    const articles = new Map(parts.map((part) => [part.dataset.learner, searchable(written(part))]));
    const found = new Set(
      [...shown].filter((name) => `${searchable(name)} ${articles.get(name) ?? ""}`.includes(find)),
    );
    for (const { row, learner } of people) row.hidden = !found.has(learner);
    for (const part of parts) part.hidden = !found.has(part.dataset.learner ?? "");
    for (const rows of tables) for (const { row, learner } of rows) row.hidden = !found.has(learner);
    const text = (main.dataset.shown ?? "")
      .replace("{count}", String(found.size))
      .replace("{all}", String(people.length));
    /** @type {HTMLElement} */ (form.querySelector("[role=status]")).textContent = text;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}

/**
 * Whether somebody is in this state: in this step, or in any.
 * @param {ClassRow} one
 * @param {number} step place of the column; 0 is any
 * @param {string} state
 */
function isAt(one, step, state) {
  const cells = step ? one.cells.slice(step, step + 1) : one.cells.slice(1);
  return !state || one.cells.some((cell) => cell.className === state && (cell.colSpan > 1 || cells.includes(cell)));
}

/** @param {HTMLTableElement} table */
function addSorting(table) {
  const sentence = /** @type {HTMLElement} */ (document.querySelector("main")).dataset.sort ?? "";
  for (const [place, head] of [...table.querySelectorAll("thead>tr>th")].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.setAttribute("aria-label", sentence.replace("{title}", head.textContent ?? ""));
    button.addEventListener("click", () => sortBy(table, head, place));
    head.replaceChildren(button);
  }
}

/**
 * @param {HTMLTableElement} table
 * @param {Element} head
 * @param {number} place
 */
function sortBy(table, head, place) {
  const falls = head.getAttribute("aria-sort") === "ascending";
  const text = (/** @type {ClassRow} */ one) => one.cells[place]?.textContent?.trim() ?? "";
  const rows = rowsOf(table).sort((a, b) => text(a).localeCompare(text(b), undefined, { numeric: true }));
  for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falls ? "descending" : "ascending");
  table.tBodies[0]?.append(...(falls ? rows.reverse() : rows).map((one) => one.row));
}

/** @param {string} text */
function csvCell(text) {
  // A sign in front keeps a spreadsheet from reckoning what somebody wrote.
  const sign = /^[=+\-@\t\r]./.test(text) ? "'" : "";
  return ["", sign + text.replaceAll('"', '""'), ""].join('"');
}

/** @param {string[][]} rows */
function csvText(rows) {
  return ["\ufeff", ...rows.map((row) => row.map(csvCell).join(",").concat("\r\n"))].join("");
}

/** @param {string} text */
function csvRows(text) {
  const first = text.split("\n", 1)[0] ?? "";
  const mark = [",", ";", "\t"].sort((a, b) => first.split(b).length - first.split(a).length)[0];
  const cells = new RegExp(`("(?:[^"]|"")*"|[^"${mark}\\r\\n][^${mark}\\r\\n]*|)(${mark}|\\r?\\n|$)`, "gy");
  const plain = (/** @type {string} */ cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  /** @type {string[][]} */
  const rows = [[]];
  for (const [whole, cell = "", end] of text.replace(/^\ufeff/, "").matchAll(cells)) {
    rows.at(-1)?.push(plain(cell).replace(/^'(?=[=+\-@\t\r])/, ""));
    if (end !== mark && whole) rows.push([]);
  }
  return rows.filter((row) => row.some(Boolean));
}

class ClassGrid {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.panel = panel;
    /** @type {string[]} */
    this.header = JSON.parse(panel.dataset.header ?? "[]");
    this.people = /** @type {HTMLFieldSetElement[]} */ ([...document.querySelectorAll("fieldset.marks")]);
    this.isSaved = true;
    for (const part of [panel, ...this.people]) part.hidden = false;
    for (const part of this.people) {
      part.addEventListener("input", () => {
        this.isSaved = false;
      });
    }
    panel.querySelector("button")?.addEventListener("click", () => this.save());
    panel
      .querySelector("input")
      ?.addEventListener("change", (event) => this.open(/** @type {HTMLInputElement} */ (event.target)));
    window.addEventListener("beforeunload", (event) => this.isSaved || event.preventDefault());
  }

  /** @param {HTMLElement} part */
  fields(part) {
    return /** @type {(HTMLSelectElement | HTMLTextAreaElement)[]} */ ([...part.querySelectorAll("select,textarea")]);
  }

  save() {
    const rows = this.people.map((part) => [
      part.dataset.learner ?? "",
      ...this.fields(part).map((field) => field.value),
    ]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csvText([this.header, ...rows])], { type: "text/csv" }));
    link.download = this.panel.dataset.file ?? "";
    link.click();
    this.isSaved = true;
  }

  /** @param {HTMLInputElement} input */
  async open(input) {
    const [header = [], ...rows] = csvRows((await input.files?.[0]?.text()) ?? "");
    const isOurs = header[0] === this.header[0] && this.header.every((title) => header.includes(title));
    for (const row of isOurs ? rows : []) this.fill(header, row);
    const told = isOurs ? input.dataset.opened : input.dataset.wrong;
    /** @type {HTMLElement} */ (this.panel.querySelector("[role=status]")).textContent = told ?? "";
    input.value = "";
  }

  /**
   * @param {string[]} header
   * @param {string[]} row
   */
  fill(header, row) {
    const part = this.people.find(({ dataset }) => dataset.learner === row[0]);
    for (const [place, field] of part ? this.fields(part).entries() : []) {
      const value = row[header.indexOf(this.header[place + 1] ?? "")] ?? "";
      if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) {
        field.add(new Option(value));
      }
      field.value = value;
    }
  }
}

for (const form of document.querySelectorAll("form.filter")) addFilter(/** @type {HTMLFormElement} */ (form));
for (const table of document.querySelectorAll("table.progress,table.people")) {
  addSorting(/** @type {HTMLTableElement} */ (table));
}
for (const panel of document.querySelectorAll("div.grid")) new ClassGrid(/** @type {HTMLElement} */ (panel));
