"""What the code host and its robots read is valid, asks for little, and says the same as the rest of the house."""

import re
import shutil
import sysconfig
import tomllib

import json5
import pytest
from click.testing import CliRunner
from pre_commit.clientlib import InvalidConfigError, load_config
from ruamel.yaml import YAML

from .owner import accounts, change, owner, places
from .release_notes import notes, of_tag
from .sources import ROOT

HOST = ROOT / ".github"
WORKFLOWS = sorted((HOST / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (HOST / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "custom.github-workflows-require-timeout": WORKFLOWS,
    "vendor.dependabot": [HOST / "dependabot.yml"],
    "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [HOST / "ISSUE_TEMPLATE" / "config.yml"],
    "vendor.citation-file-format": [ROOT / "CITATION.cff"],
}
CONTAINER = ROOT / ".devcontainer" / "devcontainer.json"
TOLD = [*WORKFLOWS, *ROOT.glob("*.md"), *HOST.glob("*.md"), CONTAINER]
TARGETS = set(re.findall(r"^([\w./-]+)(?= *[\w./-]*:(?!=))", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
FIRST = WORKFLOWS[0].read_text("utf-8")
MAY_MORE = {
    "pypi": {"id-token": "write"},
    "notes": {"contents": "write"},
    "publish": {"pages": "write", "id-token": "write"},
}
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def complaints(schema: str, *files) -> str:
    """What check-jsonschema says about these files, blank when nothing is wrong."""
    from check_jsonschema import main as check_jsonschema  # two seconds, for the process that needs it alone

    asked = ["--builtin-schema", schema, "--default-filetype", "yaml", *map(str, files)]
    result = CliRunner().invoke(check_jsonschema, asked)
    return "" if result.exit_code == 0 else result.output or repr(result.exception)


def read(path) -> dict:
    """Content of a YAML file, with `on` as the word that it is."""
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def no_targets(text: str) -> list[str]:
    """What a text has `make` make in a command, and the Makefile does not know."""
    commands = re.findall(r"(?:^|[`\"'&(]|run: )make ([a-z.][\w./-]*)", text, re.MULTILINE)
    return [name for name in commands if name not in TARGETS]


def too_much(workflow: dict) -> list[str]:
    """What a workflow may do, runs or leaves open beyond what it must."""
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    found = [action for action in used if not re.fullmatch(r"[\w/-]+@(release/)?v\d+", action)]
    found += [key for key in ("permissions", "concurrency") if key not in workflow]
    found += [name for name, job in workflow["jobs"].items() if job.get("permissions") != MAY_MORE.get(name)]
    return found + ([] if workflow.get("permissions") == {"contents": "read"} else ["more than reading"])


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_for_the_host_hold_to_their_schema(schema):
    assert SCHEMAS[schema]
    assert complaints(schema, *SCHEMAS[schema]) == ""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_only_read_and_run_actions_of_one_major_version(path):
    assert too_much(read(path)) == []


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_make_knows_what_it_is_told_to_make(path):
    assert no_targets(path.read_text("utf-8")) == []


def test_issue_forms_are_twins():
    asked = {path.name: [part.get("id") for part in read(path)["body"]] for path in FORMS}
    assert asked
    for name, questions in asked.items():
        assert asked[re.sub(r"\.\w+\.", ".en.", name)] == asked[re.sub(r"\.\w+\.", ".fr.", name)] == questions


def test_development_container_makes_itself_ready_and_opens_the_port_of_the_lab():
    container = json5.loads(CONTAINER.read_text("utf-8"))
    assert container["postCreateCommand"] == "make .venv/test.ready"
    assert container["forwardPorts"] == [8888]


def test_hooks_are_valid_and_start_what_is_installed():
    hooks = [hook for repo in load_config(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    programs = {hook["entry"].split()[0].removeprefix(".venv/bin/") for hook in hooks}
    assert [name for name in programs if not shutil.which(name, path=sysconfig.get_path("scripts"))] == []


def test_version_is_the_same_everywhere_and_has_release_notes():
    assert read(ROOT / "CITATION.cff")["version"] == VERSION
    assert "- " in of_tag(f"v{VERSION}")
    with pytest.raises(SystemExit, match="The tag is v0"):
        of_tag("v0")


def test_release_notes_are_the_part_of_that_version():
    changelog = "# Changelog\n\n## Unreleased\n\n- c\n\n## 1.10.0 – 2027-01-01\n\n- b\n\n## 1.1.0 – 2026-01-01\n\n- a\n"
    assert notes(changelog, "1.10.0") == "- b"
    assert notes(changelog, "1.1.0") == "- a"
    assert notes(changelog, "1.1") == ""


def test_one_account_is_named_everywhere():
    named = {path.name: accounts(path.read_text("utf-8")) for path in places()}
    assert {name for name, found in named.items() if found} >= {"README.md", "README.fr.md", "CITATION.cff"}
    assert {name: found for name, found in named.items() if found - {owner()}} == {}


def test_nothing_else_names_an_account():
    files = [path for folder in ("binder", "data", "kvi_widgets", "notebooks") for path in (ROOT / folder).rglob("*.*")]
    texts = [path for path in files if path.suffix in {".csv", ".ipynb", ".j2", ".js", ".json", ".md", ".py", ".toml"}]
    assert [path.name for path in texts if accounts(path.read_text("utf-8"))] == []


def test_one_command_writes_an_account_everywhere_and_back(tmp_path):
    for path in places():
        (tmp_path / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    before = {path: path.read_bytes() for path in places(tmp_path)}
    changed = change("some-School-7", tmp_path)
    assert owner(tmp_path) == "some-School-7"
    assert {name for path in places(tmp_path) for name in accounts(path.read_text("utf-8"))} == {"some-School-7"}
    assert {path.name for path in changed} >= {"README.md", "README.fr.md", "pyproject.toml", "CITATION.cff"}
    change(owner(), tmp_path)
    assert {path: path.read_bytes() for path in places(tmp_path)} == before


@pytest.mark.parametrize("account", ["", "-x", "me/kit", "a b", "x" * 40])
def test_what_is_no_account_changes_nothing(account, tmp_path):
    with pytest.raises(SystemExit, match="make owner OWNER"):
        change(account, tmp_path)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("runs-on:", "runs_on:"),
        ("on:\n", "when:\n"),
        ("timeout-minutes: 20", "timeout-minutes: soon"),
        ("    steps:\n", "    steps: {}\n"),
        ("- run: make quick", "run: make quick"),
        ("contents: read", "contents: look"),
    ],
)
def test_a_broken_workflow_is_caught(right, wrong, tmp_path):
    assert right in FIRST
    (tmp_path / "broken.yml").write_text(FIRST.replace(right, wrong, 1), "utf-8")
    assert complaints("vendor.github-workflows", tmp_path / "broken.yml")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("contents: read", "contents: write"),
        ("permissions:\n  contents: read\n", ""),
        ("actions/checkout@v6", "actions/checkout@main"),
        ("concurrency:", "x-concurrency:"),
        ("    runs-on:", "    permissions: write-all\n    runs-on:"),
    ],
)
def test_a_workflow_that_asks_too_much_is_caught(right, wrong, tmp_path):
    assert right in FIRST
    (tmp_path / "greedy.yml").write_text(FIRST.replace(right, wrong, 1), "utf-8")
    assert too_much(read(tmp_path / "greedy.yml")) != []


def test_a_job_without_end_is_caught(tmp_path):
    (tmp_path / "endless.yml").write_text(re.sub(r" +timeout-minutes: \d+\n", "", FIRST), "utf-8")
    assert complaints("custom.github-workflows-require-timeout", tmp_path / "endless.yml")


def test_a_target_that_is_not_there_is_caught():
    assert no_targets("- run: make quick\n- run: make coffee TESTS=x\n`make tea`, make sure") == ["coffee", "tea"]


def test_a_broken_hook_is_caught(tmp_path):
    broken = (ROOT / ".pre-commit-config.yaml").read_text("utf-8").replace("entry:", "enter:", 1)
    (tmp_path / "hooks.yaml").write_text(broken, "utf-8")
    with pytest.raises(InvalidConfigError):
        load_config(tmp_path / "hooks.yaml")
