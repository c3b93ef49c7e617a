"""Find the browsers of the tests, or install them.

The one that is there comes first, then Debian's package when we are root, then Playwright's own. Of Firefox Playwright
can only drive its own, which is not what learners use: where we are not root, what is there has to do.
"""

import os
import shutil
import subprocess
import sys

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Path of a Chromium on this machine; None when Playwright has to bring its own."""
    return _first("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_firefox() -> str | None:
    """Path of a Firefox on this machine."""
    return _first("firefox-esr", "firefox")


def install() -> None:
    """Install what is not there."""
    by_apt = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    missing = [name for name, path in (("chromium", find()), ("firefox-esr", find_firefox())) if not path]
    if missing and by_apt:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(
            ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing],
            check=True,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    elif "chromium" in missing:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _first(*names: str) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


if __name__ == "__main__":
    install()
