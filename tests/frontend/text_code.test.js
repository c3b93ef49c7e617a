// A file that travels as text through a chat.
import assert from "node:assert/strict";
import test from "node:test";
import { fromCode, toCode } from "../../kvi_widgets/widgets/static/text_code.js";

const MOST = 5_000_000;
const file = JSON.stringify({ kvi: { workshop: "a1" }, resources: [["été", "“oui”", "🙂 ".repeat(400)]] }, null, 1);
const same = (text) => assert.deepEqual(JSON.parse(text), JSON.parse(file));

test("what is copied is the file again, and far shorter", async () => {
  const code = await toCode(file);
  assert.ok(code.length < file.length / 4);
  assert.ok(code.split("\n").every((line) => line.length <= 64));
  same(await fromCode(code, MOST));
});

test("what chats and mail do to a text does no harm", async () => {
  const code = await toCode(file);
  for (const [habit, message] of Object.entries({
    quoted: code.replaceAll("\n", "\n> "),
    "quoted twice, with a greeting": `Ana, 10:42:\n>> ${code.replaceAll("\n", "\r\n>> ")}\n\nSent from my phone.`,
    "on one line": code.replaceAll("\n", " "),
    "with blanks that do not break": code.replaceAll("\n", "\u00a0\n\u200b"),
    "in a block of code": `\`\`\`\n${code}\n\`\`\``,
    indented: code.replaceAll("\n", "\n\t    "),
  }))
    same(await fromCode(message, MOST), habit);
});

test("a text that is cut, changed or none at all gives nothing", async () => {
  const code = await toCode(file);
  const middle = Math.floor(code.length / 2);
  for (const message of [
    "",
    "Hello!",
    "KVI1..KVI",
    code.slice(0, middle),
    code.slice(middle),
    code.slice(0, middle) + code.slice(middle + 5),
    code.slice(0, middle) + (code[middle] === "A" ? "B" : "A") + code.slice(middle + 1),
  ])
    assert.equal(await fromCode(message, MOST), null, message);
});

test("what unpacks to more than a file may hold is let go", async () => {
  const bomb = await toCode(JSON.stringify("0".repeat(20_000_000)));
  assert.ok(bomb.length < 60_000);
  assert.equal(await fromCode(bomb, MOST), null);
});

test("beginnings without an end cost no time", async () => {
  const started = performance.now();
  assert.equal(await fromCode("KVI1. ".repeat(300_000), MOST), null);
  assert.ok(performance.now() - started < 5_000);
});

test("whatever happens to a message, it gives the file or nothing", async () => {
  const code = await toCode(file);
  const signs = ["KVI1.", ".KVI", "=", "A", "\u0000", "\ud800", "\n> ", "eJw", "🙂"];
  let seed = 17;
  const below = (most) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  for (let number = 0; number < (process.env.KVI_NIGHTLY ? 20_000 : 300); number += 1) {
    let message = code;
    for (let time = 0; time <= below(3); time += 1) {
      const [from, to] = [below(message.length + 1), below(message.length + 1)].sort((a, b) => a - b);
      const held = message.slice(from, Math.min(to, from + below(80)));
      const put = [signs[below(signs.length)], "", held + held][below(3)];
      message = message.slice(0, from) + put + message.slice(from + (below(2) ? held.length : 0));
    }
    const got = await fromCode(message, MOST);
    if (got !== null) same(got);
  }
});
