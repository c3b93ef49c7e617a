// Lights what the mouse or the keyboard is on, tells its story, and hides a family of links.
(() => {
  const map = document.querySelector(".map");
  if (!map) return;
  const told = document.querySelector(".told");
  const nothing = told.textContent;
  const groups = [...map.querySelectorAll("[data-node], [data-kpi], [data-aim]")];
  const hidden = new Set();
  let kept = null; // what a click or Enter keeps lit

  const shown = (group) => !hidden.has(group.dataset.sign);
  const links = () => groups.filter((group) => group.dataset.kpi && shown(group));

  // A box with its links and their other ends, or a link with its two ends.
  function around({ dataset: { node, kind, kpi, kvi } }) {
    if (kind === "strategy")
      return (group) => "aim" in group.dataset || group.dataset.kind === "kvi" || group.dataset.node === node;
    const touches = (link) => (node ? [link.kpi, link.kvi].includes(node) : link.kpi === kpi && link.kvi === kvi);
    const near = new Set([
      node,
      kpi,
      kvi,
      ...links()
        .filter((group) => touches(group.dataset))
        .flatMap((group) => [group.dataset.kpi, group.dataset.kvi]),
    ]);
    return ({ dataset }) => (dataset.kpi ? touches(dataset) : "node" in dataset && near.has(dataset.node));
  }

  function light(mark) {
    const bright = mark ? around(mark) : () => true;
    for (const group of groups) group.classList.toggle("faded", !bright(group));
    told.textContent = mark?.dataset.told ?? nothing;
  }

  function keep(mark) {
    kept = mark;
    for (const group of groups)
      if (group.hasAttribute("aria-pressed")) group.setAttribute("aria-pressed", String(group === kept));
    light(kept);
  }

  // The sign of a link is its button; its line belongs to it.
  const buttonOf = (group) =>
    group?.dataset.kpi
      ? groups.find(
          (one) =>
            one.hasAttribute("aria-pressed") &&
            one.dataset.kpi === group.dataset.kpi &&
            one.dataset.kvi === group.dataset.kvi,
        )
      : group;
  const at = (event) => buttonOf(event.target.closest("[data-node], [data-kpi]"));

  map.addEventListener("mouseover", (event) => light(at(event) ?? kept));
  map.addEventListener("mouseleave", () => light(kept));
  map.addEventListener("focusin", (event) => light(at(event) ?? kept));
  map.addEventListener("focusout", () => light(kept));
  map.addEventListener("click", (event) => keep(at(event) === kept ? null : at(event)));
  document.addEventListener("keydown", (event) => {
    const mark = map.contains(event.target) ? at(event) : null;
    if (event.key === "Escape") keep(null);
    if (!mark || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    keep(mark === kept ? null : mark);
  });

  for (const button of document.querySelectorAll("[data-family]")) {
    const sign = { plus: "+", minus: "-" }[button.dataset.family];
    button.addEventListener("click", () => {
      if (!hidden.delete(sign)) hidden.add(sign);
      button.setAttribute("aria-pressed", String(!hidden.has(sign)));
      map.classList.toggle(`without-${button.dataset.family}`, hidden.has(sign));
      keep(kept && shown(kept) ? kept : null);
    });
    button.parentElement.hidden = false; // without this script it would do nothing
  }
})();
