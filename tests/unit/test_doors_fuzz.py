"""Whatever comes in by one of the doors, it is taken or refused in a sentence, soon, and what is sound in it is kept.

Some hundreds of cases in every run, the same ones; 20,000 with KVI_NIGHTLY=1, which also prints figures for each
door. ``test_properties.py`` asks the same of answer files with values that Hypothesis makes up.
"""

import json
import os
import random
import shutil
import sys
import time
from contextlib import closing, suppress
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from kvi_widgets import AdjustStep, Content, KviStep, ReviewStep, Workshop
from kvi_widgets.classes.class_folder import new_class
from kvi_widgets.classes.class_update import update_class
from kvi_widgets.classes.commands import RefusedError, command_words
from kvi_widgets.classes.pack_check import folder_findings
from kvi_widgets.classes.trusted_lessons import trust_lessons
from kvi_widgets.logic.feedback import complete_reviews, feedback_package, questions_about
from kvi_widgets.model.data_package import dump
from kvi_widgets.pages.class_page import class_page, open_class, reason
from kvi_widgets.pages.page import workshop_page
from kvi_widgets.widgets.base import notice
from kvi_widgets.words.content import DATA, ContentError, languages
from kvi_widgets.words.pack_findings import as_frame
from kvi_widgets.words.pack_words import kit_words
from kvi_widgets.words.series_files import read_series

from .damage import as_json, damaged_bytes, damaged_value
from .test_class_update import old_class

NIGHTLY = bool(os.environ.get("KVI_NIGHTLY"))
MOST_SECONDS = 5  # of a processor, for one case; an ordinary one takes some hundredths
SHARES = {  # cases in every run, and at night
    "answer file": (60, 5_000),
    "partner file": (60, 3_000),
    "feedback file": (50, 2_500),
    "page": (40, 3_000),
    "browser copies": (50, 3_000),
    "class files": (20, 1_200),
    "class folder": (15, 800),
    "old class folder": (5, 300),
    "words": (30, 1_200),
}


@cache
def learner():
    """A finished workshop, somebody who has read it, and the feedback that they give."""
    work, reader = (Workshop(Content.load("en")).example(name) for name in ("shop", "desk"))
    work.update_all(work.example("shop").rows | {"closing": [{"takeaway": "look"}]})
    reader.open_partner(dump(work.package()))
    asked = [row | {"answer": "I feel at ease"} for row in questions_about(reader, reader.partner)]
    reader.update("reviews_given", complete_reviews(reader, asked, "Tom"))
    return work, json.loads(dump(work.package())), json.loads(dump(feedback_package(reader)))


def told(reason_, details):
    """The sentence of a refusal, in both languages."""
    for lang in languages():
        assert notice(reason_, details, Content.load(lang).messages)


def foreign(package, chance):
    """Bytes of a damaged file, and the sentences that are sound in it; None where nobody can say."""
    kind = chance.choice(["bytes", "any", "rows"])
    if kind == "bytes":
        return damaged_bytes(as_json(package), chance), None
    if kind == "any":
        return as_json(damaged_value(package, chance)), None
    package = deepcopy(package)
    table = chance.choice([one for one in package["resources"] if len(one["data"]) > 1])
    number = chance.randrange(1, len(table["data"]))
    table["data"][number] = damaged_value([table["data"][number]], chance)[0]
    package["resources"].append(damaged_value([table], chance)[0])
    sound = {
        (one["name"], row[one["data"][0].index(column)])
        for one in package["resources"][:-1]
        for at, row in enumerate(one["data"])
        for column in {"text", "answer"} & set(one["data"][0])
        if at and (one is not table or at != number)
    }
    return as_json(package), sound


def is_kept(workshop, sound):
    """Whether every sound sentence is there; a file may only be refused as a whole."""
    found = {(table, cell) for table, rows in workshop.rows.items() for row in rows for cell in row.values()}
    missing = {(table, cell) for table, cell in sound or () if cell.strip()} - found
    assert not missing, missing


def answer_file(chance, folder):
    data, sound = foreign(learner()[1], chance)
    path = folder / "mine.json"
    path.write_bytes(data)
    workshop = Workshop.open("fr", path)
    for one in workshop.notices:
        told(*one)
    taken = path.exists()
    if taken:
        is_kept(workshop, sound)
    with closing(KviStep(workshop)) as form:
        json.dumps(form.get_state(["value", "groups", "offer"]), allow_nan=False)
    if not workshop.read_only:
        workshop.update("closing", [{"takeaway": "look"}])
        assert Workshop.open("fr", path).rows == workshop.rows
    return taken


