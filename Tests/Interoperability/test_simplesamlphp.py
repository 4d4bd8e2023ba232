"""SimpleSAMLphp signs people in through us and out again, with and without encryption."""

import json

import pytest

from Harness.protected_page import connected, open_from_the_portal, open_secret_page, sign_out_of_both
from Harness.simplesamlphp import LIBRARY, SimpleSAMLphp
from Harness.world import HELENE, KARIM, TOWN

pytestmark = pytest.mark.skipif(not LIBRARY.exists(), reason="this system has no package simplesamlphp")


@pytest.fixture(scope="module")
def simplesamlphp(workshop, site) -> SimpleSAMLphp:
    provider = SimpleSAMLphp(workshop / "simplesamlphp", site.entity_id, site.metadata).start()
    with connected(provider, site, workshop, "ssp", "Agenda"):
        yield provider


def told(page) -> dict:
    """What the library told the application of the person."""
    assert page.headers["Content-Type"] == "application/json", page
    return json.loads(page.body)


def test_its_request_ends_on_the_page_that_was_asked_for(agent, site, simplesamlphp):
    page = open_secret_page(agent, simplesamlphp, HELENE)
    assert page.url == simplesamlphp.secret_page
    person = told(page)
    assert person["idp"] == site.entity_id
    assert person["name_id"] not in ("", HELENE.email)  # its request asks for a transient one
    assert person["attributes"]["displayName"] == ["Hélène Lefèvre-N'Guyen"]
    assert person["attributes"]["role"] == ["Agenda : agents"]


def test_it_opens_from_the_portal(agent, site, simplesamlphp):
    person = told(open_from_the_portal(agent, site, "Agenda", KARIM))
    assert person["attributes"]["mail"] == [KARIM.email] and person["attributes"]["structure"] == [TOWN]


def test_its_logout_ends_both_sessions(agent, site, simplesamlphp):
    sign_out_of_both(agent, site, simplesamlphp)


def test_it_decrypts_what_is_encrypted_for_it(agent, site, simplesamlphp):
    with site.deciding(simplesamlphp.entity_id, encryption="always"):
        page = open_secret_page(agent, simplesamlphp, KARIM)
    assert told(page)["attributes"]["mail"] == [KARIM.email]
