"""The two lock files pin all that pyproject.toml asks for, by version and hash, agree, and hold no address."""

import re
import tomllib
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {"binder": ROOT / "binder" / "requirements.txt", "tests": ROOT / "tests" / "requirements.txt"}
ALONE, LAB = PROJECT["project"]["dependencies"], PROJECT["project"]["optional-dependencies"]["lab"]
KIT, TEST = ALONE + LAB, PROJECT["dependency-groups"]["test"]


HASHES = re.compile(r"( --hash=sha256:[0-9a-f]{64})+$")


def whole_lines(lock: str) -> list[str]:
    """Lines of a lock file that ask for something, each with its hashes."""
    text = re.sub(r" *\\\n +", " ", LOCKS[lock].read_text("utf-8"))
    return [line for line in text.splitlines() if line.strip()]


def lines(lock: str) -> list[str]:
    """What a lock file asks for, without the hashes."""
    return [HASHES.sub("", line) for line in whole_lines(lock)]


def missing(wanted: list[str], locked: list[str]) -> list[str]:
    """What is asked for and not pinned, or pinned at a version that was not asked for."""
    pins = [Requirement(line) for line in locked]

    def pinned(need: Requirement) -> bool:
        found = [pin for pin in pins if canonicalize_name(pin.name) == canonicalize_name(need.name)]
        return bool(found) and all(need.specifier.contains(next(iter(pin.specifier)).version) for pin in found)

    return [text for text in wanted if not pinned(Requirement(text))]


@pytest.mark.parametrize(("wanted", "lock"), [(KIT, "binder"), (KIT, "tests"), (TEST, "tests")])
def test_everything_asked_for_is_pinned(wanted, lock):
    assert missing(wanted, lines(lock)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_one_exact_version_and_no_address(lock):
    exact = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.+!]*( ; [a-z_]+ .+)?")
    assert [line for line in lines(lock) if not exact.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_has_its_hashes_since_pip_wants_all_or_none(lock):
    assert [line for line in whole_lines(lock) if not HASHES.search(line)] == []


def test_what_is_tested_is_what_learners_get():
    tested = whole_lines("tests")
    assert [line for line in whole_lines("binder") if line not in tested] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_needs_a_newer_python_than_we_promise(lock):
    promised = {"python_full_version": "3.11.0", "python_version": "3.11", "sys_platform": "linux"}
    pins = [Requirement(line) for line in lines(lock)]
    needed = {pin.name for pin in pins if pin.marker is None or pin.marker.evaluate(promised)}
    assert {canonicalize_name(Requirement(text).name) for text in KIT} <= needed


def brought(names: list[str]) -> set[str]:
    """All that these bring along, here."""
    found, ahead = set(), [Requirement(name) for name in names]
    while ahead:
        name = canonicalize_name(ahead.pop().name)
        if name not in found:
            found.add(name)
            needs = [Requirement(text) for text in requires(name) or []]
            ahead += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def test_the_kit_alone_brings_no_room_of_its_own():
    rooms = {"jupyterlab", "jupyter-server", "notebook"}
    assert brought(ALONE) & rooms == set()
    assert brought(KIT) & rooms == {"jupyterlab", "jupyter-server"}


def test_the_rule_bites():
    assert missing(["pandas>=3.0"], ["pandas==2.2.1"]) == ["pandas>=3.0"]
    assert missing(["plotly"], ["pandas==3.1.1"]) == ["plotly"]
    assert missing(["jupyterlab-language-pack-fr-FR"], ["jupyterlab-language-pack-fr-fr==4.5.post3"]) == []
