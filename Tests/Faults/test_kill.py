"""The process is killed at random instants while people and operators write."""

import random
import sqlite3
import subprocess
import time

import pytest

from Harness import people

from .writers import Writers


@pytest.mark.timeout(3600)
def test_what_was_acknowledged_survives_kill_9(site, rounds, capsys):
    """Nothing acknowledged is lost, the file is sound, the site is back within 2 seconds."""
    site.start()
    everybody = [site.person(index) for index in range(20)]
    people.sign_in(everybody, at_once=4)
    kept = {"sessions": 0, "sign-ons": 0, "structures": 0}
    slowest = 0.0
    for number in range(rounds):
        with Writers(site, everybody) as writers:
            time.sleep(random.uniform(0.05, 1.2))
            site.kill()
        assert not writers.surprises, writers.surprises
        _assert_sound(site)
        slowest = max(slowest, site.start())
        assert slowest < 2, f"round {number}: back after {slowest:.2f} s"
        for person in writers.sessions:
            status, page, _ = person.ask("GET", "/")
            person.close()
            assert status == 200 and 'class="tiles"' in page, f"round {number}: the session of {person.email} is gone"
        _assert_remembered(site, writers)
        kept["sessions"] += len(writers.sessions)
        kept["sign-ons"] += len(writers.requests)
        kept["structures"] += len(writers.structures)
    assert all(kept.values()), f"nothing was at stake: {kept}"
    with capsys.disabled():
        print(f"\n{rounds} times kill -9: {kept} acknowledged, 0 lost; back after {slowest:.2f} s at most")


def _assert_sound(site) -> None:
    with sqlite3.connect(site.folder / "convergences.sqlite") as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    verified = subprocess.run([site.program, "journal", "verify", "--config", site.folder / "convergences.json5"],
                              capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def _assert_remembered(site, writers: Writers) -> None:
    with sqlite3.connect(site.folder / "convergences.sqlite") as connection:
        for name in writers.structures:
            row = connection.execute("SELECT id FROM structure WHERE name = ?", [name]).fetchone()
            assert row, f"{name} is lost"
            told = connection.execute("SELECT count(*) FROM journal WHERE kind = 'structureAdded' AND structure = ?", row)
            assert told.fetchone() == (1,), f"the journal does not tell of {name}"
        for identifier in writers.requests:
            row = connection.execute("SELECT answered_at FROM sign_on_request WHERE message_id = ?",
                                     [identifier]).fetchone()
            assert row and row[0], f"the answered request {identifier} is forgotten: it could be replayed"
    connection.close()
