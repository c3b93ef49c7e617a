// The other end of `PatchedWidget`: edits are made in the model's own copy of a large trait, once per page,
// before any view hears of them.

function spliced(value, start, count, items) {
  if (typeof value === "string") return value.slice(0, start) + items + value.slice(start + count);
  return [...value.slice(0, start), ...items, ...value.slice(start + count)];
}

// A copy along the way to the edit: Plotly tells by identity what is new.
function edited(value, [path, ...what], depth = 0) {
  if (depth === path.length) return what.length === 1 ? what[0] : spliced(value, ...what);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[path[depth]] = edited(value[path[depth]], [path, ...what], depth + 1);
  return copy;
}

// In place: `model.set` would send the whole back to Python.
function replace(target, next) {
  if (Array.isArray(target)) target.splice(0, target.length, ...next);
  else Object.assign(target, next);
}

export function initialize({ model }) {
  model.on("change:patch", () => {
    for (const [name, edits] of model.get("patch").edits) {
      const target = model.get(name);
      replace(
        target,
        edits.reduce((value, edit) => edited(value, edit), target),
      );
    }
  });
}

// Call these handlers, by name of a trait, when it is sent whole or patched; returns how to stop.
export function listen(model, handlers) {
  const patched = () => {
    const names = new Set((model.get("patch").edits ?? []).map(([name]) => name));
    for (const [name, handler] of Object.entries(handlers)) if (names.has(name)) handler();
  };
  const events = {
    "change:patch": patched,
    ...Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [`change:${name}`, () => handler()])),
  };
  for (const [event, handler] of Object.entries(events)) model.on(event, handler);
  return () => {
    for (const [event, handler] of Object.entries(events)) model.off(event, handler);
  };
}
