"""A newer kit comes into a class, and nothing that the teacher has changed is lost."""

import json
import os
import shutil
import tomllib

import pytest

from kvi_widgets import Content
from kvi_widgets.__main__ import main
from kvi_widgets.classes import class_update
from kvi_widgets.classes.class_files import ORIGINALS, folder_files, unzip_files, zip_files
from kvi_widgets.classes.class_files import original_files as kit_gives
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.class_update import news, update_class
from kvi_widgets.classes.commands import RefusedError
from kvi_widgets.classes.pack_check import check_folder

pytestmark = pytest.mark.slow  # each makes a class or two on disk

KVI, DECK, WELCOME, CODE = (
    "pack/kvi.toml",
    "pack/deck.csv",
    "notebooks/00_welcome.ipynb",
    "kit/kvi_widgets/logic/cues.py",
)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return new_class(tmp_path_factory.mktemp("classes") / "original", "en", "me/ours")


@pytest.fixture
def ours(original, tmp_path):
    """A class to change, linked file by file so that it is made quickly."""
    for name in folder_files(original):
        (tmp_path / "ours" / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(original / name, tmp_path / "ours" / name)
    return tmp_path / "ours"


@pytest.fixture
def kit(monkeypatch):
    """A newer kit: change its files by name."""
    files = kit_gives({"language": "en", "title": "KVI workshop", "repository": "me/ours"})
    monkeypatch.setattr(class_update, "original_files", lambda _: dict(files))
    return files


def change(where, name, old, instead):
    """Replace a text in a file of a class, or of a kit."""
    data = where[name] if isinstance(where, dict) else (where / name).read_bytes()
    assert old.encode() in data, old
    data = data.replace(old.encode(), instead.encode())
    if isinstance(where, dict):
        where[name] = data
    else:
        (where / name).unlink()  # it may be linked
        (where / name).write_bytes(data)


def notes(found, kind):
    return [(name, *one.path) for name, all_told in found.notes.items() for one in all_told if one.kind == kind]


def text(folder, name):
    return (folder / name).read_text("utf-8")


def test_a_class_as_it_was_made_has_nothing_to_do(ours):
    before = folder_files(ours)
    assert update_class(ours) == (news(ours), None)
    assert news(ours).is_empty
    assert folder_files(ours) == before


def test_what_nobody_has_changed_comes_new_and_what_is_new_is_added(ours, kit):
    change(kit, KVI, "Step 3 · Find your KVIs", "Step 3 · Look for your KVIs")
    change(kit, DECK, "\n", "\nown-card,banking,A new card,kvi,Because.\n")
    kit["pack/new.toml"], kit["notebooks/07_more.ipynb"] = b'title = "New"\n', kit[WELCOME]
    del kit["notebooks/06_share.ipynb"]
    found, before = update_class(ours)
    assert {"title": "Step 3 · Look for your KVIs"}.items() <= tomllib.loads(text(ours, KVI)).items()
    assert "A new card" in text(ours, DECK)
    assert (ours / "pack/new.toml").exists()
    assert (ours / "notebooks/07_more.ipynb").exists()
    assert not (ours / "notebooks/06_share.ipynb").exists()
    assert (before / "notebooks/06_share.ipynb").exists()
    assert notes(found, "kept") == notes(found, "back") == []
    assert {name: data for name, data in folder_files(ours).items() if not name.startswith(".kit/")} == kit


def test_what_both_have_changed_stays_and_is_shown(ours, kit, capsys):
    change(ours, KVI, "Step 3 · Find your KVIs", "Our third step")
    change(kit, KVI, "Step 3 · Find your KVIs", "Step 3 · Look for your KVIs")
    change(kit, KVI, "My indicator", "This indicator")
    assert main(["update", str(ours), "--lang", "en"]) == 0
    values = tomllib.loads(text(ours, KVI))
    assert values["title"] == "Our third step"
    assert values["groups"][0]["fields"][0]["label"] == "This indicator"
    said = capsys.readouterr().out
    assert "pack/kvi.toml, title" in said
    assert '    you: title = "Our third step"\n    kit: title = "Step 3 · Look for your KVIs"\n' in said
    [report] = ours.glob(".kit/before-*/report.txt")
    assert report.read_text("utf-8") == said
    assert ":" not in report.parent.name  # Windows keeps it for drives


def test_a_long_text_is_shown_where_it_begins_to_differ(ours, kit, capsys):
    change(ours, WELCOME, "each lesson opens by itself", "all lessons open alone")
    change(kit, WELCOME, "each lesson opens by itself", "lessons open unaided")
    main(["update", str(ours), "--lang", "en"])
    said = capsys.readouterr().out
    assert "    you: …" in said
    assert max(map(len, said.splitlines())) < 200
    assert ": all lessons open alone" in said
    assert ": lessons open unaided" in said


def test_the_teachers_remarks_order_and_layout_stay(ours, kit):
    change(ours, KVI, 'label = "My indicator"', '# asked by the head\nlabel   =   "My indicator"  # short!')
    change(kit, KVI, "advice = 140", "advice = 150")
    change(kit, KVI, "Add a KVI", "Add another")
    mine = text(ours, KVI)
    update_class(ours)
    assert text(ours, KVI) == mine.replace("advice = 140", "advice = 150").replace("Add a KVI", "Add another")


def test_a_remark_beside_a_text_that_the_kit_changes_is_a_change(ours, kit):
    change(ours, KVI, 'label = "My indicator"', 'label = "My indicator"  # short!')
    change(kit, KVI, "My indicator", "This indicator")
    found, _ = update_class(ours)
    assert "# short!" in text(ours, KVI)
    assert notes(found, "kept") == [(KVI, "groups[kvi]", "fields[text]", "label")]


def test_a_field_of_ones_own_stays_where_it_is_when_the_kit_adds_one(ours, kit):
    own = '\n[[groups.fields]]\nid = "{}"\nkind = "text"\nlabel = "{}"\n'
    change(
        ours,
        KVI,
        'A question, an observation, a count…"\nadvice = 140\n',
        'A question, an observation, a count…"\nadvice = 140\n' + own.format("mine", "Mine"),
    )
    change(
        kit,
        KVI,
        'A question, an observation, a count…"\nadvice = 140\n',
        'A question, an observation, a count…"\nadvice = 140\n' + own.format("kits", "The kit’s"),
    )
    update_class(ours)
    fields = tomllib.loads(text(ours, KVI))["groups"][0]["fields"]
    assert [field["id"] for field in fields] == ["text", "nature", "evidence", "kits", "mine"]
    assert Content(ours / "pack").words("kvi")["groups"][0]["fields"][4]["label"] == "Mine"


def test_rows_and_cells_come_one_by_one(ours, kit):
    change(ours, DECK, "Customers open the app every morning", "Members open the app every morning")
    change(ours, DECK, "button-colour,work", "button-colour,money")
    change(kit, DECK, "“I love the colour of the new button”", "“I love the new button”")
    change(kit, DECK, "Customers open the app every morning", "Customers open the app each morning")
    found, _ = update_class(ours)
    deck = Content(ours / "pack").table("deck").set_index("id")
    assert deck.loc["button-colour", ["field", "text"]].tolist() == ["money", "“I love the new button”"]
    assert deck.loc["app-morning", "text"] == "Members open the app every morning"
    assert notes(found, "kept") == [(DECK, "app-morning", "text")]


def test_a_spreadsheet_with_semicolons_and_windows_ends_keeps_them(ours, kit):
    kit["pack/memo.csv"] = b'aspect,kvi,kpi\nRole,one,two\nNew,"a;b",c\n'
    (ours / "pack/memo.csv").unlink()
    (ours / "pack/memo.csv").write_bytes('\ufeffaspect;kvi;kpi\r\nRole;"Rôle, bien sûr";x\r\n'.encode())
    update_class(ours)
    assert (ours / "pack/memo.csv").read_bytes().decode() == (
        '\ufeffaspect;kvi;kpi\r\nRole;Rôle, bien sûr;x\r\nNew;"a;b";c\r\n'
    )


def test_what_the_teacher_has_taken_out_stays_out_but_what_the_kit_needs_is_put_back_and_said(ours, kit, capsys):
    change(ours, DECK, text(ours, DECK).splitlines()[1] + "\n", "")
    change(ours, KVI, text(ours, KVI)[text(ours, KVI).index('[[groups.fields]]\nid = "evidence"') :], "")
    for line in ('example_title = "See a KVI from quite another project"\n', 'remove = "Remove"\n'):
        change(ours, KVI, line, "")
    (ours / "notebooks/06_share.ipynb").unlink()
    (ours / "pack/what_if.toml").unlink()
    for name in (DECK, "notebooks/06_share.ipynb", "pack/what_if.toml"):
        kit[name] = kit[name].replace(b"a", b"b")
    change(kit, KVI, "A question, an observation", "A question, a remark")
    assert main(["update", str(ours), "--lang", "en"]) == 0
    assert [field["id"] for field in tomllib.loads(text(ours, KVI))["groups"][0]["fields"]] == ["text", "nature"]
    assert not (ours / "notebooks/06_share.ipynb").exists()
    assert (ours / "pack/what_if.toml").read_bytes() == kit["pack/what_if.toml"]
    assert "example_title" not in text(ours, KVI)
    assert 'remove = "Remove"\n' in text(ours, KVI)
    said = capsys.readouterr().out
    assert said.index("Put back") < said.index("pack/kvi.toml, groups[kvi].remove") < said.index("pack/what_if.toml\n")


def test_a_class_as_it_was_made_passes_its_check_and_so_it_does_after_an_update(ours, kit):
    assert check_folder(ours).empty
    change(ours, KVI, "My indicator", "Ours")
    for name in (KVI, DECK):
        kit[name] = kit[name].replace(b"KVI", b"K.V.I.")
    update_class(ours)
    assert check_folder(ours).empty


def test_a_class_without_its_words_is_refused(ours):
    shutil.rmtree(ours / "pack")
    with pytest.raises(RefusedError, match="no_pack"):
        update_class(ours)


def test_lessons_come_cell_by_cell_and_running_them_is_no_change(ours, kit):
    run = json.loads(text(ours, WELCOME))
    for cell in run["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 7, "outputs": [], "metadata": cell["metadata"] | {"scrolled": True}}
    (ours / WELCOME).unlink()
    (ours / WELCOME).write_text(json.dumps(run), "utf-8")
    assert news(ours).is_empty
    change(kit, WELCOME, "Feel the difference", "Sense the difference")
    update_class(ours)
    assert (ours / WELCOME).read_bytes() == kit[WELCOME]
    change(ours, WELCOME, "See the way ahead", "Look ahead")
    change(kit, WELCOME, "Sense the difference", "Tell the difference")
    update_class(ours)
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(text(ours, WELCOME))["cells"]}
    assert "Tell the difference" in cells["welcome-01"]
    assert "Look ahead" in cells["welcome-04"]


def test_pins_come_line_by_line_beside_ones_own(ours, kit):
    change(ours, "binder/requirements.txt", "anyio==", "anki==1.0\nanyio==")
    kit["binder/requirements.txt"] = kit["binder/requirements.txt"].replace(b"pandas==", b"pandas==9")
    update_class(ours)
    assert "anki==1.0\n" in text(ours, "binder/requirements.txt")
    assert "pandas==9" in text(ours, "binder/requirements.txt")


def test_code_is_kept_or_taken_whole(ours, kit):
    change(ours, CODE, '"""', '"""Ours. ')
    kit[CODE] += b"# new\n"
    kit["kit/kvi_widgets/logic/form_binding.py"] += b"# new\n"
    found, _ = update_class(ours)
    assert text(ours, CODE).startswith('"""Ours. ')
    assert (ours / "kit/kvi_widgets/logic/form_binding.py").read_bytes().endswith(b"# new\n")
    assert notes(found, "kept") == [(CODE,)]


@pytest.mark.parametrize("broken", [b'title = "open', b"\xff\xfe", b"title = 1\n[title]\n"])
def test_a_file_that_cannot_be_read_stays_as_it_is_and_is_shown(ours, kit, broken):
    (ours / KVI).unlink()
    (ours / KVI).write_bytes(broken)
    change(kit, KVI, "My indicator", "This indicator")
    found, _ = update_class(ours)
    assert (ours / KVI).read_bytes() == broken
    assert notes(found, "kept") == [(KVI,)]


def test_a_second_update_has_nothing_to_do_and_an_old_kit_changes_nothing(ours, kit, capsys):
    change(ours, KVI, "My indicator", "Ours")
    change(kit, KVI, "My indicator", "This indicator")
    change(kit, "kit/pyproject.toml", 'version = "', 'version = "9')
    update_class(ours)
    before = folder_files(ours)
    assert main(["update", str(ours), "--lang", "en"]) == 0
    assert "Nothing to do" in capsys.readouterr().out
    change(kit, "kit/pyproject.toml", 'version = "9', 'version = "')
    assert main(["update", str(ours), "--lang", "en"]) == 1
    assert folder_files(ours) == before


def test_show_only_shows(ours, kit, capsys):
    change(kit, KVI, "My indicator", "This indicator")
    before = {path: path.stat().st_mtime_ns for path in ours.rglob("*")}
    assert main(["update", str(ours), "--show", "--lang", "en"]) == 0
    assert "pack/kvi.toml (changed: 1)" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in ours.rglob("*")} == before


