"""Doors that learners come in by without a hub: three servers of the same lessons, each with a link of its own."""

import os
import subprocess
from pathlib import Path

from .hub import BIN
from .lab import answers, copy_lessons, free_port, stop_server

PRIVATE = ("--no-browser", "--allow-root", "--ip=127.0.0.1", "--IdentityProvider.token=", "--LabApp.news_url=None")
# What is started, and where its lessons are.
DOORS = {
    "JupyterLab": (("jupyter-lab", *PRIVATE), "doc/tree/notebooks/fr"),
    "Notebook 7": (("jupyter-notebook", *PRIVATE), "notebooks/notebooks/fr"),
    "Voilà": (
        ("voila", "--no-browser", "--VoilaConfiguration.http_header_envs=Cookie", "notebooks/fr"),
        "voila/render",
    ),
}


class Door:
    """A server in a folder of its own, which holds the lessons and remembers their answers."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.port = folder, free_port()
        self.command, self.lessons = DOORS[name]
        self.address = f"http://127.0.0.1:{self.port}"
        copy_lessons(folder, "fr")
        private = {f"JUPYTER_{place}_DIR": str(folder / place.lower()) for place in ("CONFIG", "DATA", "RUNTIME")}
        # The lessons' own settings, and no others that this machine may have.
        others = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "KVI"))}
        self.env = others | private
        trust = [BIN / "python", "-m", "kvi_widgets", "trust", "notebooks/fr"]
        subprocess.run(trust, cwd=folder, env=self.env, check=True, stdout=subprocess.DEVNULL)
        self.start()

    def link(self, lesson: str = "03_kvi.ipynb") -> str:
        """Address of a lesson."""
        return f"{self.address}/{self.lessons}/{lesson}"

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        program, *options = self.command
        with (self.folder / "server.log").open("w") as log:
            self.server = subprocess.Popen(
                [BIN / program, f"--port={self.port}", *options], cwd=self.folder, env=self.env, stdout=log, stderr=log
            )
        if not answers(self.server, self.address):
            self.stop()
            raise RuntimeError((self.folder / "server.log").read_text())

    def stop(self) -> None:
        """Stop the server with its kernels, as a sleeping laptop does."""
        stop_server(self.server)
