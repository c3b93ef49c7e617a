// One edit at a time, nothing lost, and nothing taken in while something of ours is left to be sent.
import assert from "node:assert/strict";
import test from "node:test";
import { isUnderWay, nextState, startState } from "../../kvi_widgets/widgets/static/form_state.js";

const text = (words) => ({ kvi: [{ id: "kvi-1", text: words }] });
const typed = (words) => ({ type: "typed", value: text(words) });
const paused = { type: "paused" };
const told = (words, late = false) => ({ type: "told", value: text(words), late });
const answered = (edit, more = {}, words = "") => ({
  ...{ type: "answered", edit, refused: false, late: false, value: words ? text(words) : null },
  ...more,
});
const saved = { type: "saved", late: false };
const silence = (isSilent) => ({ type: "silence", isSilent });
const asked = { type: "asked", group: "own" };
/** Where an answer says nothing of a value, the kernel holds what it was sent. */
function next(state, event, held = null) {
  const whole = event.type === "answered" && !event.value ? { ...event, value: state.sent ?? state.base } : event;
  return nextState(state, whole, { edit: state.edit + 1, held });
}
const after = (...events) => events.reduce((state, event) => next(state, event), startState(text("old"), 0));

// events, then what is to be seen of the state
const CASES = {
  "nothing is sent before a pause": [[typed("new")], { screen: "new", sent: null, isTyping: true }],
  "it is sent after one": [[typed("new"), paused], { sent: "new", sentBase: "old", edit: 1, isTyping: false }],
  "what is on disk is not sent": [[typed("new"), typed("old"), paused], { sent: null, edit: 0 }],
  "typing goes on while something is under way": [
    [typed("new"), paused, typed("newer"), paused],
    { screen: "newer", sent: "new", edit: 1, isDue: true },
  ],
  "the newest goes out with the answer, on top of what was answered": [
    [typed("new"), paused, typed("newer"), paused, answered(1)],
    { sent: "newer", sentBase: "new", disk: "new", edit: 2, isDue: false },
  ],
  "but not in the middle of a word": [
    [typed("new"), paused, typed("newer"), answered(1)],
    { sent: null, base: "new", disk: "new", isTyping: true },
  ],
  "an answer to an older edit says nothing": [[typed("new"), paused, answered(0)], { sent: "new", disk: "old" }],
  "what others wrote comes in": [
    [told("theirs")],
    { screen: "theirs", base: "theirs", shown: "theirs", disk: "theirs" },
  ],
  "not while something is typed": [
    [typed("new"), told("theirs")],
    { screen: "new", base: "old", told: "theirs", disk: "old" },
  ],
  "nor while it is under way": [[typed("new"), paused, told("theirs")], { screen: "new", sent: "new", told: "theirs" }],
  "our words come back as our words": [[typed("new"), paused, told("new")], { told: null, shown: "old" }],
  "after the answer comes what the kernel made of both": [
    [typed("new"), paused, told("theirs"), answered(1, {}, "new, theirs")],
    { screen: "new, theirs", base: "new, theirs", shown: "new, theirs", told: null, sent: null },
  ],
  "who typed on sends first, with the words that the kernel has of ours": [
    [typed("new"), paused, typed("newer"), answered(1, {}, "new, theirs"), paused],
    { screen: "newer", sent: "newer", sentBase: "new", told: "new, theirs" },
  ],
  "who typed and took it back sees the others' words": [
    [typed("new"), told("theirs"), typed("old"), paused, answered(1, {}, "theirs")],
    { screen: "theirs", sent: null },
  ],
  "refused, it stays on the screen and is not in the kernel": [
    [typed("new"), paused, answered(1, { refused: true })],
    { screen: "new", sent: null, base: "old", disk: "old" },
  ],
  "refused, it is sent again with the next key": [
    [typed("new"), paused, answered(1, { refused: true }), typed("newer"), paused],
    { sent: "newer", sentBase: "old", edit: 2 },
  ],
  "on a full disk it is in the kernel alone": [
    [typed("new"), paused, answered(1, { late: true })],
    { base: "new", unsaved: "new", disk: "old", sent: null },
  ],
  "and on disk once there is room": [
    [typed("new"), paused, answered(1, { late: true }), saved],
    { unsaved: null, disk: "new" },
  ],
  "not on disk, it is sent at every pause": [
    [typed("new"), paused, answered(1, { late: true }), paused],
    { sent: "new", edit: 2 },
  ],
  "what others wrote and could not save is not on disk": [[told("theirs", true)], { screen: "theirs", disk: "old" }],
  "what the kernel kept of a full disk is written over": [
    [typed("new"), paused, answered(1, { late: true }), typed("old"), paused],
    { sent: "old", sentBase: "new" },
  ],
  "what was told before the answer is out of date": [
    [typed("new"), paused, told("theirs"), answered(1, {}, "new")],
    { screen: "new", base: "new", told: null, shown: "old" },
  ],
  "an answer that comes twice says nothing new": [
    [typed("new"), paused, answered(1), typed("newer"), answered(1)],
    { screen: "newer", sent: null, base: "new", isTyping: true },
  ],
  "a kernel that is silent takes nothing away": [
    [typed("new"), paused, silence(true), typed("newer"), paused],
    { isSilent: true, screen: "newer", sent: "new", isDue: true },
  ],
  "and all goes out when it speaks again": [
    [typed("new"), paused, silence(true), typed("newer"), paused, silence(false), answered(1)],
    { isSilent: false, sent: "newer" },
  ],
  "a file waits for the last words": [[typed("new"), asked], { sent: "new", download: "own", delivery: null }],
  "and is handed over with the answer": [
    [typed("new"), asked, answered(1)],
    { sent: null, download: null, delivery: "own" },
  ],
  "at once when all is on disk": [[asked], { sent: null, download: null, delivery: "own" }],
  "and where nobody answers": [[typed("new"), asked, silence(true)], { sent: "new", download: null, delivery: "own" }],
};

