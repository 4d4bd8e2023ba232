"""A site full of people: made once per number of them, copied for each kind of key, served, measured from outside.

A copy has its own free port, and its server ends with the program that started it: no run is in the way of another.
"""

import http.client
import json
import os
import re
import secrets
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

from .people import Person
from .programs import Program, free_port

SP_PORT = 23181  # in the addresses of its service providers: names only, nothing listens there
WITH_US = ["setpriv", "--pdeathsig", "KILL"]  # a server whose program was killed would go on for ever
KNOWN = 264  # people whose password is known: for the benchmark, 64 with sessions and 200 who arrive at once


class CrowdedSite:
    """One running site."""

    def __init__(self, program: Path, folder: Path, people: list[dict], port: int):
        self.program, self.folder, self._people, self.port = program, folder, people, port
        self.url, self.service_provider = f"http://localhost:{port}", f"http://127.0.0.1:{SP_PORT}/bip"
        self.service_provider_key = folder / "certs" / "demonstration" / "demonstration-bip.key"
        self._server: Program | None = None

    def start(self, before: list | None = None) -> float:
        """Starts the server, through the command `before` if one is given; seconds from there to its first answer."""
        begun = time.perf_counter()
        self._server = Program("convergences", [
            *WITH_US, *(before or []), self.program, "serve", "--config", self.folder / "convergences.json5"], self.folder)
        while not self._answers():
            assert self._server.process.poll() is None, self._server.output()
            time.sleep(0.001)
        return time.perf_counter() - begun

    def stop(self, seconds: float = 10) -> int | None:
        """Asks it to end, insists after a while; its exit code, None if it was not running."""
        if not self._server:
            return None
        code = self._server.stop(seconds)
        self._server = None
        return code

    def discard(self) -> None:
        """Ends it, and nothing is left of this copy."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def decide(self, *options: str) -> None:
        """Settles how the service provider is served, over what its metadata says."""
        subprocess.run([self.program, "service-provider", "set", f"{self.service_provider}/metadata", *options,
                        "--config", self.folder / "convergences.json5"], check=True, capture_output=True)

    @property
    def service_provider_metadata(self) -> Path:
        return self.folder / "metadata" / "bip.xml"

    def register(self, metadata: str) -> None:
        """Takes in new metadata of the service provider, in a file of its own."""
        file = self.folder / "new-metadata.xml"
        file.write_text(metadata)
        subprocess.run([self.program, "service-provider", "import", file, "--application", "bip",
                        "--config", self.folder / "convergences.json5"], check=True, capture_output=True)

    def with_certificate(self, metadata: str, bits: int) -> str:
        """The metadata with the certificate of a new RSA key in the place of each that it has."""
        certificate = self.folder / f"rsa-{bits}.crt"
        subprocess.run(["openssl", "req", "-x509", "-newkey", f"rsa:{bits}", "-noenc", "-days", "30", "-subj", "/CN=bip",
                        "-keyout", self.folder / f"rsa-{bits}.key", "-out", certificate],
                       check=True, capture_output=True)
        text = "".join(certificate.read_text().splitlines()[1:-1])
        for_both_uses = metadata.replace(' use="signing"', "")
        return re.sub(r"(X509Certificate>)[^<]+(<)", rf"\g<1>{text}\g<2>", for_both_uses)

    def soap(self, path: str, message: str) -> bytes:
        """The answer to a message that a service provider sends from server to server."""
        envelope = ('<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>'
                    f"{message}</S:Body></S:Envelope>")
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        connection.request("POST", path, envelope.encode(), {"Content-Type": "text/xml; charset=utf-8"})
        answer = connection.getresponse().read()
        connection.close()
        return answer

    def is_running(self) -> bool:
        return self._server is not None and self._server.process.poll() is None

    def without_process(self) -> "CrowdedSite":
        """What another process needs to know of it."""
        return CrowdedSite(self.program, self.folder, self._people, self.port)

    def kill(self) -> None:
        """Ends it at once, as a power cut would."""
        assert self._server
        self._server.kill()
        self._server = None

    def log(self) -> str:
        """What the server has said so far, in all its lives."""
        return (self.folder / "convergences.log").read_text(errors="replace")

    def start_and_stop(self) -> float:
        """One start, ended at once; seconds to its first answer."""
        seconds = self.start()
        self.stop()
        return seconds

    def person(self, index: int) -> Person:
        known = self._people[index]
        return Person(self.port, known["email"], known["password"])

    def named(self, email: str) -> Person:
        """One of the people of the demonstration's world: the operator, the référente."""
        return Person(self.port, email, json.loads((self.folder / "accounts.json").read_text())[email])

    def cpu(self) -> float:
        """Seconds of processor that the server has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self, limit: float = 900) -> float:
        """Waits until what the server does by itself is done, such as reading the whole journal again, which it does at
        its first start and once a week; seconds that it took."""
        begun, quiet, before = time.perf_counter(), 0, self.cpu()
        while quiet < 3:
            assert time.perf_counter() - begun < limit, f"the server was never idle in {limit:.0f} s"
            time.sleep(0.5)
            now = self.cpu()
            quiet = quiet + 1 if now - before <= 0.02 else 0
            before = now
        return time.perf_counter() - begun

    def pss(self) -> float | None:
        """The server's share of memory, in MiB; None unless root: the server shows its memory to nobody else."""
        try:
            rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        except PermissionError:
            return None
        return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) / 1024

    def _answers(self) -> bool:
        head = f"GET /saml/metadata HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n\r\n"
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as client:
                client.sendall(head.encode())
                return client.recv(64).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    @property
    def pid(self) -> int:
        assert self._server
        return self._server.process.pid


