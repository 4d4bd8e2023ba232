"""SimpleSAMLphp signs people in through us and out again, with and without encryption."""

import json

import pytest

from Harness import world
from Harness.simplesamlphp import LIBRARY, SimpleSAMLphp
from Harness.world import HELENE, KARIM, TOWN

pytestmark = pytest.mark.skipif(not LIBRARY.exists(), reason="this system has no package simplesamlphp")


@pytest.fixture(scope="module")
def simplesamlphp(workshop, site) -> SimpleSAMLphp:
    provider = SimpleSAMLphp(workshop / "simplesamlphp", site.entity_id, site.metadata).start()
    world.add_application(site, "ssp", "Agenda", HELENE, KARIM)
    world.connect(site, "ssp", provider, workshop)
    site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    yield provider
    provider.stop()


def told(page) -> dict:
    assert page.headers["Content-Type"] == "application/json", page
    return json.loads(page.body)


def test_its_request_ends_on_the_page_that_was_asked_for(agent, site, simplesamlphp):
    agent.open(simplesamlphp.secret_page)
    agent.sign_in(HELENE.email, HELENE.password)
    page = agent.pass_on()
    assert page.url == simplesamlphp.secret_page
    person = told(page)
    assert person["idp"] == site.entity_id
    assert person["name_id"] not in ("", HELENE.email)  # its request asks for a transient one
    assert person["attributes"]["displayName"] == ["Hélène Lefèvre-N'Guyen"]
    assert person["attributes"]["role"] == ["Agenda : agents"]


def test_it_opens_from_the_portal(agent, site, simplesamlphp):
    agent.open(site.public_url)
    agent.sign_in(KARIM.email, KARIM.password)
    agent.open(agent.tile("Agenda"), source=agent.page.url)
    person = told(agent.pass_on())
    assert person["attributes"]["mail"] == [KARIM.email] and person["attributes"]["structure"] == [TOWN]


def test_its_logout_ends_both_sessions(agent, site, simplesamlphp):
    agent.open(simplesamlphp.secret_page)
    agent.sign_in(KARIM.email, KARIM.password)
    agent.pass_on()

    agent.open(simplesamlphp.logout)
    page = agent.pass_on()

    assert page.url == f"{simplesamlphp.public_url}/open", page
    assert agent.open(site.public_url).has_field("password")
    assert agent.open(simplesamlphp.secret_page).has_field("password")


def test_it_decrypts_what_is_encrypted_for_it(agent, site, simplesamlphp):
    site.decide(simplesamlphp.entity_id, encryption="always")
    try:
        agent.open(simplesamlphp.secret_page)
        agent.sign_in(KARIM.email, KARIM.password)
        page = agent.pass_on()
    finally:
        site.decide(simplesamlphp.entity_id, encryption="default")
    assert told(page)["attributes"]["mail"] == [KARIM.email]
