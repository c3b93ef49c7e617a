// Rows of the tables, as fields write into them, and what the kernel tells laid into them.

/** @param {Kit.Row} row */
function rowKey({ id, card, kpi, kvi }) {
  if (card !== undefined) return JSON.stringify([card]);
  return JSON.stringify(kpi !== undefined && kvi !== undefined ? [kpi, kvi] : [id]);
}

const NOT_TYPED = new Set(["id", "card", "kpi", "kvi", "strength"]); // a link has a strength before it has a sign

/** @param {Kit.Row[]} rows */
const byKey = (rows = []) => new Map(rows.map((row) => [rowKey(row), row]));

/** @param {Kit.Row} row */
const isTyped = (row) => Object.entries(row).some(([column, cell]) => !NOT_TYPED.has(column) && (cell ?? "") !== "");

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
 * Lay what the kernel tells into the rows that the fields hold, each in its place; empty places stay.
 * @param {Kit.FormValue} value is changed
 * @param {Kit.FormValue} told
 * @returns {boolean} whether the same rows are there as before
 */
export function layInto(value, told) {
  let isSame = true;
  for (const table of new Set([...Object.keys(value), ...Object.keys(told)])) {
    const rows = value[table] ?? [];
    const news = byKey(told[table]);
    const kept = rows.filter((row) => news.has(rowKey(row)) || !isTyped(row));
    for (const row of kept) if (news.has(rowKey(row))) replaceCells(row, news.get(rowKey(row)) ?? {});
    const before = byKey(kept);
    const added = [...news].filter(([key]) => !before.has(key)).map(([, row]) => structuredClone(row));
    isSame &&= kept.length === rows.length && !added.length;
    value[table] = rows;
    rows.splice(0, rows.length, ...kept, ...added);
  }
  return isSame;
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
