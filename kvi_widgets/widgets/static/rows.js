// Rows of the tables, as fields write into them, and what the kernel tells laid into them.

/** @param {Kit.Row} row */
export function rowKey({ id, card, kpi, kvi }) {
  if (card !== undefined) return JSON.stringify([card]);
  return JSON.stringify(kpi !== undefined && kvi !== undefined ? [kpi, kvi] : [id]);
}

// A link has a strength before it has a sign; what was kept says nothing without its sentence.
const NOT_TYPED = new Set(["id", "card", "kpi", "kvi", "strength", "kept"]);

/** @param {Kit.Row[]} rows */
const byKey = (rows = []) => new Map(rows.map((row) => [rowKey(row), row]));

/** @param {Kit.Row} row */
const isTyped = (row) =>
  Object.entries(row).some(([column, cell]) => !NOT_TYPED.has(column) && String(cell ?? "").trim() !== "");

/**
 * The rows that the fields of a table write into; none yet in a new one.
 * @param {Kit.FormValue} value
 * @param {string} table
 */
export function rowsOf(value, table) {
  value[table] ??= [];
  return value[table];
}

/**
 * A copy without the rows that nobody has written into yet: they are places on the screen, and no answers.
 * @param {Kit.FormValue} value
 * @param {Kit.FormValue} base what the kernel knows
 * @returns {Kit.FormValue}
 */
export function typedRows(value, base) {
  /** @type {Kit.FormValue} */
  const typed = {};
  for (const [table, rows] of Object.entries(value)) {
    const known = byKey(base[table]);
    const kept = rows.filter((row) => known.has(rowKey(row)) || isTyped(row));
    if (kept.length || table in base) typed[table] = kept;
  }
  return structuredClone(typed);
}

/**
 * Lay what the kernel tells into the rows that fields write into. No row leaves its field: one that somebody took away
 * is emptied in its place.
 * @param {Kit.FormValue} value is changed
 * @param {Kit.FormValue} told
 * @param {Set<Kit.Row>} gone rows that were emptied so are added, for when the fields are drawn anew
 * @returns {boolean} whether the same rows are there as before, in the same order
 */
export function layInto(value, told, gone) {
  let isSame = true;
  for (const table of new Set([...Object.keys(value), ...Object.keys(told)])) {
    const rows = rowsOf(value, table);
    const before = [...rows];
    const own = byKey(rows);
    const news = byKey(told[table]);
    const inOrder = [...news.keys()].filter((key) => own.has(key)).map((key) => own.get(key));
    const hasNew = inOrder.length < news.size;
    for (const row of before) {
      const cells = news.get(rowKey(row));
      if (!cells && isTyped(row)) gone.add(row);
      replaceCells(row, cells ?? placeCells(row));
    }
    const placed = before.map((row) => (news.has(rowKey(row)) ? (inOrder.shift() ?? row) : row));
    rows.splice(0, rows.length, ...placed);
    if (hasNew) addNew(rows, told[table]);
    isSame &&= rows.length === before.length && rows.every((row, place) => row === before[place]);
  }
  return isSame && !gone.size;
}

/**
 * Each behind the row that it follows in the kernel.
 * @param {Kit.Row[]} rows is changed
 * @param {Kit.Row[]} told
 */
function addNew(rows, told) {
  let place = rows.findIndex((row) => told.some((other) => rowKey(other) === rowKey(row)));
  if (place < 0) place = rows.length;
  for (const row of told) {
    const own = rows.findIndex((other) => rowKey(other) === rowKey(row));
    if (own < 0) rows.splice(place, 0, structuredClone(row));
    place = (own < 0 ? place : own) + 1;
  }
}

/**
 * Before the fields are drawn anew: rows that went away and were not written into since need no place.
 * @param {Kit.FormValue} value is changed
 * @param {Set<Kit.Row>} gone
 */
export function dropGone(value, gone) {
  for (const rows of Object.values(value)) {
    const kept = rows.filter((row) => !gone.has(row) || isTyped(row));
    if (kept.length < rows.length) rows.splice(0, rows.length, ...kept);
  }
  gone.clear();
}

/**
 * What the kernel told, but for the text that somebody is typing: the field goes on showing that, and the kernel hears
 * what is added to it.
 * @param {Kit.FormValue} told
 * @param {Kit.HeldText | null} held
 * @returns {Kit.FormValue}
 */
export function holdText(told, held) {
  if (!held || !told[held.table]) return told;
  const kept = told[held.table].map((row) => (rowKey(row) === held.key ? { ...row, [held.column]: held.text } : row));
  return { ...told, [held.table]: kept };
}

/**
 * The kernel gives a new sentence another name where somebody else had the same idea at the same moment.
 * @param {Kit.Row[]} told
 * @param {Kit.Row[]} base rows of the same table until now
 * @param {Kit.HeldText} held
 * @returns {Kit.Row | null} the row in which the held text stands now
 */
export function movedRow(told, base, { key, column, text }) {
  const row = byKey(told).get(key);
  if (column !== "text" || !text.trim() || !row || row.text === text) return null;
  const known = byKey(base);
  return told.find((one) => one.id && one.text === text && !known.has(rowKey(one))) ?? null;
}

/**
 * In the order of the columns that comes: equal rows are written alike.
 * @param {Kit.Row} row
 * @param {Kit.Row} cells
 */
function replaceCells(row, cells) {
  for (const column of Object.keys(row)) delete row[column];
  Object.assign(row, cells);
}

/**
 * @param {Kit.Row} row
 * @returns {Kit.Row}
 */
const placeCells = (row) => Object.fromEntries(Object.entries(row).filter(([column]) => NOT_TYPED.has(column)));

/**
 * The row with these cells; a new one where there is none.
 * @param {Kit.Row[]} rows
 * @param {Kit.Row} cells
 */
export function rowWith(rows, cells) {
  const found = rows.find((row) => Object.entries(cells).every(([column, cell]) => row[column] === cell));
  if (found) return found;
  const added = { ...cells };
  rows.push(added);
  return added;
}
