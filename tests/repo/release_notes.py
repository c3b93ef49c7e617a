"""What CHANGELOG.md says about a tag, for the page of its release: ``python -m tests.repo.release_notes v1.0.0``."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def notes(changelog: str, version: str) -> str:
    """Part of a changelog below the heading of this version; blank when there is none."""
    parts = re.split(r"^## (.+)\n", changelog, flags=re.MULTILINE)[1:]
    found = [
        text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True) if heading.split()[0] == version
    ]
    return "".join(found)


def of_tag(tag: str, root: Path = ROOT) -> str:
    """Notes for a tag, which has to be the version in ``pyproject.toml``."""
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if tag != f"v{version}":
        sys.exit(f"The tag is {tag}, the version in pyproject.toml is {version}.")
    return notes((root / "CHANGELOG.md").read_text("utf-8"), version) or sys.exit(f"CHANGELOG.md has no {version}.")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print(of_tag(sys.argv[1]))
