"""Serves a site with a program and keeps it busy with everything at once, then stops it: `Scripts/sanitize` runs this
with a program that a sanitizer was built into. Usage: load.py PROGRAM SECONDS"""

import itertools
import sqlite3
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from Harness.authn_requests import AuthnRequest  # noqa: E402
from Harness.crowded_site import prepare  # noqa: E402

OPERATOR, REFERENT = "claire.morel@cig.example", "nadia.benslimane@ville-valmont.example"
PAGES = ["/", "/profil", "/profil/sessions", "/annuaire", "/annuaire/utilisateurs", "/annuaire/utilisateurs?q=mar",
         "/annuaire/structures", "/annuaire/applications", "/annuaire/applications/bip", "/annuaire/utilisateurs/export",
         "/journal", "/suivi", "/travaux", "/exploitation", "/exploitation/integration", "/saml/metadata", "/plan-du-site"]


class Crowd:
    """Sixteen connections, each busy with its own kind of work, and the outbox and the jobs behind them."""

    def __init__(self, site):
        self.site = site
        with closing(sqlite3.connect(site.folder / "convergences.sqlite")) as connection:
            (self.town,) = connection.execute("SELECT id FROM structure WHERE name = 'Ville de Valmont'").fetchone()
        self.desk = {email: site.named(email) for email in (OPERATOR, REFERENT)}
        for person in self.desk.values():
            person.sign_in()
        self.stopping, self.wrong, self.answers = threading.Event(), [], itertools.count()

    def run(self, seconds: float) -> int:
        work = [self.sign_on] * 5 + [self.sign_in] * 3 + [self.browse] * 4 + [self.ask_for_links] * 2 + [
            self.import_list] * 2
        threads = [threading.Thread(target=self._repeat, args=(task, number)) for number, task in enumerate(work)]
        for thread in threads:
            thread.start()
        self.stopping.wait(seconds)
        self.stopping.set()
        for thread in threads:
            thread.join()
        return next(self.answers)

    def _repeat(self, task, number: int) -> None:
        try:
            for round_ in itertools.count():
                for status, page in task(number, round_):
                    next(self.answers)
                    if status >= 500:
                        self.wrong.append(f"{task.__name__}: {status}\n{page[:500]}")
                    if self.stopping.is_set():
                        return
        except (OSError, AssertionError) as error:
            self.wrong.append(f"{task.__name__}: {error}")
            self.stopping.set()

    def _of_the_desk(self, email: str):
        """Another tab: somebody who signed in many times at once would have to wait."""
        person = self.desk[email].another_browser()
        person.cookies = dict(self.desk[email].cookies)
        return person

    def sign_on(self, number: int, _):
        person = self.site.person(number)
        person.sign_in()
        for _ in range(50):
            status, page, _ = person.ask("GET", "/saml/sso?" + AuthnRequest(self.site.url, self.site.service_provider).query())
            assert 'name="SAMLResponse"' in page, f"{status} {page[:300]}"
            yield status, page

    def sign_in(self, number: int, round_: int):
        person = self.site.person(number)
        person.sign_in()
        yield person.ask("GET", "/")[:2]
        yield person.ask("POST", "/deconnexion", {"jeton": person.token("/profil")})[:2]
        person.close()

    def browse(self, number: int, _):
        person = self._of_the_desk(OPERATOR if number % 2 else REFERENT)
        for path in PAGES * 5:
            yield person.ask("GET", path)[:2]

    def ask_for_links(self, number: int, round_: int):
        person = self.site.person(16 + (2 * round_ + number) % 40)
        path = "/mot-de-passe/oublie" if number % 2 else "/premiere-visite"
        yield person.ask("POST", path, {"jeton": person.token(path), "email": person.email})[:2]
        person.close()

    def import_list(self, number: int, round_: int):
        """A job, its pieces, and its letters."""
        person = self._of_the_desk(REFERENT)
        lines = [f"Arrivée;Zoé;arrivee{number}.{round_}.{line}@ville-valmont.example" for line in range(20)]
        status, page, draft = person.ask("POST", "/annuaire/utilisateurs/importer", {
            "jeton": person.token("/profil"), "liste": "\n".join(["Nom;Prénom;Adresse électronique", *lines]),
            "structure": str(self.town)})
        assert status == 303, f"{status} {page[:300]}"
        yield person.ask("POST", draft, {"jeton": person.token(draft), "invitations": "oui"})[:2]
        yield person.ask("GET", draft)[:2]


def main(program: Path, seconds: float) -> int:
    """The exit code: 0 when all was answered, the server ended as it should, and no sanitizer spoke."""
    with tempfile.TemporaryDirectory(prefix="convergences-") as folder:
        site = prepare(program.resolve(), Path(folder), 64, "ec-p256", known=64)
        site.start()
        crowd = Crowd(site)
        answers = crowd.run(seconds)
        code = site.stop(seconds=120)
        said = site.log()
    print(f"{answers} answers in {seconds:.0f} s, the server ended with {code}")
    for wrong in crowd.wrong[:5]:
        print(f"wrong: {wrong}")
    if "Sanitizer" in said:
        print(said[max(0, said.index("Sanitizer") - 200):][:8000])
    return int(bool(crowd.wrong) or code != 0 or answers < 100 or "Sanitizer" in said)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
