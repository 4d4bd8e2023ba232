"""The product as people run it: a site made through its command line, served on a free port."""

import json
import os
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .mailbox import Mailbox
from .programs import Program, free_port

ROOT = Path(__file__).parents[2]
# Another build of the program, for whoever writes tests: nothing is built then.
CHOSEN = os.environ.get("CONVERGENCES_EXECUTABLE")
EXECUTABLE = Path(CHOSEN) if CHOSEN else ROOT / ".build" / "release" / "convergences"


class Site:
    """A site of its own folder; every change goes through the same commands that an operator types."""

    def __init__(self, folder: Path, public_url: str | None = None, key: str = "rsa-3072"):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        self.adopt(folder, free_port(), public_url)
        proxies = ["--trusted-proxy", "127.0.0.1"] if public_url else []
        made = json.loads(self.run("site", "init", "--json", "--public-url", self.public_url,
                                   "--listen", f"127.0.0.1:{self.port}", "--key", key, *proxies))
        self.metadata = Path(made["metadata"])  # as it is handed to service providers
        self.certificate = Path(made["certificate"])  # of the signing key

    def adopt(self, folder: Path, port: int, public_url: str | None = None, entity_id: str | None = None) -> None:
        """Becomes the site in a folder; its entityID is that of its first address."""
        self.port = port
        self.public_url = public_url or f"http://localhost:{port}"
        self.entity_id = entity_id or f"{self.public_url}/saml/metadata"
        self._folder = folder
        self._program: Program | None = None
        self.mailbox = Mailbox(folder / "mails")

    def run(self, *arguments, text: str | None = None) -> str:
        """One command on this site; what it prints."""
        return self._call(*arguments, "--config", self._folder / "convergences.json5", text=text)

    def decide(self, service_provider: str, **decisions: str) -> None:
        """Settles how a service provider is served, over what its metadata says; "default" takes it back."""
        options = [word for name, value in decisions.items() for word in (f"--{name.replace('_', '-')}", value)]
        self.run("service-provider", "set", service_provider, *options)

    @contextmanager
    def deciding(self, service_provider: str, **decisions: str) -> Iterator[None]:
        """The same for a while."""
        self.decide(service_provider, **decisions)
        try:
            yield
        finally:
            self.decide(service_provider, **dict.fromkeys(decisions, "default"))

    def end_idly(self, email: str) -> None:
        """Ends the sessions of a person as two idle hours would."""
        store = sqlite3.connect(self._folder / "convergences.sqlite", timeout=10)
        with store:
            store.execute("UPDATE session SET idle_ends_at = ? WHERE user = (SELECT id FROM user WHERE email = ?)",
                          (int(time.time() * 1000) - 1000, email))
        store.close()

    def first_visit(self, email: str) -> str:
        """The link with which a person chooses a password."""
        return json.loads(self.run("user", "activation-link", email, "--json"))["link"]

    def start(self) -> "Site":
        self._program = Program(
            "convergences", [EXECUTABLE, "serve", "--config", self._folder / "convergences.json5"], self._folder)
        self._program.wait_until(self._answers)
        return self

    def stop(self) -> int:
        """Asks for a graceful end; the exit code."""
        assert self._program
        return self._program.stop()

    def kill(self) -> None:
        """Ends it at once, as a power cut would."""
        assert self._program
        self._program.kill()

    def copy(self, folder: Path) -> Path:
        """All that it is, while it is stopped."""
        return Path(shutil.copytree(self._folder, folder))

    def become(self, copy: Path) -> None:
        """As it was when the copy was made, while it is stopped; what it was till now is gone."""
        shutil.rmtree(self._folder)
        shutil.copytree(copy, self._folder)

    def log(self) -> str:
        assert self._program
        return self._program.output()

    def _answers(self) -> bool:
        host = self.public_url.split("//")[1]
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/saml/metadata", headers={"Host": host})
        try:
            with urllib.request.urlopen(request, timeout=2):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def _call(self, *arguments, text: str | None = None) -> str:
        result = subprocess.run([str(EXECUTABLE), *map(str, arguments)], cwd=self._folder, input=text or "",
                                capture_output=True, text=True, timeout=60, check=False)
        assert result.returncode == 0, f"convergences {' '.join(map(str, arguments))}: {result.stderr}{result.stdout}"
        return result.stdout
