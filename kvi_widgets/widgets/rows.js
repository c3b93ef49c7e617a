// Rows of the tables: their names, and how what is typed here goes with what comes from elsewhere.

export const nameOf = (row) =>
  row.card !== undefined ? [row.card] : row.kpi !== undefined && row.kvi !== undefined ? [row.kpi, row.kvi] : [row.id];

const NAMES = new Set(["id", "card", "kpi", "kvi", "strength"]); // a link has a strength before it has a sign
const byName = (rows = []) => new Map(rows.map((row) => [JSON.stringify(nameOf(row)), row]));

// Without the rows that nobody has written into yet: they are places on the screen, and sent as answers
// they would blank what another notebook has just written under the same name.
export function written(value, seen) {
  return Object.fromEntries(
    Object.entries(value).map(([table, rows]) => {
      const known = byName(seen[table]);
      return [
        table,
        rows.filter(
          (row) =>
            known.has(JSON.stringify(nameOf(row))) ||
            Object.entries(row).some(([column, cell]) => !NAMES.has(column) && (cell ?? "") !== ""),
        ),
      ];
    }),
  );
}

// Names of all rows that the page has seen: a row that is missing here and was seen is taken away.
export function namesOf(...values) {
  const names = {};
  for (const value of values) {
    for (const [table, rows] of Object.entries(value)) {
      names[table] ??= [];
      names[table].push(...rows.map(nameOf));
    }
  }
  return names;
}

// `theirs` with what was changed here since `seen` laid over it.
export function layOver(seen, mine, theirs) {
  const value = {};
  for (const table of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    value[table] = layRows(byName(seen[table]), byName(mine[table]), byName(theirs[table]));
  }
  return value;
}

function layRows(seen, mine, theirs) {
  const rows = [];
  for (const [name, row] of theirs) {
    if (mine.has(name)) rows.push({ ...row, ...changed(mine.get(name), seen.get(name) ?? {}) });
    else if (!seen.has(name)) rows.push({ ...row });
  }
  for (const [name, row] of mine) {
    const touched = Object.keys(changed(row, seen.get(name) ?? {})).length > 0;
    if (!theirs.has(name) && (touched || !seen.has(name))) rows.push(row);
  }
  return rows;
}

const changed = (row, was) =>
  Object.fromEntries(Object.entries(row).filter(([column, value]) => (was[column] ?? "") !== (value ?? "")));