const seen = (value) => value?.kvi?.[0].text ?? value?.value?.kvi[0].text ?? value?.group ?? value;

for (const [name, [events, expected]] of Object.entries(CASES))
  test(name, () => {
    const state = after(...events);
    const found = Object.fromEntries(Object.keys(expected).map((key) => [key, seen(state[key])]));
    assert.deepEqual(found, expected);
  });

test("an event leaves the state before it as it was", () => {
  const before = startState(text("old"), 0);
  const copy = structuredClone(before);
  for (const event of Object.values(CASES).flatMap(([events]) => events)) next(before, event);
  assert.deepEqual(before, copy);
});

test("a text that somebody is typing stays on the screen, and is what comes next is added to", () => {
  const held = { table: "kvi", key: JSON.stringify(["kvi-1"]), column: "text", text: "old" };
  const state = next(after(), { type: "told", value: text("theirs"), late: false }, held);
  assert.deepEqual([seen(state.screen), seen(state.base), seen(state.disk)], ["old", "old", "theirs"]);
  const left = next(state, paused);
  assert.deepEqual([seen(left.sent), seen(left.sentBase)], ["old", "old"]);
  assert.equal(seen(next(left, answered(left.edit, {}, "theirs")).screen), "theirs");
});

test("where the row got another name, its text is found again", () => {
  const held = { table: "kvi", key: JSON.stringify(["kvi-1"]), column: "text", text: "old" };
  const value = { kvi: [...text("theirs").kvi, { id: "kvi-2", text: "old" }] };
  const state = next(after(), { type: "told", value, late: false }, held);
  assert.deepEqual([state.moved, seen(state.screen)], [value.kvi[1], "theirs"]);
});

test("under way is what the kernel has not answered", () => {
  assert.equal(isUnderWay(after()), false);
  assert.equal(isUnderWay(after(typed("new"))), true);
  assert.equal(isUnderWay(after(typed("new"), paused)), true);
  assert.equal(isUnderWay(after(typed("new"), paused, answered(1))), false);
});
