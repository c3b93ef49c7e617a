// The kinds of group a form is made of. Each fills one table: state[group.id] is its rows.
import { details, element, fill } from "./dom.js";
import { drawField } from "./fields.js";

function rowWith(rows, match) {
  const found = rows.find((row) => Object.entries(match).every(([name, value]) => row[name] === value));
  if (found) return found;
  const made = { ...match };
  rows.push(made);
  return made;
}

// Rows that are given (a strategy, a partner's indicators): one set of fields each.
function fixedItems(group, form) {
  const rows = form.rows(group.id);
  return group.items.map((item) => {
    const row = rowWith(rows, { id: item.id });
    const fields = (item.fields ?? group.fields).map((field) =>
      drawField(field, row, `${group.id}.${item.id}`, form.changed, form.words),
    );
    const lines = (item.lines ?? []).map((line) => element("p", { class: "kvi-line" }, line));
    if (!item.heading) return element("div", { class: "kvi-item kvi-bare" }, ...fields);
    return element("fieldset", { class: "kvi-item" }, element("legend", {}, item.heading), ...lines, ...fields);
  });
}

// Rows that the learner adds and takes away. Numbers are never used twice, so that a link
// to an indicator that went away cannot end at another one.
function openItems(group, form) {
  const rows = form.rows(group.id);
  const number = (row) => Number(String(row.id).split("-").pop()) || 0;
  const next = () => Math.max(group.last_number ?? 0, ...rows.map(number)) + 1;
  const add = () => {
    rows.push({ id: `${group.id}-${next()}` });
    return rows.length - 1;
  };
  while (rows.length < group.shown) add();
  const focus = (index) => form.focus(`${group.id}.${rows[index].id}.${group.fields[0].id}`);
  const items = rows.map((row, index) => {
    const name = fill(group.item, { n: index + 1 });
    const remove = element(
      "button",
      {
        type: "button",
        class: "kvi-button kvi-quiet",
        "aria-label": `${group.remove} ${name}`,
        onclick: () => {
          form.undo = { group: group.id, row, index };
          rows.splice(index, 1);
          form.changed(true);
          form.draw();
          form.focus("undo");
        },
      },
      group.remove,
    );
    const optional = index >= group.at_least ? ` ${group.optional}` : "";
    return element(
      "fieldset",
      { class: "kvi-item" },
      element("legend", {}, name + optional),
      ...group.fields.map((field) => drawField(field, row, `${group.id}.${row.id}`, form.changed, form.words)),
      rows.length > group.shown ? remove : "",
    );
  });
  const many = rows.length >= group.at_most;
  const button = element(
    "button",
    {
      type: "button",
      class: "kvi-button",
      onclick: () => {
        const at = add();
        form.draw();
        focus(at);
      },
    },
    group.add,
  );
  return [
    ...items,
    form.undoButton(group),
    element("div", { class: "kvi-row" }, button, many ? element("span", { class: "kvi-help" }, group.enough) : ""),
  ];
}

// One card at a time; the reason stays hidden until the learner has made a guess.
function deck(group, form) {
  const rows = form.rows(group.id);
  const answered = (card) => rows.find((row) => row.card === card.id && row.answer);
  form.position[group.id] ??= Math.max(
    0,
    group.cards.findIndex((card) => !answered(card)),
  );
  const place = element("div", { class: "kvi-deck" });
  function show(step = 0) {
    const at = Math.min(group.cards.length - 1, Math.max(0, form.position[group.id] + step));
    form.position[group.id] = at;
    const card = group.cards[at];
    const row = rowWith(rows, { card: card.id });
    const reveal = element("div", { class: "kvi-reveal", role: "status" });
    const speak = () => {
      if (!row.answer) return;
      const agree = row.answer === card.family ? group.agree : group.differ;
      reveal.replaceChildren(
        element("strong", {}, fill(agree, { family: group.names[card.family] })),
        " ",
        card.reason,
      );
    };
    // The text stays as the learner read it, also when the card is reworded one day.
    const changed = (now) => {
      row.text = card.text;
      speak();
      form.changed(now);
      tell();
    };
    const move = (label, by, off) =>
      element(
        "button",
        {
          "data-path": `${group.id}.${by > 0 ? "next" : "previous"}`,
          type: "button",
          class: "kvi-button",
          disabled: off,
          onclick: () => {
            show(by);
            place.querySelector("input")?.focus();
          },
        },
        label,
      );
    const tally = element("span", { class: "kvi-help" });
    const tell = () => {
      tally.textContent = fill(group.tally, {
        done: group.cards.filter(answered).length,
        all: group.cards.length,
      });
    };
    tell();
    speak();
    place.replaceChildren(
      element("p", { class: "kvi-help" }, fill(group.place, { n: at + 1, all: group.cards.length }), " · ", card.field),
      element("p", { class: "kvi-card-text" }, card.text),
      drawField(group.field, row, `${group.id}.${card.id}`, changed, form.words),
      reveal,
      ...(group.fields ?? []).map((field) => drawField(field, row, `${group.id}.${card.id}`, changed, form.words)),
      element(
        "div",
        { class: "kvi-row" },
        move(group.previous, -1, at === 0),
        move(group.next, 1, at === group.cards.length - 1),
        tally,
      ),
    );
  }
  show();
  return [place];
}

