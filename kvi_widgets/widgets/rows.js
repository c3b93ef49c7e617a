// Rows of the tables: their keys, and how what is typed here goes with what comes from elsewhere.

/**
 * @param {Kit.Row} row
 * @returns {Kit.RowKey}
 */
export function rowKey({ id, card, kpi, kvi }) {
  if (card !== undefined) return [card];
  return kpi !== undefined && kvi !== undefined ? [kpi, kvi] : [id];
}

const NOT_TYPED = new Set(["id", "card", "kpi", "kvi", "strength"]); // a link has a strength before it has a sign

/** @param {Kit.Row} row */
const keyText = (row) => JSON.stringify(rowKey(row));

/** @param {Kit.Row[]} rows */
const byKey = (rows = []) => new Map(rows.map((row) => [keyText(row), row]));

/**
 * Without the rows that nobody has written into yet: they are places on the screen, and sent as answers
 * they would blank what another notebook has just written under the same key.
 * @param {Kit.FormValue} value
 * @param {Kit.FormValue} base
 * @returns {Kit.FormValue}
 */
export function withoutBlankRows(value, base) {
  return Object.fromEntries(
    Object.entries(value).map(([table, rows]) => {
      const known = byKey(base[table]);
      return [table, rows.filter((row) => known.has(keyText(row)) || isTyped(row))];
    }),
  );
}

/** @param {Kit.Row} row */
const isTyped = (row) => Object.entries(row).some(([column, cell]) => !NOT_TYPED.has(column) && (cell ?? "") !== "");

/**
 * Keys of all rows that the page has had: a row that is missing here and was there is taken away.
 * @param {Kit.FormValue[]} values
 */
export function rowKeys(...values) {
  /** @type {Record<string, Kit.RowKey[]>} */
  const keys = {};
  for (const value of values) {
    for (const [table, rows] of Object.entries(value)) {
      keys[table] ??= [];
      keys[table].push(...rows.map(rowKey));
    }
  }
  return keys;
}

/**
 * Three-way merge: `theirs` with what was changed in `ours` since `base` laid over it.
 * @param {Kit.FormValue} base
 * @param {Kit.FormValue} ours
 * @param {Kit.FormValue} theirs
 */
export function mergeValues(base, ours, theirs) {
  /** @type {Kit.FormValue} */
  const merged = {};
  for (const table of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    merged[table] = mergeRows(byKey(base[table]), byKey(ours[table]), byKey(theirs[table]));
  }
  return merged;
}

/**
 * @param {Map<string, Kit.Row>} base
 * @param {Map<string, Kit.Row>} ours
 * @param {Map<string, Kit.Row>} theirs
 */
function mergeRows(base, ours, theirs) {
  const rows = [];
  for (const [key, row] of theirs) {
    const our = ours.get(key);
    if (our) rows.push({ ...row, ...changes(our, base.get(key) ?? {}) });
    else if (!base.has(key)) rows.push({ ...row });
  }
  for (const [key, row] of ours) {
    const isChanged = Object.keys(changes(row, base.get(key) ?? {})).length > 0;
    if (!theirs.has(key) && (isChanged || !base.has(key))) rows.push(row);
  }
  return rows;
}

/**
 * @param {Kit.Row} row
 * @param {Kit.Row} before
 * @returns {Kit.Row}
 */
const changes = (row, before) =>
  Object.fromEntries(Object.entries(row).filter(([column, cell]) => (before[column] ?? "") !== (cell ?? "")));

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
