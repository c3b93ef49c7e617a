// Which lessons start themselves, and what a lesson leaves in its file.
import assert from "node:assert/strict";
import test from "node:test";
import { compareWithNote, hasModules, KnownLessons } from "../../kvi_widgets/labextension/static/known_lessons.js";
import { hasViews, withoutViews } from "../../kvi_widgets/labextension/static/saved_lesson.js";
import { serverRoot } from "../../kvi_widgets/labextension/static/server_root.js";

const noted = { kernel: "python3", code: ["import kvi_widgets", "KviStep(workshop)"], tries: ["workshop.kvi"] };
const folders = { "~/class/fr": { words: { code: "Montrer le code" }, lessons: { "03_kvi.ipynb": noted } } };
const localPath = (path) => path.replace(/^RTC:/, "");

const code = (source) => ({ cell_type: "code", source, metadata: {} });
const notebook = (...cells) => ({ cells, metadata: { kernelspec: { name: "python3" } } });
const lesson = () => notebook({ cell_type: "markdown", source: "# KVI", metadata: {} }, ...noted.code.map(code));

test("a lesson is known by its folder and its name", () => {
  const at = (root, path) => new KnownLessons({ folders }, root, localPath).find(path)?.lesson;
  assert.equal(at("~", "class/fr/03_kvi.ipynb"), noted);
  assert.equal(at("~/class/fr", "03_kvi.ipynb"), noted);
  assert.equal(at("~/class/", "RTC:fr/03_kvi.ipynb"), noted);
  for (const [root, path] of [
    ["~", "downloads/class/fr/03_kvi.ipynb"],
    ["/tmp/~", "class/fr/03_kvi.ipynb"],
    ["~", "class/fr/03_copy.ipynb"],
    ["~", "class/fr/sub/03_kvi.ipynb"],
    ["", "class/fr/03_kvi.ipynb"],
  ])
    assert.equal(at(root, path), undefined, `${root} ${path}`);
});

test("where nothing was noted no lesson is known", () => {
  assert.equal(new KnownLessons({}, "~", localPath).find("class/fr/03_kvi.ipynb"), null);
});

test("on a hub a lesson is known in the folder that a link has pulled into a home, and nowhere else", () => {
  const homes = { "class/fr": folders["~/class/fr"] };
  const at = (path, isHome) => new KnownLessons({ homes }, "/home/ines", localPath, isHome).find(path)?.isPulled;
  assert.equal(at("class/fr/03_kvi.ipynb", true), true);
  assert.equal(at("class/fr/03_kvi.ipynb", false), undefined);
  assert.equal(at("other/class/fr/03_kvi.ipynb", true), undefined);
  const vouched = { homes, folders: { "/home/ines/class/fr": homes["class/fr"] } };
  assert.equal(new KnownLessons(vouched, "/home/ines", localPath, true).find("class/fr/03_kvi.ipynb").isPulled, false);
});

test("what a link has pulled beside a lesson may not stand in for a package", () => {
  const file = (name) => ({ name, type: "file" });
  const folder = (name) => ({ name, type: "directory" });
  const usual = ["03_kvi.ipynb", "mon-atelier.json", "map.png"].map(file);
  assert.equal(hasModules([...usual, folder("answers"), folder("images"), folder("mes notes")]), false);
  for (const odd of [file("pandas.py"), file("kvi_widgets.cpython-312.so"), file("A.PY"), folder("kvi_widgets")])
    assert.equal(hasModules([...usual, odd]), true, odd.name);
});

test("a lesson is whole when its code is, whatever its texts say", () => {
  assert.deepEqual(compareWithNote(lesson(), noted), { made: [1, 2], tried: [], isWhole: true });
  const reworded = lesson();
  reworded.cells[0].source = "# Your KVI";
  reworded.cells[1].source = ["import ", "kvi_widgets"];
  assert.ok(compareWithNote(reworded, noted).isWhole);
});

test("what a learner tries or adds leaves it whole, and only what was noted is to be run", () => {
  const [first, second] = noted.code.map(code);
  const tried = notebook(first, code("workshop.kvi"), second, code("workshop.kvi.head()"), code("import os"), code(""));
  assert.deepEqual(compareWithNote(tried, noted), { made: [0, 2], tried: [1], isWhole: true });
});

test("one letter, one cell that is missing, another order or another kernel make it another lesson", () => {
  const others = [
    notebook(code("import kvi_widgets "), code(noted.code[1])),
    notebook(code(noted.code[0])),
    notebook(...noted.code.toReversed().map(code)),
    { ...lesson(), metadata: { kernelspec: { name: "bash" } } },
    { ...lesson(), metadata: {} },
  ];
  for (const other of others) assert.ok(!compareWithNote(other, noted).isWhole, JSON.stringify(other));
});

test("the folder of the server is found in JupyterLab and in Notebook", () => {
  const root = (options) => serverRoot((name) => options[name] ?? "");
  assert.equal(root({ serverRoot: "~/class", rootUri: "file:///home/me/class" }), "~/class");
  assert.equal(root({ rootUri: "file:///home/me/Maths%20%26%20co" }), "/home/me/Maths & co");
  assert.equal(root({ rootUri: "file:///c%3A/Users/me" }), "C:/Users/me");
  assert.equal(root({}), "");
});

test("views of widgets are not saved, and all else is", () => {
  const view = { "application/vnd.jupyter.widget-view+json": { model_id: "1" }, "text/plain": "Step 3 opens here" };
  const outputs = [
    { output_type: "display_data", data: view, metadata: {} },
    { output_type: "stream", text: "7" },
  ];
  const whole = { ...notebook({ ...code("KviStep(workshop)"), outputs }, code("1")), nbformat: 4 };
  whole.metadata.widgets = { state: {} };
  const saved = withoutViews(whole);
  assert.deepEqual(saved.cells[0].outputs, [
    { output_type: "display_data", data: { "text/plain": "Step 3 opens here" }, metadata: {} },
    outputs[1],
  ]);
  assert.deepEqual(saved.metadata, { kernelspec: { name: "python3" } });
  assert.deepEqual({ ...saved.cells[0], outputs }, whole.cells[0]);
  assert.equal(saved.nbformat, 4);
  assert.deepEqual([hasViews(whole), hasViews(saved)], [true, false]);
  assert.ok("application/vnd.jupyter.widget-view+json" in outputs[0].data, "the page keeps its views");
});