def uploaded(step, group, text):
    """Whether a form takes this text as a file; what it says otherwise was foreseen."""
    with closing(step) as form:
        form.set_state({"upload": {"group": group, "text": text, "number": 1}})
        assert "Traceback" not in form.saved["details"], form.saved["details"]
        return not form.saved["problem"]


def partner_file(chance, folder, data=None):
    data, sound = (data, None) if data else foreign(learner()[1], chance)
    workshop = Workshop.open("fr", folder / "mine.json")
    if uploaded(ReviewStep(workshop), "partner", data.decode("utf-8", "replace")):
        is_kept(workshop.partner, sound)
        return True
    return False


def feedback_file(chance, folder):
    data, _ = foreign(learner()[2], chance)
    workshop = Workshop.open("fr", folder / "mine.json")
    workshop.take(learner()[1])
    before = workshop.rows
    taken = uploaded(AdjustStep(workshop), "feedback", data.decode("utf-8", "replace"))
    assert workshop.rows | {"reviews": []} == before | {"reviews": []}
    return taken


@cache
def own_page():
    return workshop_page(learner()[0], learner()[0].content).encode()


def page(chance, folder):
    whole = own_page()
    start = whole.index(b'id="answers">')
    near = slice(max(0, start - 200), start + 3_000)  # most of a page is styles and scripts
    data = whole[: near.start] + damaged_bytes(whole[near], chance) + whole[near.stop :]
    if chance.random() < 0.5:
        return partner_file(chance, folder, data)
    path = folder / "mine.json"
    path.write_bytes(data)
    workshop = Workshop.open("fr", path)
    for one in workshop.notices:
        told(*one)
    return path.exists()


def browser_copies(chance, folder):
    rows = learner()[1]
    states = {
        one["name"]: [dict(zip(one["data"][0], row, strict=True)) for row in one["data"][1:]]
        for one in rows["resources"]
    }
    copies = [
        {"step": step, "workshop": "lost", "at": 1, "value": {step: states[step]}, "acknowledged": None, "sent": {}}
        for step in ("strategy", "kvi", "kpi", "links", "closing")
    ]
    hurt = chance.randrange(len(copies))
    sound = [copy for copy in copies if copy is not copies[hurt]]
    copies[hurt] = damaged_value([copies[hurt]], chance)[0]
    copies = json.loads(json.dumps(copies))
    workshop = Workshop.open("fr", folder / "mine.json")
    with closing(KviStep(workshop)) as form:
        for said in ({"copies": copies}, {"decision": {"take": True, "number": 1}}):
            form.set_state(said)
            assert "Traceback" not in form.saved["details"], form.saved["details"]
        json.dumps(form.get_state(["value", "offer"]), allow_nan=False)
    rows = [(copy["step"], row) for copy in sound for row in copy["value"][copy["step"]]]
    is_kept(workshop, {(step, row["text"]) for step, row in rows if "text" in row})
    return not form.saved["problem"]