@pytest.mark.parametrize("last", [1, 3, 5])
def test_an_update_that_a_full_disk_stops_is_finished_by_the_next(ours, kit, monkeypatch, last):
    change(ours, KVI, "My indicator", "Ours")
    for name in (KVI, DECK, WELCOME):
        kit[name] = kit[name].replace(b"KVI", b"K.V.I.")
    real, left = class_update.write, iter(range(last))

    def full(path, data):
        if next(left, None) is None:
            raise OSError(28, "No space left on device", str(path))
        real(path, data)

    expected = news(ours).files
    with monkeypatch.context() as disk:
        disk.setattr(class_update, "write", full)
        with pytest.raises(RefusedError, match="half_way"):
            update_class(ours)
    update_class(ours)
    assert {name: (ours / name).read_bytes() for name in expected} == expected
    assert news(ours).is_empty


def test_a_folder_that_is_no_class_is_refused(tmp_path, ours):
    for wrong in (tmp_path, ours / "pack", tmp_path / "nowhere"):
        with pytest.raises(RefusedError, match="no_class"):
            update_class(wrong)
    (ours / ORIGINALS).unlink()
    (ours / ORIGINALS).write_bytes(zip_files({"../../a.txt": b""}))
    with pytest.raises(RefusedError, match="no_class"):
        update_class(ours)


def test_a_class_made_from_another_and_one_made_from_a_pack_have_their_changes_still(ours, kit, tmp_path):
    change(ours, KVI, "My indicator", "Ours")
    change(kit, KVI, "My indicator", "This indicator")
    for source in (ours, ours / "pack"):
        folder = new_class(tmp_path / f"from-{source.name}", str(source), "me/ours")
        assert notes(update_class(folder)[0], "kept") == [(KVI, "groups[kvi]", "fields[text]", "label")]
        assert '"Ours"' in text(folder, KVI)


def test_what_was_given_is_what_the_next_update_compares_with(ours, kit):
    change(kit, KVI, "My indicator", "This indicator")
    update_class(ours)
    assert unzip_files((ours / ORIGINALS).read_bytes()) == kit
