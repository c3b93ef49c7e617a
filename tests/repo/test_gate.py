"""What comes from outside is read in one place: everywhere else, no file is opened and no foreign bytes are understood."""

import ast

import pytest

from .sources import MODULES, PACKAGE

# Ways to read, as they are called: alone, as somebody's method, or as a function of a module.
METHODS = {"open", "read_text", "read_bytes", "fdopen"}
FUNCTIONS = {f"{module}.load{end}" for module in ("json", "tomllib", "pickle", "marshal") for end in ("", "s")}
FUNCTIONS |= {"csv.reader", "csv.DictReader", "zipfile.ZipFile", "tarfile.open", "shutil.copy", "shutil.copytree"}
FUNCTIONS |= {f"{module}.{name}" for module in ("pd", "pandas") for name in ("read_csv", "read_json", "read_excel")}
OURS = {"Workshop.open"}  # reads through the gate itself

# Who may read in another way, how, and why.
MAY = {
    "words/foreign_files": ({"open", "fdopen", "json.loads"}, "the gate: regular files, bounded, JSON of any kind"),
    "words/pack_files": ({"csv.reader"}, "the text of a table, which the gate has read"),
    "words/pack_toml": ({"tomllib.loads"}, "the text of a topic, which the gate has read"),
    "classes/class_files": ({"read_bytes", "zipfile.ZipFile", "open"}, "the kit's own files; zips of a class, bounded"),
    "model/class_place": ({"open"}, "files of a share or a bucket, bounded; on a disk through the gate"),
    "model/submissions": ({"zipfile.ZipFile", "open", "fdopen"}, "zips of a class, bounded, opened by the gate"),
    "model/quick_tables": ({"json.loads"}, "answers as the kit writes them; whatever is odd goes through the gate"),
    "pages/class_tables": ({"open"}, "rows that it has written itself a moment before"),
    "pages/class_exports": ({"open", "read_bytes"}, "writes tables; the kit's own page about them"),
    "pages/class_grid": ({"open"}, "writes an empty grid"),
    "pages/hand_back": ({"zipfile.ZipFile"}, "writes a zip"),
    "model/answer_file": ({"open"}, "writes a new file, and syncs a folder"),
    "model/versions": ({"shutil.copy"}, "copies the answer file to beside it, without looking into it"),
    "model/class_answers": ({"json.loads", "read_text"}, "the made-up class, which comes with the kit"),
    "classes/pack_check_page": ({"read_text"}, "the kit's own script"),
    "classes/site_lite": ({"read_text"}, "a page that JupyterLite has just written"),
    "classes/site_python": ({"read_bytes"}, "Pyodide and its packages, of whoever builds a site"),
    "classes/kit_wheel": ({"tomllib.loads"}, "the kit's own pyproject.toml"),
    "classes/statement": ({"csv.DictReader", "open"}, "the kit's own grid of criteria"),
    "pages/rendering": ({"read_text"}, "the kit's own templates, styles and scripts"),
    "widgets/assets": ({"read_text"}, "the kit's own styles and scripts"),
}


def ways_to_read(source: str) -> set[str]:
    """How this source opens files or understands what others wrote."""
    nodes = list(ast.walk(ast.parse(source)))
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    whole = {ast.unparse(call) for call in called}
    methods = {call.attr for call in called if isinstance(call, ast.Attribute) and ast.unparse(call) not in OURS}
    alone = {node.id for node in nodes if isinstance(node, ast.Name)} & {"open"}
    return whole & FUNCTIONS | methods & METHODS | alone


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_nobody_reads_past_the_gate(path):
    name = path.relative_to(PACKAGE).with_suffix("").as_posix()
    assert ways_to_read(path.read_text("utf-8")) <= MAY.get(name, (set(), ""))[0], (
        "see kvi_widgets/words/foreign_files.py"
    )


@pytest.mark.parametrize("name", MAY)
def test_who_may_read_otherwise_still_does(name):
    may, reason = MAY[name]
    assert reason
    assert ways_to_read((PACKAGE / f"{name}.py").read_text("utf-8")) == may


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("text = open('a.json').read()", {"open"}),
        ("def late(path):\n    return [json.loads(path.read_text('utf-8'))]", {"json.loads", "read_text"}),
        ("data = (folder / name).read_bytes()", {"read_bytes"}),
        ("files = map(open, names)", {"open"}),
        ("with zipfile.ZipFile(path) as archive: archive.open('a')", {"zipfile.ZipFile", "open"}),
        ("frame = pd.read_csv(path)", {"pd.read_csv"}),
        ("workshop = Workshop.open('fr')\nworkshop.load(package)", set()),
        ("package = parse(read_file(path, MOST_BYTES))", set()),
    ],
)
def test_the_rule_for_the_gate_bites(source, found):
    assert ways_to_read(source) == found
