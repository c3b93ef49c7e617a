// What a form does so that nothing is lost: it offers answers found elsewhere, keeps and opens
// the learner's file, forgets on shared computers, and reminds where everything vanishes.

import { forgetAll } from "./browser_copies.js";
import { details, element, fill } from "./dom.js";

const OWN = "own";
const clock = (at, locale) => {
  const when = new Date(at);
  const time = when.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  return when.toDateString() === new Date().toDateString() ? time : `${when.toLocaleDateString(locale)} ${time}`;
};

// Nothing is filled in by itself: the learner sees what would change and decides.
export function drawOffer(offer, words, decide) {
  const text = words.offers?.[offer.kind];
  if (!text || (offer.kind === "copy" && !offer.lines.length)) return [];
  const line = ({ label, now, then }) =>
    element(
      "li",
      {},
      element("strong", {}, fill(words.labelled, { label })),
      " ",
      then ? element("bdi", {}, fill(words.then, { then })) : words.goes,
      now ? element("span", { class: "kvi-help" }, fill(words.now, { now })) : "",
    );
  const button = (label, take, strong) =>
    element(
      "button",
      {
        type: "button",
        class: `kvi-button${strong ? " kvi-strong" : ""}`,
        "data-path": `offer.${take ? "take" : "leave"}`,
        onclick: () => decide(take),
      },
      label,
    );
  return [
    element("h4", {}, fill(text.title, { time: offer.at ? clock(offer.at, words.locale) : "" })),
    element("p", {}, text.help),
    offer.lines.length ? element("ul", {}, ...offer.lines.map(line)) : element("p", {}, words.same),
    element("div", { class: "kvi-row" }, button(text.take, true, true), button(text.leave, false, false)),
  ];
}

export function drawOwnFile(words, form) {
  const input = element("input", {
    type: "file",
    accept: ".json,.html,application/json,text/html",
    class: "kvi-hidden",
    "data-path": "own.file",
    onchange: () => form.read(OWN, input),
  });
  const forget = element(
    "button",
    {
      type: "button",
      class: "kvi-button",
      "data-path": "own.forget",
      onclick: () => {
        forgetAll();
        form.forgotten();
        told.textContent = words.own.forgotten;
      },
    },
    words.own.forget,
  );
  const told = element("span", { class: "kvi-help", role: "status" });
  return details(
    words.own.title,
    element("p", { class: "kvi-help" }, words.own.help),
    element(
      "div",
      { class: "kvi-row" },
      element(
        "button",
        { type: "button", class: "kvi-button", "data-path": "own.download", onclick: () => form.download(OWN) },
        words.own.download,
      ),
    ),
    form.dropZone(input, OWN, words.own.open, words.own.drop),
    element("p", { class: "kvi-help" }, words.own.shared),
    element("div", { class: "kvi-row" }, forget, told),
  );
}

// A gentle line after some minutes of new work; silent where the file stays anyway.
export function reminder(words, form) {
  const place = element(
    "p",
    { class: "kvi-remind kvi-row", role: "status", hidden: true },
    words.remind,
    element(
      "button",
      { type: "button", class: "kvi-button", "data-path": "remind.download", onclick: () => form.download(OWN) },
      words.own.download,
    ),
  );
  let since = null;
  return {
    place,
    worked(after) {
      since ??= Date.now();
      if (after > 0 && Date.now() - since >= after * 1000) place.hidden = false;
    },
    downloaded() {
      since = null;
      place.hidden = true;
    },
  };
}
