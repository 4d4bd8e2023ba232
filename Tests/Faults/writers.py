"""People and operators who write all the time, and remember what was acknowledged to them."""

import random
import secrets
import subprocess
import threading
from http.client import HTTPException

from Harness.authn_requests import AuthnRequest
from Harness.crowded_site import CrowdedSite
from Harness.people import Person


class Writers:
    """Threads that write to a site until it dies; what they note down was answered, so it must be there afterwards."""

    def __init__(self, site: CrowdedSite, people: list[Person]):
        self._site, self._people = site, people
        self._stopping = threading.Event()
        self.sessions: list[Person] = []
        self.requests: list[str] = []  # IDs of AuthnRequests that were answered with an assertion
        self.structures: list[str] = []
        self.surprises: list[str] = []
        self._threads = [threading.Thread(target=work) for work in
                         (self._sign_in, self._sign_on, self._sign_on, self._sign_on, self._operate)]

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _sign_in(self) -> None:
        """New sessions, which are durable before the answer."""
        while not self._stopping.is_set():
            person = self._fresh(random.choice(self._people))
            if self._attempt(person.sign_in):
                self.sessions.append(person)

    def _sign_on(self) -> None:
        """What a sign-on writes, which survives the end of the process."""
        person = random.choice(self._people)
        person = self._fresh(person, person.cookies)
        while not self._stopping.is_set():
            request = AuthnRequest(self._site.url, self._site.service_provider)

            def ask() -> None:
                status, page, _ = person.ask("GET", "/saml/sso?" + request.query())
                assert status == 200 and "SAMLResponse" in page, f"{status} {page[:200]}"
                self.requests.append(request.id)
            self._attempt(ask)

    def _operate(self) -> None:
        """Changes by the command line, which is ended with the server: each writes a structure and the journal."""
        while not self._stopping.is_set():
            name = f"Collectivité {secrets.token_hex(8)}"
            process = subprocess.Popen([self._site.program, "structure", "add", "--name", name, "--config",
                                        self._site.folder / "convergences.json5"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE)
            while process.poll() is None:
                if self._stopping.wait(0.002):
                    process.kill()
            _, said = process.communicate()
            if process.returncode == 0:
                self.structures.append(name)
            elif process.returncode > 0:
                self.surprises.append(f"structure add: {said.decode()}")

    def _fresh(self, person: Person, cookies: dict | None = None) -> Person:
        copy = person.another_browser()
        copy.cookies = dict(cookies or {})
        return copy

    def _attempt(self, action) -> bool:
        try:
            action()
            return True
        except (OSError, HTTPException):
            pass  # the server died: nothing was acknowledged
        except AssertionError as error:
            # A sign-in that a kill cut off stays counted as a failure, so that an account may have to wait (429).
            if ": 429" not in str(error):
                self.surprises.append(str(error))
        self._stopping.wait(0.01)
        return False
