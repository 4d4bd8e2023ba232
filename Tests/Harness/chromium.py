"""Chromium as people have it: the system's own, headless, trusting the test's authority, resolving the test's hosts."""

import atexit
import os
import shutil
import subprocess
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium(folder: Path, *, authority: Path | None = None, hosts_at: int | None = None):
    """A browser for the length of a `with`. `hosts_at`: the port that every *.test name leads to."""
    folder.mkdir(parents=True)
    if authority:
        _trust(authority, folder / ".pki" / "nssdb")
    arguments = ["--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable"]
    if hosts_at:
        arguments.append(f"--host-resolver-rules=MAP *.test 127.0.0.1:{hosts_at}")
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    browser: Browser = _playwright().chromium.launch(
        executable_path=executable(), args=arguments, env={**os.environ, "HOME": str(folder)})
    try:
        yield browser
    finally:
        browser.close()


@cache
def _playwright() -> Playwright:
    """One for the whole run: its synchronous face bears no second one beside it, and two browsers may be open at once."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


def executable() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "no Chromium here: Scripts/install-dependencies --tests"
    return found


def _trust(authority: Path, database: Path) -> None:
    database.mkdir(parents=True)
    for arguments in (["-N", "--empty-password"],
                      ["-A", "-n", "authority", "-t", "C,,", "-i", str(authority)]):
        subprocess.run(["certutil", "-d", f"sql:{database}", *arguments], check=True, capture_output=True)