def class_files(chance, folder):
    data, _ = foreign(learner()[1], chance)
    files = {
        "Ana_1_assignsubmission_file/mine.json": dump(learner()[1]).encode(),
        "Bo_2_assignsubmission_file/mine.json": data,
        "Cy_3_assignsubmission_file/page.html": damaged_bytes(own_page(), chance),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    place = folder / "class.zip"
    place.write_bytes(buffer.getvalue())
    if chance.random() < 0.5:
        place.write_bytes(damaged_bytes(place.read_bytes(), chance))
    else:
        with suppress(KeyError):
            shutil.unpack_archive(place, folder / "class")
            place.unlink()
            place = folder / "class"
    desk = open_class(place, Content.load("fr"))
    assert all(reason(one, desk) for one in desk.left_out)
    assert place.suffix or "Ana" in {one.name for one in desk.learners}
    if chance.random() < 0.1:
        assert class_page(desk)
    return bool(desk.learners)


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    """A class of today, and one as older kits made it."""
    folder = tmp_path_factory.mktemp("classes")
    return new_class(folder / "ours", "en", "me/ours"), old_class(folder / "old", "en")


def damaged_folder(folder, chance, names=()):
    """Hurt one or two of the files of a folder, most often one of those with these names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".whl")
    first = [path for path in files if path.name in names]
    for _ in range(chance.choice([1, 2])):
        path = chance.choice(first if first and chance.random() < 0.6 else files)
        with suppress(ValueError, IndexError):
            if path.suffix in {".json", ".ipynb"} and chance.random() < 0.6:
                path.write_bytes(as_json(damaged_value(json.loads(path.read_bytes()), chance)))
                continue
        path.write_bytes(damaged_bytes(path.read_bytes(), chance))
    odd = chance.random()
    if odd < 0.1:
        path = chance.choice(files)
        path.unlink()
        chance.choice([path.mkdir, lambda: path.symlink_to(folder), lambda: path.symlink_to(path), lambda: None])()


def class_folder(chance, folder, source):
    ours = shutil.copytree(source, folder / "ours")
    damaged_folder(ours, chance, {"class.json", "as-given.zip"})
    done = []
    for command in (
        lambda: new_class(folder / "copy", str(ours)),
        lambda: new_class(folder / "copy2", str(ours / "pack")),
        lambda: update_class(ours),
        lambda: trust_lessons(ours),
    ):
        with suppress(RefusedError, ContentError, OSError):
            done.append(command())
            continue
        with pytest.raises((RefusedError, ContentError, OSError)) as caught:
            command()
        if isinstance(caught.value, RefusedError):
            for lang in languages():
                assert command_words(lang)["refusals"][caught.value.reason].format(**caught.value.details)
        else:
            assert str(caught.value)
    return bool(done)


@cache
def whole_pack():
    return {
        path.relative_to(DATA / "fr"): path.read_bytes() for path in sorted((DATA / "fr").rglob("*")) if path.is_file()
    }


def words(chance, folder):
    pack = folder / "pack"
    for name, data in whole_pack().items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    shutil.copytree(DATA / "series", pack / "series")
    if chance.random() < 0.4:
        (pack / "pack.toml").write_bytes(b'base = "fr"\n' + (pack / "pack.toml").read_bytes())
    damaged_folder(pack, chance, {"contexts.csv", "deck.csv", "questions.csv", "memo.csv", "shop.csv", "pack.toml"})
    found = list(folder_findings(pack))
    for lang in languages():
        assert as_frame(found, kit_words("check", lang))["message"].map(bool).all()
    with suppress(ContentError):
        content = Content(pack)
        read_series("shop", content)
        KviStep(Workshop(content)).close()
        return True
    return False


DOORS = {
    "answer file": answer_file,
    "partner file": partner_file,
    "feedback file": feedback_file,
    "page": page,
    "browser copies": browser_copies,
    "class files": class_files,
    "class folder": class_folder,
    "old class folder": class_folder,
    "words": words,
}


def peak_memory():
    """Largest number of megabytes that this process has held since `reset_peak`; 0 where nobody says."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
    return 0


def reset_peak():
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


@pytest.mark.parametrize("door", DOORS)
def test_whatever_comes_in_by_a_door_is_taken_or_refused(door, classes, tmp_path, request):
    cases = SHARES[door][NIGHTLY]
    more = {"class folder": classes[:1], "old class folder": classes[1:]}.get(door, ())
    learner(), own_page(), whole_pack()
    reset_peak()
    before, taken, slowest = peak_memory(), 0, (0.0, 0)
    for number in range(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        started = time.process_time()
        try:
            taken += bool(DOORS[door](random.Random(f"{door} {number}"), folder, *more))
        except BaseException as error:
            error.add_note(f"case {number} of {door}")
            raise
        slowest = max(slowest, (time.process_time() - started, number))
        shutil.rmtree(folder, ignore_errors=True)
    assert slowest[0] < MOST_SECONDS, slowest
    figures = f"{door}: {cases} cases, {taken} taken, {cases - taken} refused, 0 exceptions, "
    figures += f"slowest {slowest[0]:.2f} s (case {slowest[1]}), peak memory {before} → {peak_memory()} MB"
    if NIGHTLY:
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n{figures}", file=sys.stderr)
    assert taken, figures  # damage that nothing survives tries nothing
