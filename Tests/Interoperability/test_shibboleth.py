"""The Shibboleth service provider, Apache and all, signs people in through us."""

import json

import pytest

from Harness import world
from Harness.shibboleth import values
from Harness.world import CCAS, FATOU, HELENE, KARIM, TOWN


def told(page) -> dict:
    """What mod_shib told the application of the person."""
    assert page.headers["Content-Type"] == "application/json", page
    return json.loads(page.body)


@pytest.mark.parametrize("binding", ["redirect", "post"])
def test_a_request_of_the_service_provider_ends_on_the_page_that_was_asked_for(agent, site, shibboleth, binding):
    agent.open(shibboleth.login(binding))
    page = agent.pass_on()
    assert page.url.startswith(f"{site.public_url}/connexion")
    assert "NetCotisation" in page.text

    agent.sign_in(KARIM.email, KARIM.password)
    page = agent.pass_on()

    assert page.url == shibboleth.secret_page
    person = told(page)
    assert person["mail"] == KARIM.email
    assert person["structure"] == TOWN
    assert values(person["role"]) == [world.PLAIN]
    assert person["Shib_Identity_Provider"] == site.entity_id
    assert person["name_id"] == KARIM.email


@pytest.mark.parametrize("binding", ["redirect", "post"])
def test_unsigned_requests_are_served(agent, unsigned_shibboleth, binding):
    agent.open(unsigned_shibboleth.login(binding))
    agent.pass_on()
    agent.sign_in(KARIM.email, KARIM.password)
    assert told(agent.pass_on())["mail"] == KARIM.email


def test_names_and_roles_arrive_exactly(agent, shibboleth):
    agent.open(shibboleth.secret_page)
    agent.sign_in(HELENE.email, HELENE.password)
    agent.press(TOWN)
    person = told(agent.pass_on())

    assert person["givenName"] == "Hélène"
    assert person["sn"] == "Lefèvre-N'Guyen"
    assert person["displayName"] == "Hélène Lefèvre-N'Guyen"
    assert person["siret"] == world.TOWN_SIRET
    assert sorted(values(person["role"])) == sorted([world.PAY, world.READ, world.PLAIN])


def test_a_person_acts_for_one_structure_then_for_the_other(agent, shibboleth):
    agent.open(shibboleth.secret_page)
    agent.sign_in(HELENE.email, HELENE.password)
    agent.press(TOWN)
    first = told(agent.pass_on())

    agent.forget(shibboleth.public_url)
    agent.open(shibboleth.secret_page)
    agent.press(CCAS)
    second = told(agent.pass_on())

    assert (first["structure"], second["structure"]) == (TOWN, CCAS)
    assert (first["siret"], second["siret"]) == (world.TOWN_SIRET, world.CCAS_SIRET)
    assert values(second["role"]) == [world.PLAIN]


def test_an_application_opens_from_the_portal(agent, site, shibboleth):
    agent.open(site.public_url)
    agent.sign_in(HELENE.email, HELENE.password)
    agent.open(agent.tile("NetCotisation", CCAS), source=agent.page.url)
    person = told(agent.pass_on())
    assert (person["mail"], person["structure"]) == (HELENE.email, CCAS)


def test_a_link_of_another_site_opens_nothing_before_the_person_agrees(agent, site, shibboleth):
    agent.open(site.public_url)
    agent.sign_in(KARIM.email, KARIM.password)
    page = agent.open(f"{site.public_url}/ouvrir/netcotisation", source=shibboleth.public_url)
    assert not page.has_field("SAMLResponse")
    agent.press("Ouvrir NetCotisation")
    assert told(agent.pass_on())["mail"] == KARIM.email


def test_who_is_signed_in_already_passes_without_a_page_between(agent, site, shibboleth):
    agent.open(site.public_url)
    agent.sign_in(KARIM.email, KARIM.password)
    agent.open(shibboleth.secret_page)
    assert agent.page.has_field("SAMLResponse"), agent.page
    assert told(agent.pass_on())["mail"] == KARIM.email


def test_force_authn_asks_for_the_password_again(agent, site, shibboleth):
    agent.open(site.public_url)
    agent.sign_in(KARIM.email, KARIM.password)
    agent.open(shibboleth.login("redirect", "&forceAuthn=true"))
    assert agent.page.has_field("password"), agent.page
    agent.sign_in(KARIM.email, KARIM.password)
    assert told(agent.pass_on())["mail"] == KARIM.email


def test_the_response_goes_to_the_endpoint_that_the_request_names_by_index(agent, shibboleth):
    agent.open(shibboleth.login("redirect", "&acsIndex=7"))
    agent.sign_in(KARIM.email, KARIM.password)
    assert agent.page.form("SAMLResponse").action == f"{shibboleth.public_url}/Shibboleth.sso/SAML2/POST/second"
    assert told(agent.pass_on())["mail"] == KARIM.email


def test_a_person_without_a_role_gets_a_page_and_no_assertion(agent, shibboleth):
    agent.open(shibboleth.secret_page)
    page = agent.sign_in(FATOU.email, FATOU.password)

    assert page.status == 403
    assert b"SAMLResponse" not in page.body
    assert "NetCotisation" in page.text
    assert "Nadia Benslimane" in page.text, "whom to ask"


def test_an_altered_request_is_refused(agent, shibboleth):
    agent.open(shibboleth.login("redirect"))
    sent = next(
        answer.headers["Location"] for answer in agent.page.history if "SAMLRequest=" in answer.headers["Location"])
    page = agent.open(sent.replace("RelayState=", "RelayState=x"))
    assert 400 <= page.status < 500
    assert not page.has_field("password") and not page.has_field("SAMLResponse")


def test_several_tabs_wait_and_each_goes_on_after_one_sign_in(agent, shibboleth):
    first = agent.open(shibboleth.login("redirect"))
    second = agent.open(shibboleth.login("redirect"))
    agent.show(first)
    agent.sign_in(KARIM.email, KARIM.password)
    assert told(agent.pass_on())["mail"] == KARIM.email

    agent.forget(shibboleth.public_url)
    agent.open(second.url)
    assert agent.page.has_field("SAMLResponse"), agent.page