def prepare(program: Path, cache: Path, users: int, key: str, known: int = KNOWN) -> CrowdedSite:
    """A fresh copy of the site with so many people, on a free port, signing with a new key of that kind."""
    template = cache / f"users-{users}"
    if not (template / "people.json").exists():
        _make(program, template, users, known)
    for left in cache.glob("running-*"):
        if left.stat().st_mtime < time.time() - 86_400:  # of a run that was killed
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="running-", dir=cache))
    shutil.copytree(template, folder, dirs_exist_ok=True)
    folder.touch()
    port = free_port()
    # The site keeps its entityID, which is a name; its address is the configuration's alone.
    configuration = folder / "convergences.json5"
    configuration.write_text(re.sub(r"(publicURL|listen): (\".*):\d+\"", rf'\1: \2:{port}"', configuration.read_text()))
    subprocess.run([program, "key", "replace", "--type", key, "--reason", "another kind of key to measure",
                    "--config", configuration], check=True, capture_output=True)
    return CrowdedSite(program, folder, json.loads((folder / "people.json").read_text()), port)


def _make(program: Path, folder: Path, users: int, known: int) -> None:
    print(f"making a site with {users:,} people (kept in {folder} for the next run)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    subprocess.run([program, "demo", "--prepare", "--folder", folder, "--port", str(SP_PORT - 1), "--sp-port", str(SP_PORT),
                    "--users", str(users)], check=True, capture_output=True)
    configuration = folder / "convergences.json5"
    configuration.write_text(configuration.read_text().replace(
        "trustedProxies: []", 'trustedProxies: ["127.0.0.1"]'))
    # The demonstration's service providers sign their requests; here one may and need not.
    metadata = folder / "metadata" / "bip.xml"
    metadata.write_text(metadata.read_text().replace('AuthnRequestsSigned="true"', 'AuthnRequestsSigned="false"'))
    subprocess.run([program, "service-provider", "import", metadata, "--application", "bip", "--config", configuration],
                   check=True, capture_output=True)
    people = []
    for user, email in _crowd(folder / "convergences.sqlite", known):
        password = secrets.token_urlsafe(15)
        subprocess.run([program, "user", "password", str(user), "--config", configuration],
                       input=password + "\n", text=True, check=True, capture_output=True)
        people.append({"email": email, "password": password})
    (folder / "people.json").write_text(json.dumps(people))


def _crowd(database: Path, known: int) -> list[tuple[int, str]]:
    """Some of the generated people, spread over the structures."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT id, email FROM user WHERE email GLOB '*.[0-9]*@ville-*' ORDER BY id").fetchall()
    return rows[::max(1, len(rows) // known)][:known]

