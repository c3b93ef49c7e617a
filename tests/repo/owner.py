"""Write the account that holds this copy wherever the repository is named: ``make owner OWNER=my-account``.

``[project.urls]`` in ``pyproject.toml`` is the one place that says which account it is.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
ACCOUNT = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}"
NAMED = re.compile(rf"(?<=[/\s])({ACCOUNT})(?=(?:\.github\.io)?/kvi-workshop\b)")


def places(root: Path = ROOT) -> list[Path]:
    """Files that may name the repository."""
    found = [*root.glob("*"), *(root / ".github").rglob("*")]
    return sorted(path for path in found if path.suffix in {".cff", ".md", ".toml", ".yml"})


def accounts(text: str) -> set[str]:
    """Accounts that a text says to hold the repository."""
    return set(NAMED.findall(text))


def owner(root: Path = ROOT) -> str:
    """The account in ``[project.urls]``."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    [account] = accounts(project["urls"]["Source"])
    return account


def change(account: str, root: Path = ROOT) -> list[Path]:
    """Write this account everywhere; gives the files that it changed."""
    if not re.fullmatch(ACCOUNT, account):
        sys.exit("Say which account: make owner OWNER=my-account")
    changed = []
    for path in places(root):
        old = path.read_text("utf-8")
        if (new := NAMED.sub(account, old)) != old:
            path.write_text(new, "utf-8", newline="\n")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for path in change(" ".join(sys.argv[1:])):
        print(path.relative_to(ROOT))
