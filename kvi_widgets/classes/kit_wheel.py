"""The kit as one wheel, made of its own files, so that a class carries it also where there is no network."""

import base64
import hashlib
import re
import tomllib

from kvi_widgets.classes.class_files import kit_files, part, text_bytes, zip_files

PURE_WHEEL = b"Wheel-Version: 1.0\nGenerator: kvi\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def kit_version() -> str:
    """Version of this kit.

    >>> int(kit_version().split(".")[0]) >= 1
    True
    """
    return tomllib.loads(text_bytes(part("pyproject.toml")).decode())["project"]["version"]


def kit_wheel(language: str) -> tuple[str, bytes]:
    """Name and content of the wheel, the same to the last byte each time; its menus are in this language.

    >>> from kvi_widgets.classes.class_files import unzip_files
    >>> "kvi_widgets/data/fr/kvi.toml" in unzip_files(kit_wheel("en")[1])
    True
    """
    files = kit_files()
    # Whoever forgets to name pack/labconfig still has menus in the language of the class.
    pyproject = re.sub(rb"data/\w+/labconfig", f"data/{language}/labconfig".encode(), files["pyproject.toml"])
    files["pyproject.toml"] = pyproject
    settings = tomllib.loads(pyproject.decode())
    project, target = settings["project"], settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    stem = f"{project['name'].replace('-', '_')}-{project['version']}"
    inside = target["sources"] | target["force-include"]
    placed = {_placed(name, inside): data for name, data in files.items()}
    for source, place in target["shared-data"].items():
        shared = {name: data for name, data in files.items() if f"{name}/".startswith(f"{source}/")}
        placed |= {f"{stem}.data/data/{place}{name.removeprefix(source)}": data for name, data in shared.items()}
    about = {"Metadata-Version": "2.1", "Name": project["name"], "Version": project["version"]}
    about |= {"Requires-Python": project["requires-python"]}
    lines = [*about.items(), *(("Requires-Dist", name) for name in project["dependencies"])]
    for extra, names in project["optional-dependencies"].items():
        lines += [("Provides-Extra", extra), *(("Requires-Dist", f'{name}; extra == "{extra}"') for name in names)]
    placed[f"{stem}.dist-info/METADATA"] = "".join(f"{key}: {value}\n" for key, value in lines).encode()
    placed[f"{stem}.dist-info/WHEEL"] = PURE_WHEEL
    record = f"{stem}.dist-info/RECORD"
    sums = [f"{name},sha256={_sum(data)},{len(data)}\n" for name, data in sorted(placed.items())]
    return f"{stem}-py3-none-any.whl", zip_files(placed | {record: f"{''.join(sums)}{record},,\n".encode()})


def _placed(name: str, inside: dict[str, str]) -> str:
    """Where a file of the kit lies in the wheel."""
    first, _, rest = name.partition("/")
    return f"{inside[first]}/{rest}".rstrip("/") if first in inside else name


def _sum(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
