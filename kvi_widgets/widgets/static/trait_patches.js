// The other end of `PatchedWidget`: edits are made in the model's own copy of a large trait, once per page,
// before any view hears of them.

/**
 * @param {string | unknown[]} value
 * @param {number} start
 * @param {number} count
 * @param {string | unknown[]} items
 */
export function spliced(value, start, count, items) {
  if (typeof value === "string") return value.slice(0, start) + items + value.slice(start + count);
  return [...value.slice(0, start), ...items, ...value.slice(start + count)];
}

/**
 * A copy along the way to the edit: Plotly tells by identity what is new.
 * @param {unknown} value
 * @param {Kit.Edit} edit
 * @returns {unknown}
 */
export function edited(value, [path, ...change], depth = 0) {
  if (depth === path.length) {
    if (change.length === 1) return change[0];
    return spliced(/** @type {string | unknown[]} */ (value), ...change);
  }
  const old = /** @type {Record<string | number, unknown>} */ (value);
  const copy = Array.isArray(value) ? /** @type {typeof old} */ (/** @type {unknown} */ ([...value])) : { ...old };
  const step = path[depth];
  copy[step] = edited(old[step], [path, ...change], depth + 1);
  return copy;
}

/**
 * In place: `model.set` would send the whole back to Python.
 * @param {object} target
 * @param {unknown} value
 */
function replace(target, value) {
  const next = /** @type {object} */ (value);
  if (Array.isArray(target)) target.splice(0, target.length, .../** @type {unknown[]} */ (next));
  else {
    for (const name of Object.keys(target)) if (!(name in next)) Reflect.deleteProperty(target, name);
    Object.assign(target, next);
  }
}

/** @param {{ model: Kit.Model<Kit.PatchTraits & Record<string, object>> }} page */
export function initialize({ model }) {
  model.on("change:patch", () => {
    for (const [name, edits] of model.get("patch").edits ?? []) {
      const target = model.get(name);
      replace(
        target,
        edits.reduce((value, edit) => edited(value, edit), /** @type {unknown} */ (target)),
      );
    }
  });
}

/**
 * Call these handlers, by name of a trait, when it is sent whole or patched; returns how to stop.
 * @template Traits
 * @param {Kit.Model<Traits>} model
 * @param {{ [Name in keyof Traits]?: () => void }} handlers
 * @returns {Kit.Stop}
 */
export function listen(model, handlers) {
  const all = /** @type {[string, () => void][]} */ (Object.entries(handlers));
  const patchable = /** @type {Kit.Model<Partial<Kit.PatchTraits>>} */ (/** @type {unknown} */ (model));
  const patched = () => {
    const names = new Set((patchable.get("patch")?.edits ?? []).map(([name]) => name));
    for (const [name, handler] of all) if (names.has(name)) handler();
  };
  /** @type {[string, () => void][]} */
  const events = [["change:patch", patched], ...all.map(wholeTrait)];
  for (const [event, handler] of events) model.on(event, handler);
  return () => {
    for (const [event, handler] of events) model.off(event, handler);
  };
}

/**
 * @param {[string, () => void]} entry
 * @returns {[string, () => void]}
 */
const wholeTrait = ([name, handler]) => [`change:${name}`, () => handler()];
