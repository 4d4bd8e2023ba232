"""A small repository to try a script in."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Repository:
    """A small git repository of its own, with scripts of ours in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        return self._run("git", *arguments, check=True).stdout.strip()

    def run(self, *command: str) -> subprocess.CompletedProcess:
        return self._run(*command)

    def add_script(self, name: str) -> None:
        (self.folder / "Scripts").mkdir(exist_ok=True)
        shutil.copy(ROOT / "Scripts" / name, self.folder / "Scripts" / name)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "As it is")

    def _run(self, *command: str, check: bool = False) -> subprocess.CompletedProcess:
        # Nobody's own configuration of git, and a name to commit under.
        person = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
                  for what, value in (("NAME", "A Person"), ("EMAIL", "person@example.org"))}
        environment = {**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=check)
