"""One crowded site for all faults: made once, copied for each test that harms it."""

import os

import pytest

from Harness.crowded_site import CrowdedSite, prepare
from Harness.product import EXECUTABLE

PEOPLE = 24


@pytest.fixture
def site(workshop) -> CrowdedSite:
    """A fresh copy of the site, not started."""
    site = prepare(EXECUTABLE.resolve(), workshop / "crowd", PEOPLE, "ec-p256", known=PEOPLE)
    yield site
    site.discard()


@pytest.fixture
def rounds() -> int:
    """How often chance is given a chance; `Scripts/faults --rounds` says so."""
    return int(os.environ.get("CONVERGENCES_FAULT_ROUNDS", "10"))
