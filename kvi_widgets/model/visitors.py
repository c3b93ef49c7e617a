"""Many visitors of one Voilà server: each has an answer file of their own, by a cookie of their browser."""

import os
import re
from pathlib import Path

COOKIE = re.compile(r"(?:^|; ?)kvi-visitor=([0-9a-f]{32})(?:;|$)")
OF_VOILA = {"VOILA_REQUEST_URL", "VOILA_PREHEAT"}


def visitor() -> str | None:
    """Who visits; blank for one who is not known yet, None where a notebook has no visitors.

    Voilà hands the cookie on where it is started with ``--VoilaConfiguration.http_header_envs=Cookie``.
    A kernel that it keeps ready (``--preheat_kernel``) is started before anybody comes, and knows nobody.
    A JupyterHub's server is its learner's own, also where Voilà shows its notebooks.

    >>> visitor()
    """
    if not OF_VOILA & os.environ.keys() or "JUPYTERHUB_USER" in os.environ:
        return None
    found = COOKIE.search(os.environ.get("HTTP_COOKIE", ""))
    return found[1] if found else ""


def visitors_file(path: Path) -> Path:
    """The file of who visits beside the one that was asked for; nobody's answers are kept without a name.

    >>> visitors_file(Path("answers/my-workshop.json")).name
    'my-workshop.json'
    """
    known = visitor()
    if known is None:
        return path
    return path.with_name(f"{path.stem}-{known}{path.suffix}") if known else Path(os.devnull)
