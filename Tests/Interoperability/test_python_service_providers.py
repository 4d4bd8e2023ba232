"""pysaml2 and python3-saml, each with every check it knows switched on."""

import pytest
from saml2.response import StatusNoPassive

from Harness.python_service_providers import PySAML2
from Harness.world import CCAS, HELENE, KARIM, TOWN, TOWN_SIRET

EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"


def test_pysaml2_takes_what_answers_a_signed_redirect(agent, site, pysaml2):
    agent.open(pysaml2.redirect(relay_state="à & <b>; état"))
    page = agent.sign_in(KARIM.email, KARIM.password)

    assert page.field("RelayState") == "à & <b>; état"
    response = pysaml2.receive(page)
    assert response.issuer() == site.entity_id
    assert response.ava == {
        "mail": [KARIM.email], "givenName": ["Karim"], "sn": ["Amrani"], "displayName": ["Karim Amrani"],
        "structure": [TOWN], "siret": [TOWN_SIRET], "role": ["utilisateur"],
    }


def test_pysaml2_takes_what_answers_a_signed_post(agent, pysaml2):
    address, fields = pysaml2.post(relay_state="état")
    agent.post(address, fields, source=pysaml2.entity_id)
    page = agent.sign_in(KARIM.email, KARIM.password)
    assert page.field("RelayState") == "état"
    assert pysaml2.receive(page).ava["mail"] == [KARIM.email]


@pytest.mark.parametrize("name_id_format", [EMAIL, PERSISTENT, TRANSIENT])
def test_the_name_identifier_is_of_the_format_that_was_asked_for(agent, pysaml2, name_id_format):
    agent.open(pysaml2.redirect(nameid_format=name_id_format))
    response = pysaml2.receive(agent.sign_in(KARIM.email, KARIM.password))
    assert response.name_id.format == name_id_format


def test_a_persistent_name_identifier_is_the_same_each_time_and_tells_nothing(agent, pysaml2):
    identifiers = set()
    for _ in range(2):
        agent.open(pysaml2.redirect(nameid_format=PERSISTENT))
        if agent.page.has_field("password"):
            agent.sign_in(KARIM.email, KARIM.password)
        identifiers.add(pysaml2.receive(agent.page).name_id.text)
    (identifier,) = identifiers
    assert identifier == identifier.lower() and len(identifier) == 32
    assert "karim" not in identifier


@pytest.mark.parametrize(("identity", "accounts"), [("person", 1), ("personAndStructure", 2)])
def test_the_identity_is_the_person_or_the_person_for_a_structure(site, pysaml2, agent, identity, accounts):
    """What a service provider that keys its accounts on the NameID needs, for somebody of two structures."""
    with site.deciding(pysaml2.entity_id, identity=identity):
        received = {}
        agent.open(site.public_url)
        agent.sign_in(HELENE.email, HELENE.password)
        for structure in (TOWN, CCAS):
            agent.open(pysaml2.redirect(nameid_format=PERSISTENT))
            agent.press(structure)
            response = pysaml2.receive(agent.page)
            assert response.ava["structure"] == [structure]
            received[response.name_id.text] = structure
    assert len(received) == accounts


def test_a_passive_request_without_a_session_is_answered_no_passive(agent, pysaml2):
    page = agent.open(pysaml2.redirect(is_passive="true"))
    with pytest.raises(StatusNoPassive):
        pysaml2.receive(page)


def test_pysaml2_opens_from_the_portal(agent, site, pysaml2):
    agent.open(site.public_url)
    agent.sign_in(KARIM.email, KARIM.password)
    agent.open(agent.tile("BIP"), source=agent.page.url)
    response = pysaml2.receive(agent.page)
    assert response.ava["mail"] == [KARIM.email]
    assert response.in_response_to is None


def test_python3_saml_takes_our_response(agent, python3_saml):
    agent.open(python3_saml.redirect(return_to="http://127.0.0.1:8/python3-saml/après"))
    page = agent.sign_in(KARIM.email, KARIM.password)
    auth = python3_saml.receive(page)

    assert auth.is_authenticated()
    assert auth.get_nameid() == KARIM.email
    assert auth.get_nameid_format() == EMAIL
    assert auth.get_attributes()["displayName"] == ["Karim Amrani"]
    assert auth.get_session_index()
    assert page.field("RelayState") == "http://127.0.0.1:8/python3-saml/après"


def test_a_request_signed_with_sha1_is_refused(agent, pysaml2):
    pysaml2.sign_with("http://www.w3.org/2000/09/xmldsig#rsa-sha1")
    try:
        page = agent.open(pysaml2.redirect())
    finally:
        pysaml2.sign_with("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
    assert 400 <= page.status < 500 and not page.has_field("password")


def test_a_request_for_an_endpoint_that_is_not_registered_is_refused(agent, site, pysaml2):
    agent.open(site.public_url)
    agent.sign_in(KARIM.email, KARIM.password)
    page = agent.open(pysaml2.redirect(assertion_consumer_service_url=f"{pysaml2.assertion_consumer}/"))
    assert 400 <= page.status < 500 and b"SAMLResponse" not in page.body
    page = agent.open(pysaml2.redirect(assertion_consumer_service_url=pysaml2.assertion_consumer))
    assert page.has_field("SAMLResponse")


def test_a_service_provider_that_nobody_registered_is_refused(agent, site, workshop):
    stranger = PySAML2(workshop / "stranger", "http://127.0.0.1:8/stranger", site.metadata)
    page = agent.open(stranger.redirect())
    assert 400 <= page.status < 500 and not page.has_field("password")


def test_the_reference_of_a_refusal_finds_it_in_the_log(agent, site):
    page = agent.open(f"{site.public_url}/saml/sso?SAMLRequest=AAAA")
    reference = page.document.find_class("ref")[0].findtext("code")
    assert [line for line in site.log().splitlines() if reference in line]


def test_the_same_request_from_another_browser_is_refused(agent, pysaml2):
    request = pysaml2.redirect()
    assert agent.open(request).has_field("password")
    page = type(agent)().open(request)
    assert 400 <= page.status < 500 and not page.has_field("password")
    assert agent.open(request).has_field("password"), "Back or reload in the same browser goes on"
