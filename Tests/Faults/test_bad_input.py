"""Every named case of bad input, sent to a running server by a browser that is signed in and entitled, so that only the
check in question stands between the case and an assertion."""

import base64
import html
import re
import subprocess
import time
from pathlib import Path
from urllib.parse import unquote

import pytest

from Harness.bad_input import CASES, HARMLESS, Case, Given, given_for
from Harness.crowded_site import prepare
from Harness.product import CHOSEN, EXECUTABLE
from Harness.wire import Wire

TIMES = 4  # each case is sent so often: the clock of processors ticks in hundredths
CPU = 0.020 if not CHOSEN else 0.200  # seconds for one request, at most; another build may not be optimised
MEMORY = 8 * 1024  # KiB, at most


class Target:
    """A server, what a browser of it sends, and what the server spends."""

    def __init__(self, site, stranger: Path):
        self.site = site
        self.person = site.person(0)
        self.person.sign_in()
        self.given: Given = given_for(site, self.person, stranger)

    def send(self, case: Case) -> tuple[int, bytes]:
        wire = Wire(self.site.port, timeout=20)
        try:
            status, answer = wire.ask(case.make(self.given))
            location = re.search(rb"\r\nlocation: (/saml/continue/\S+)", answer)
            if status == 303 and location:  # a form waits; our own page goes on with it
                status, answer = wire.ask(self.given.get(location[1].decode()))
            return status, answer
        finally:
            wire.close()

    def memory(self, field: str) -> int:
        status = Path(f"/proc/{self.site.pid}/status").read_text()
        return int(re.search(rf"{field}:\s*(\d+)", status)[1])

    def forget_peak(self) -> bool:
        """Lets the peak of memory begin anew; only root may."""
        try:
            Path(f"/proc/{self.site.pid}/clear_refs").write_text("5")
            return True
        except OSError:
            return False


@pytest.fixture(scope="module")
def stranger(workshop) -> Path:
    key = workshop / "stranger.key"
    subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key],
                   check=True, capture_output=True)
    return key


@pytest.fixture(scope="module")
def target(request, workshop, stranger) -> Target:
    site = prepare(EXECUTABLE.resolve(), workshop / "crowd", 24, "ec-p256", known=24)
    if request.param:
        site.decide("--require-signed-requests", "yes")
    site.start()
    yield Target(site, stranger)
    site.discard()


EITHER = pytest.mark.parametrize("target", [False, True], ids=["may sign", "must sign"], indirect=True)


@EITHER
def test_a_good_request_is_answered(target):
    """Else the refusals below would mean nothing."""
    given = target.given
    for request in (given.get("/saml/sso?" + given.request().query(given.signer)),
                    given.form(given.request().xml(given.signer))):
        status, answer = target.send(Case("good", lambda _: request))
        assert status == 200 and b'name="SAMLResponse"' in answer, (status, answer[:500])


@pytest.mark.parametrize(
    "target, case", [(case.needs_signature, case) for case in sorted(CASES, key=lambda case: case.needs_signature)],
    ids=[case.name for case in sorted(CASES, key=lambda case: case.needs_signature)], indirect=["target"])
def test_bad_input(target, case):
    """A clear, harmless answer, at a small price."""
    begun = time.monotonic()
    target.send(case)  # warm
    times = TIMES if time.monotonic() - begun < 5 else 1  # what runs into a time limit is waited for once
    has_peak = target.forget_peak()
    memory, cpu = target.memory("VmRSS"), target.site.cpu()
    for _ in range(times):
        status, answer = target.send(case)
        assert status < 500 or status == 505, answer[:300]
        if case.outcome == HARMLESS:
            assert_harmless(status, answer, case, target)
        else:
            assert status == 0 or 400 <= status < 500 or status == 505, (status, answer[:300])
            assert b"SAMLResponse" not in answer
        assert b"root:x:" not in answer and b"PRIVATE KEY" not in answer
    spent = (target.site.cpu() - cpu) / times
    assert spent <= CPU, f"{spent * 1000:.0f} ms of processor"
    if has_peak:
        grown = target.memory("VmHWM") - memory
        assert grown <= MEMORY, f"{grown} KiB more"


def assert_harmless(status: int, answer: bytes, case: Case, target: Target) -> None:
    """Answered at the registered consumer; what came is echoed exactly, and escaped."""
    assert status == 200, (status, answer[:300])
    assert b"<script>" not in answer and b"<h1>bonjour" not in answer and b"planted" not in answer.split(b"\r\n\r\n")[0]
    field = re.search(rb'name="SAMLResponse" value="([^"]*)"', answer)
    response = base64.b64decode(field[1])
    assert f'Destination="{target.given.service_provider}/acs"'.encode() in response
    if case.name.startswith("RelayState"):
        echoed = re.search(rb'name="RelayState" value="([^"]*)"', answer)
        sent = re.search(rb"RelayState=(\S*)", case.make(target.given))
        assert html.unescape(echoed[1].decode()) == unquote(sent[1].decode())


@EITHER
def test_the_server_is_unharmed(target):
    assert target.site.is_running()
    assert target.person.ask("GET", "/")[0] == 200
