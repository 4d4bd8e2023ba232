"""The process is killed in the middle of long work: a list that is imported, and an act on many people at once."""

import random
import re
import sqlite3
import time
from collections import Counter
from contextlib import closing

import pytest

from Harness.people import TOKEN, Person

NADIA = "nadia.benslimane@ville-valmont.example"
LINES = 300
KILLS = 3


@pytest.mark.timeout(180)
def test_long_work_goes_on_after_kill_9(site):
    """Each line once, each person with one invitation, each right given once, however often the process ends."""
    site.start()
    nadia = site.named(NADIA)
    nadia.sign_in()
    addresses = [f"arrivee{number}@ville-valmont.example" for number in range(LINES)]
    lines = [f"Arrivée {number};Zoé;{address}" for number, address in enumerate(addresses)]
    draft = post(nadia, "/annuaire/utilisateurs/importer", {
        "liste": "\n".join(["Nom;Prénom;Adresse électronique", *lines]), "structure": town(site)})
    job = start_and_kill(site, nadia, draft, {"invitations": "oui"})
    wait_until(lambda: ask(site, "SELECT state FROM job WHERE id = ?", job) == [("done",)])
    assert ask(site, "SELECT total, done, skipped, refused FROM job WHERE id = ?", job) == [(LINES, LINES, 0, 0)]
    people = dict(ask(site, "SELECT id, email FROM user WHERE email LIKE 'arrivee%'"))
    assert sorted(people.values()) == sorted(addresses)
    added = ask(site, "SELECT person FROM journal WHERE kind = 'userAdded'")
    assert Counter(person for (person,) in added if person in people) == Counter(people.keys())

    # Every letter leaves, once: as a row and as a file, whatever instant the process ended in.
    letters = "SELECT recipient FROM mail WHERE kind = 'invitation' AND state = 'sent'"
    wait_until(lambda: ask(site, "SELECT waiting FROM mail_queue") == [(0,)], seconds=90)
    assert Counter(to for (to,) in ask(site, letters) if to in people) == Counter(people.keys())
    sent = Counter(re.search(rb"^To: .*?<?(arrivee\d+@[\w.-]+)", path.read_bytes(), re.MULTILINE | re.DOTALL)[1].decode()
                   for path in (site.folder / "mails").glob("*-invitation-*.eml")
                   if b"arrivee" in path.read_bytes())
    assert sent == Counter(addresses)

    # A role for all of them, chosen by a search.
    draft = post(nadia, "/annuaire/utilisateurs/selection?q=arrivee", {"tous": "oui", "action": "affecter"})
    role = ask(site, "SELECT role.id FROM role JOIN role_group ON role_group.id = role_group WHERE value = 'utilisateur'")
    job = start_and_kill(site, nadia, draft, {"role": str(role[0][0])})
    wait_until(lambda: ask(site, "SELECT state FROM job WHERE id = ?", job) == [("done",)])
    assert ask(site, "SELECT total, done, skipped, refused FROM job WHERE id = ?", job) == [(LINES, LINES, 0, 0)]
    given = ask(site, "SELECT person FROM journal WHERE kind = 'entitlementGranted' AND actor IS NOT NULL")
    assert Counter(person for (person,) in given if person in people) == Counter(people.keys())
    held = ask(site, "SELECT user, count(*) FROM entitlement JOIN affiliation ON affiliation.id = affiliation "
                     "WHERE role = ? GROUP BY user", role[0][0])
    assert {user: count for user, count in held if user in people} == dict.fromkeys(people, 1)
    assert ask(site, "PRAGMA integrity_check") == [("ok",)]


def start_and_kill(site, person: Person, draft: str, form: dict) -> int:
    """Confirms a draft and ends the process again and again before the work is over; the job's number."""
    job = int(draft.rsplit("/", 1)[1])
    _, page, _ = person.ask("GET", draft)
    # The answer waits for short work: nobody waits for it here.
    person.begin("POST", draft, {"jeton": TOKEN.search(page)[2], **form})
    progress = []
    for kill in range(KILLS):
        # Somewhere in this kill's share of the lines, and the last share is nobody's: a quick machine does them all in
        # a moment, so the work itself says when.
        lines = int((kill + random.random()) / (KILLS + 1) * LINES)
        watch(site, "SELECT state <> 'draft' AND done >= ? FROM job WHERE id = ?", lines, job)
        time.sleep(random.uniform(0, 0.005))
        site.kill()
        progress += ask(site, "SELECT state, done FROM job WHERE id = ?", job)
        let_leases_end(site)
        site.start()
    person.close()
    assert progress[0][0] == "waiting", f"it was over before the process ended: {progress}"
    return job


def let_leases_end(site) -> None:
    """A letter that the ended process was carrying is another's after five minutes: here, at once."""
    with closing(sqlite3.connect(site.folder / "convergences.sqlite", timeout=10)) as connection, connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE mail SET due_at = 0 WHERE state = 'sending'")


def post(person: Person, path: str, form: dict) -> str:
    """Sends a form as its page would; where it leads."""
    _, page, _ = person.ask("GET", "/profil")
    status, page, location = person.ask("POST", path, {"jeton": TOKEN.search(page)[2], **form})
    assert status == 303 and location, f"{path}: {status}\n{page[:500]}"
    return location


def town(site) -> str:
    return str(ask(site, "SELECT id FROM structure WHERE name = 'Ville de Valmont'")[0][0])


def ask(site, statement: str, *values) -> list[tuple]:
    with closing(sqlite3.connect(site.folder / "convergences.sqlite", timeout=10)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        return connection.execute(statement, values).fetchall()


def watch(site, statement: str, *values) -> None:
    """Returns as soon as the one value of the statement's row is true, by one connection and without rest."""
    with closing(sqlite3.connect(site.folder / "convergences.sqlite", timeout=10, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        wait_until(lambda: connection.execute(statement, values).fetchone()[0], rest=0.0005)


def wait_until(holds, seconds: float = 40, rest: float = 0.01) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(rest)
