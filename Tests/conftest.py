"""Fixtures that every test shares."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from Harness.product import CHOSEN, ROOT


def pytest_sessionstart(session: pytest.Session) -> None:
    """Builds the program as it is shipped, once for all workers; at once when nothing changed. No test's time limit
    counts it."""
    is_worker = hasattr(session.config, "workerinput")
    if not session.config.option.collectonly and not CHOSEN and not is_worker:
        subprocess.run([ROOT / "Scripts" / "build"], check=True)


@pytest.fixture(scope="session")
def workshop() -> Path:
    """A folder for all that one run makes. Its path is short (Unix sockets) and open to Apache's user."""
    folder = Path(tempfile.mkdtemp(prefix="convergences-"))
    folder.chmod(0o755)
    yield folder
    if os.environ.get("KEEP_WORKSHOP"):
        print(f"\nKept: {folder}")
        return
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A folder for one test."""
    return tmp_path
