// No file that a learner drops can close the connection.
import assert from "node:assert/strict";
import test from "node:test";
import { fileText } from "../../kvi_widgets/widgets/static/file_text.js";

const MOST = 5_000_000;
const read = (...parts) => fileText(new Blob(parts), MOST);

test("an answer file comes whole, also from a page and behind a byte order mark", async () => {
  const answers = JSON.stringify({ kvi: {}, resources: ["é".repeat(5000)] });
  for (const text of [answers, `\uFEFF \n${answers}`, `<html>${answers}</html>`])
    assert.equal((await read(text)).trim(), text.replace("\uFEFF", "").trim());
});

test("a photo of six megabytes stays where it is", async () => {
  assert.equal(await read(new Uint8Array(6_000_000).fill(0xff)), null);
});

test("of a small photo, a spreadsheet or a letter only the beginning travels", async () => {
  const photo = await read(new Uint8Array(4_000_000).fill(0xff));
  assert.ok(photo.length <= 4096);
  assert.ok((await read("PK\u0003\u0004", new Uint8Array(100_000))).startsWith("PK"));
  assert.equal((await read("id;text\n".repeat(10_000))).length, 4096);
});

test("a text that is twice as long in quotes is too large as well", async () => {
  assert.equal(await read("{", '"'.repeat(4_900_000)), null);
});

test("an empty file is an empty text", async () => {
  assert.equal(await read(""), "");
});