// Every KPI (row) meets every KVI (column). Strength and reason appear once there is a sign.
function matrix(group, form) {
  const rows = form.rows(group.id);
  if (!group.rows.length || !group.columns.length) return [element("p", { class: "kvi-empty" }, group.empty)];
  const cell = (kpi, kvi) => {
    const row = rowWith(rows, { kpi: kpi.id, kvi: kvi.id });
    const path = `${group.id}.${kpi.id}.${kvi.id}`;
    const sign = group.fields.find((field) => field.id === "polarity");
    const others = group.fields.filter((field) => field !== sign);
    row.strength ??= 1;
    const label = fill(group.pair, { kpi: kpi.text, kvi: kvi.text });
    const draw = (field, changed, quiet) => drawField({ ...field, quiet, of: label }, row, path, changed, form.words);
    const drawn = others.map((field) => draw(field, form.changed, false));
    const more = element("div", { class: "kvi-more" }, ...drawn);
    const open = () => {
      more.hidden = !row.polarity;
      others.forEach((field, at) => {
        drawn[at].hidden = field.id === "strength" && row.polarity === "0";
      });
    };
    open();
    return element(
      "td",
      { "data-column": `${kvi.name} · ${kvi.text}` },
      draw(
        sign,
        (now) => {
          open();
          form.changed(now);
        },
        true,
      ),
      more,
    );
  };
  const head = (one, scope) =>
    element("th", { scope }, element("span", { class: "kvi-help" }, one.name), " ", one.text);
  return [
    element(
      "div",
      { class: "kvi-scroll", tabindex: "0", role: "group", "aria-label": group.caption },
      element(
        "table",
        { class: "kvi-matrix" },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { scope: "col" }, group.corner),
            ...group.columns.map((kvi) => head(kvi, "col")),
          ),
        ),
        element(
          "tbody",
          {},
          ...group.rows.map((kpi) =>
            element("tr", {}, head(kpi, "row"), ...group.columns.map((kvi) => cell(kpi, kvi))),
          ),
        ),
      ),
    ),
  ];
}

function table(group) {
  if (!group.rows.length) return [element("p", { class: "kvi-empty" }, group.empty)];
  return [
    element(
      "div",
      { class: "kvi-scroll", tabindex: "0", role: "group", "aria-label": group.caption },
      element(
        "table",
        { class: "kvi-table" },
        element("caption", {}, group.caption),
        element("thead", {}, element("tr", {}, ...group.columns.map((name) => element("th", { scope: "col" }, name)))),
        element(
          "tbody",
          {},
          ...group.rows.map((row) =>
            element("tr", {}, ...row.map((value, at) => element(at ? "td" : "th", at ? {} : { scope: "row" }, value))),
          ),
        ),
      ),
    ),
  ];
}

function file(group, form) {
  const input = element("input", {
    type: "file",
    accept: ".json,.html,application/json,text/html",
    class: "kvi-hidden",
    "data-path": `${group.id}.file`,
    onchange: () => form.read(group.id, input),
  });
  return [
    form.dropZone(input, group.id, group.button, group.drop),
    group.opened ? element("p", { class: "kvi-line", role: "status" }, group.opened) : "",
  ];
}

function download(group, form) {
  return [
    element(
      "button",
      {
        type: "button",
        class: "kvi-button kvi-strong",
        "data-path": `${group.id}.download`,
        onclick: () => form.download(group.id),
      },
      group.button,
    ),
  ];
}

const note = (group) => [element("p", { class: "kvi-empty" }, group.text)];

export function drawGroup(group, form) {
  const items = () => (group.items ? fixedItems(group, form) : openItems(group, form));
  const kinds = { items, deck, matrix, table, file, download, note };
  const body = kinds[group.kind](group, form);
  return element(
    "section",
    { class: `kvi-group kvi-group-${group.kind}`, "aria-label": group.title ?? group.caption },
    group.title ? element("h4", {}, group.title) : "",
    group.help ? element("p", { class: "kvi-help" }, group.help) : "",
    group.unfold ? details(group.unfold, ...body) : "",
    ...(group.unfold ? [] : body),
  );
}
