"""mod_auth_mellon, which reads SAML with Lasso, signs people in through us and out again."""

import json

import pytest

from Harness import world
from Harness.mellon import MODULE, Mellon
from Harness.world import HELENE, KARIM, TOWN

pytestmark = pytest.mark.skipif(not MODULE.exists(), reason="this system has no package libapache2-mod-auth-mellon")


@pytest.fixture(scope="module")
def mellon(workshop, site) -> Mellon:
    provider = Mellon(workshop / "mellon", site.metadata).start()
    world.add_application(site, "mellon", "Registre", HELENE, KARIM)
    world.connect(site, "mellon", provider, workshop)
    site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    yield provider
    provider.stop()


def told(page) -> dict:
    """What the module told the application of the person."""
    assert page.headers["Content-Type"] == "application/json", page
    return {name.removeprefix("MELLON_"): value for name, value in json.loads(page.body).items()}


def test_its_request_ends_on_the_page_that_was_asked_for(agent, site, mellon):
    agent.open(mellon.secret_page)
    agent.sign_in(KARIM.email, KARIM.password)
    page = agent.pass_on()
    assert page.url == mellon.secret_page
    person = told(page)
    assert (person["mail"], person["structure"]) == (KARIM.email, TOWN)
    assert person["NAME_ID"] not in ("", KARIM.email)  # its metadata asks for transient ones


def test_accents_and_roles_arrive_exactly(agent, mellon):
    agent.open(mellon.secret_page)
    agent.sign_in(HELENE.email, HELENE.password)
    person = told(agent.pass_on())
    assert (person["givenName"], person["sn"]) == ("Hélène", "Lefèvre-N'Guyen")
    assert person["role"] == "Registre : agents"


def test_it_opens_from_the_portal(agent, site, mellon):
    agent.open(site.public_url)
    agent.sign_in(KARIM.email, KARIM.password)
    agent.open(agent.tile("Registre"), source=agent.page.url)
    assert told(agent.pass_on())["mail"] == KARIM.email


def test_its_logout_ends_both_sessions(agent, site, mellon):
    agent.open(mellon.secret_page)
    agent.sign_in(KARIM.email, KARIM.password)
    agent.pass_on()

    agent.open(mellon.logout)
    page = agent.pass_on()

    assert page.url == f"{mellon.public_url}/open", page
    assert agent.open(site.public_url).has_field("password")
    assert agent.open(mellon.secret_page).has_field("password")
