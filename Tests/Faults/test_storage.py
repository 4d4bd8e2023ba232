"""The disk is full, cannot be written, or another program holds the database."""

import errno
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from Harness.authn_requests import AuthnRequest

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")


@pytest.fixture
def small_disk(site, tmp_path):
    """The site on a disk of 64 MiB of its own, in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("nothing can be mounted here")
    shutil.copytree(site.folder, disk / "site")
    site.folder = disk / "site"
    yield disk
    site.stop()
    subprocess.run(["umount", disk], check=True)


def fill(disk: Path) -> Path:
    """Leaves not a byte."""
    filler = disk / "filler"
    descriptor = os.open(filler, os.O_CREAT | os.O_WRONLY)
    try:
        while os.write(descriptor, b"\0" * 4096):
            pass
    except OSError as error:
        assert error.errno == errno.ENOSPC
    finally:
        os.close(descriptor)
    return filler


@needs_root
def test_a_full_disk_is_told_and_nothing_is_lost(site, small_disk):
    site.start()
    person = site.person(0)
    person.sign_in()
    filler = fill(small_disk)
    answers = [sign_on(site, person) for _ in range(30)]
    assert {status for status, _ in answers} <= {200, 503}, answers[-1]
    status, page = answers[-1]
    assert status == 503 and "SAMLResponse" not in page, "what cannot be remembered is not asserted"
    assert "ne peut rien enregistrer" in page
    assert person.ask("GET", "/")[0] == 200, "reading goes on"
    status, page, _ = site.person(1).ask("GET", "/connexion")
    assert status == 200
    newcomer = site.person(2)
    with pytest.raises(AssertionError, match=": 503"):
        newcomer.sign_in()
    filler.unlink()
    assert sign_on(site, person)[0] == 200, "it recovers by itself"
    newcomer = site.person(2)
    newcomer.sign_in()
    assert_sound(site)


@pytest.fixture
def failing_disk(site, tmp_path):
    """The site on a disk of its own whose file system stops writing when it meets a fault, as a broken disk's does."""
    image, disk = tmp_path / "image", tmp_path / "disk"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(96 << 20)
    made = subprocess.run(["mkfs.ext4", "-q", "-F", image], capture_output=True, check=False)
    if made.returncode or subprocess.run(
            ["mount", "-o", "loop,errors=remount-ro", image, disk], capture_output=True, check=False).returncode:
        pytest.skip("no image of a disk can be mounted here")
    try:
        shutil.copytree(site.folder, disk / "site")
        os.sync()  # from here on only what the server asks for is on the disk
        site.folder = disk / "site"
        yield FailingDisk(image, disk)
    finally:
        site.stop()
        subprocess.run(["umount", disk], check=True)


class FailingDisk:
    """A disk that can be made to break while programs write to it."""

    def __init__(self, image: Path, folder: Path):
        self._image, self._folder = image, folder

    def fail(self) -> None:
        device = subprocess.run(
            ["findmnt", "--noheadings", "--output", "SOURCE", self._folder], capture_output=True, text=True, check=True)
        Path("/sys/fs/ext4", Path(device.stdout.strip()).name, "trigger_fs_error").write_text("1")

    def mend(self) -> None:
        """What an operator does: takes it away, has it checked, puts it back."""
        subprocess.run(["umount", self._folder], check=True)
        checked = subprocess.run(["fsck.ext4", "-p", "-f", self._image], capture_output=True, check=False)
        assert checked.returncode <= 1, checked.stdout
        subprocess.run(["mount", "-o", "loop", self._image, self._folder], check=True)


@needs_root
def test_a_disk_that_stops_writing_while_we_serve_is_told_and_nothing_is_lost(site, failing_disk):
    site.start()
    person = site.person(0)
    person.sign_in()
    assert sign_on(site, person)[0] == 200
    failing_disk.fail()
    for _ in range(10):
        status, page = sign_on(site, person)
        assert status == 503 and "SAMLResponse" not in page, status
    assert "ne peut rien enregistrer" in page
    assert person.ask("GET", "/")[0] == 200, "reading goes on"
    with pytest.raises(AssertionError, match=": 503"):
        site.person(1).sign_in()
    site.stop()
    failing_disk.mend()
    site.start()
    again = site.person(0)
    again.cookies = dict(person.cookies)
    assert again.ask("GET", "/")[0] == 200, "the session that was acknowledged is there"
    assert sign_on(site, again)[0] == 200
    assert_sound(site)


def test_a_read_only_database_stops_the_start_with_a_sentence(site):
    """Read-only from the beginning: said on the terminal, no half-started server."""
    (site.folder / "convergences.sqlite").chmod(0o400)
    command = [site.program, "serve", "--config", site.folder / "convergences.json5"]
    if os.geteuid() == 0:  # root writes anyway: as somebody else, who may read everything
        for path in [site.folder, *site.folder.rglob("*")]:
            os.chown(path, 65534, 65534)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    result = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert result.returncode != 0
    assert "cannot be written" in result.stderr and len(result.stderr.splitlines()) == 1, result.stderr


def test_a_locked_database_is_waited_for_then_told(site):
    site.start()
    person = site.person(0)
    person.sign_in()
    other = sqlite3.connect(site.folder / "convergences.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    # A short wait is no fault: the other program is done after a second.
    threading.Timer(1, lambda: other.execute("COMMIT")).start()
    begun = time.monotonic()
    assert sign_on(site, person)[0] == 200
    assert time.monotonic() - begun > 0.5
    # A long one is told, and people still read.
    other.execute("BEGIN IMMEDIATE")
    reader = site.person(0)
    reader.cookies = dict(person.cookies)
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(sign_on(site, person)))
    waiting.start()
    time.sleep(0.5)
    begun = time.monotonic()
    assert reader.ask("GET", "/")[0] == 200, "reading does not wait for a writer"
    assert time.monotonic() - begun < 1
    waiting.join()
    status, page = answers[0]
    assert status == 503 and "SAMLResponse" not in page, status
    other.execute("COMMIT")
    other.close()
    assert sign_on(site, person)[0] == 200


def sign_on(site, person) -> tuple[int, str]:
    request = AuthnRequest(site.url, site.service_provider)
    status, page, _ = person.ask("GET", "/saml/sso?" + request.query())
    return status, page


def assert_sound(site) -> None:
    with sqlite3.connect(site.folder / "convergences.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
