// The browser's shelf: whatever it holds or refuses, no form stops, and unsaved words go last.
import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import {
  findCopies,
  forgetAll,
  isFromThisTab,
  keepCopy,
  rememberVisit,
  removeOldCopies,
} from "../../kvi_widgets/widgets/static/browser_copies.js";

const DAY = 24 * 3600 * 1000;
const kvi = (text) => ({ kvi: [{ id: "kvi-1", text }] });
const copy = (text, more = {}) => ({ workshop: "w1", step: "kvi", value: kvi(text), acknowledged: {}, ...more });

/** A shelf that holds so many entries. */
function shelf(room) {
  const storage = {};
  const hidden = (value) => ({ value, enumerable: false });
  return Object.defineProperties(storage, {
    getItem: hidden((name) => storage[name] ?? null),
    removeItem: hidden((name) => delete storage[name]),
    setItem: hidden((name, text) => {
      if (!(name in storage) && Object.keys(storage).length >= room) throw new Error("QuotaExceededError");
      storage[name] = text;
    }),
  });
}

function store(name, entry, family = "kvi-workshop-kit/1/") {
  localStorage[`${family}${name}`] = typeof entry === "string" ? entry : JSON.stringify(entry);
}

let config = "{}";

beforeEach(() => {
  config = "{}";
  globalThis.document = {
    documentElement: { dataset: {} },
    getElementById: () => ({ textContent: config }),
  };
  Object.defineProperty(globalThis, "localStorage", { value: shelf(100), configurable: true });
});

test("what is kept is found by the next visit only, never by this one", () => {
  assert.equal(keepCopy(copy("They dare")), true);
  assert.equal(Object.keys(localStorage).length, 1);
  assert.deepEqual(findCopies({ workshop: "w1", fresh: false }, "kvi"), []);
});

test("a frame without storage stops nothing: the form hears that nothing is kept", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("SecurityError");
    },
  });
  assert.equal(keepCopy(copy("They dare")), false);
  assert.deepEqual(findCopies({ workshop: "w1", fresh: true }, "kvi"), []);
  removeOldCopies();
  forgetAll();
});

test("only well-formed entries of ours count, and nobody else's are touched", () => {
  const odd = ["no json", "null", "[]", { at: 5 }, { ...copy("x"), at: "later" }, { ...copy("x"), at: 1, value: 7 }];
  for (const [number, entry] of odd.entries()) store(`w1/kvi/odd${number}`, entry);
  store("w1/kvi/other", { ...copy("They dare"), at: 1 }, "another-program/");
  store("w1/kvi/earlier", { ...copy("They ask"), at: Date.now() - DAY });
  const found = findCopies({ workshop: "w1", fresh: false }, "kvi");
  assert.deepEqual(
    found.map(({ value }) => value),
    [kvi("They ask")],
  );
  removeOldCopies();
  forgetAll();
  assert.deepEqual(Object.keys(localStorage), ["another-program/w1/kvi/other"]);
});

test("to make room, what is on disk goes before what is not, and the oldest first", () => {
  Object.defineProperty(globalThis, "localStorage", { value: shelf(8), configurable: true });
  store("w1/kvi/unsaved", { ...copy("Only here"), at: 1 });
  for (let at = 2; at < 9; at += 1) store(`w1/kvi/${at}`, { ...copy("On disk", { acknowledged: kvi("On disk") }), at });
  assert.equal(keepCopy(copy("They dare")), true);
  const left = Object.keys(localStorage).map((name) => name.split("/").pop());
  assert.deepEqual(
    left.slice(0, 3),
    ["unsaved", "7", "8"].sort((one, two) => left.indexOf(one) - left.indexOf(two)),
  );
  assert.equal(left.length, 4);
});

test("where there is no room for anything, it says so", () => {
  Object.defineProperty(globalThis, "localStorage", { value: shelf(0), configurable: true });
  assert.equal(keepCopy(copy("They dare")), false);
});

test("what is older than a month goes", () => {
  store("w1/kvi/old", { ...copy("Long ago"), at: Date.now() - 31 * DAY });
  store("w1/kvi/new", { ...copy("Lately"), at: Date.now() - 29 * DAY });
  removeOldCopies();
  assert.deepEqual(Object.keys(localStorage), ["kvi-workshop-kit/1/w1/kvi/new"]);
});

/** The page of this person: who it is, is read once. */
async function pageOf(hubUser) {
  config = JSON.stringify({ hubUser });
  return import(`../../kvi_widgets/widgets/static/browser_copies.js?${hubUser}`);
}

test("on a hub nobody meets the copies of the one before", async () => {
  const marie = await pageOf("marie/a");
  marie.keepCopy(copy("Mine alone"));
  assert.equal(Object.keys(localStorage)[0].startsWith("kvi-workshop-kit/1@marie%2Fa/w1/kvi/"), true);
  store("w1/kvi/before", { ...copy("Of nobody"), at: 3 });
  store("w1/kvi/before", { ...copy("Mine, earlier"), at: 2 }, "kvi-workshop-kit/1@marie%2Fa/");
  const found = (page) => page.findCopies({ workshop: "w9", fresh: true }, "kvi").map(({ value }) => value);
  assert.deepEqual(found(marie), [kvi("Mine, earlier")]);
  assert.deepEqual(found(await pageOf("tom")), []);
});

test("what was typed in this tab is known again, even in a tab without storage or with odd things in it", () => {
  const storage = shelf(9);
  keepCopy(copy("They dare"));
  const [name] = Object.keys(localStorage);
  const known = () => isFromThisTab({ ...copy("They dare"), at: 1, name });
  const tab = (value) => Object.defineProperty(globalThis, "sessionStorage", { value, configurable: true });
  tab(storage);
  assert.equal(known(), false);
  rememberVisit();
  assert.equal(known(), true);
  assert.equal(isFromThisTab({ ...copy("They ask"), at: 1, name: "kvi-workshop-kit/1/w1/kvi/another" }), false);
  storage["kvi-workshop-kit/1/visits"] = "{";
  assert.equal(known(), false);
  tab(undefined);
  rememberVisit();
  assert.equal(known(), false);
});
