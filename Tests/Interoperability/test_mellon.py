"""mod_auth_mellon, which reads SAML with Lasso, signs people in through us and out again."""

import json

import pytest

from Harness.mellon import MODULE, Mellon
from Harness.protected_page import connected, open_from_the_portal, open_secret_page, sign_out_of_both
from Harness.world import HELENE, KARIM, TOWN

pytestmark = pytest.mark.skipif(not MODULE.exists(), reason="this system has no package libapache2-mod-auth-mellon")


@pytest.fixture(scope="module")
def mellon(workshop, site) -> Mellon:
    with connected(Mellon(workshop / "mellon", site.metadata).start(), site, workshop, "mellon", "Registre") as provider:
        yield provider


def told(page) -> dict:
    """What the module told the application of the person."""
    assert page.headers["Content-Type"] == "application/json", page
    return {name.removeprefix("MELLON_"): value for name, value in json.loads(page.body).items()}


def test_its_request_ends_on_the_page_that_was_asked_for(agent, mellon):
    page = open_secret_page(agent, mellon, KARIM)
    assert page.url == mellon.secret_page
    person = told(page)
    assert (person["mail"], person["structure"]) == (KARIM.email, TOWN)
    assert person["NAME_ID"] not in ("", KARIM.email)  # its metadata asks for transient ones


def test_accents_and_roles_arrive_exactly(agent, mellon):
    person = told(open_secret_page(agent, mellon, HELENE))
    assert (person["givenName"], person["sn"]) == ("Hélène", "Lefèvre-N'Guyen")
    assert person["role"] == "Registre : agents"


def test_it_opens_from_the_portal(agent, site, mellon):
    assert told(open_from_the_portal(agent, site, "Registre", KARIM))["mail"] == KARIM.email


def test_its_logout_ends_both_sessions(agent, site, mellon):
    sign_out_of_both(agent, site, mellon)
