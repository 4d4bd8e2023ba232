"""What we send, judged by the OASIS schemas and by xmlsec1, and read against the figures of the house."""

from datetime import datetime, timedelta

import pytest

from Harness import judges
from Harness.judges import find, parse
from Harness.world import KARIM


@pytest.fixture
def response(agent, pysaml2) -> bytes:
    agent.open(pysaml2.redirect())
    page = agent.sign_in(KARIM.email, KARIM.password)
    return judges.decode_posted(page.field("SAMLResponse"))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_our_metadata_is_valid_and_the_file_is_what_we_serve(agent, site, bench):
    served = agent.open(f"{site.public_url}/saml/metadata")
    assert served.headers["Content-Type"].startswith("application/samlmetadata+xml")
    judges.assert_valid(served.body, bench)
    assert site.metadata.read_bytes() == served.body
    assert parse(served.body).get("entityID") == site.entity_id


def test_a_response_is_valid(response, bench):
    judges.assert_valid(response, bench)


def test_xmlsec1_verifies_what_we_sign(response, site, bench):
    judges.assert_signed(response, site.certificate, "Assertion", bench)
    altered = response.replace(b"Amrani", b"Amrane")
    assert altered != response
    assert not judges.is_signed(altered, site.certificate, "Assertion", bench)


@pytest.mark.parametrize("parts", [{"Response"}, {"Assertion"}, {"Response", "Assertion"}])
def test_the_settings_say_which_part_is_signed(agent, site, pysaml2, bench, parts):
    wanted = {part: "yes" if part in parts else "no" for part in ("Response", "Assertion")}
    with site.deciding(pysaml2.entity_id, sign_response=wanted["Response"], sign_assertion=wanted["Assertion"]):
        agent.open(pysaml2.redirect())
        page = agent.sign_in(KARIM.email, KARIM.password)
    response = judges.decode_posted(page.field("SAMLResponse"))
    judges.assert_valid(response, bench)
    for part in ("Response", "Assertion"):
        assert judges.is_signed(response, site.certificate, part, bench) == (part in parts)


def test_an_assertion_says_no_more_and_no_longer_than_it_must(response, site, pysaml2):
    root = parse(response)
    assertion = find(root, "saml:Assertion")
    issued = moment(assertion.get("IssueInstant"))
    conditions = find(assertion, "saml:Conditions")
    confirmation = find(assertion, "saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData")
    statement = find(assertion, "saml:AuthnStatement")

    assert root.get("Destination") == pysaml2.assertion_consumer
    assert find(root, "saml:Issuer").text == find(assertion, "saml:Issuer").text == site.entity_id
    assert find(conditions, "saml:AudienceRestriction/saml:Audience").text == pysaml2.entity_id
    assert issued - moment(conditions.get("NotBefore")) == timedelta(minutes=2)
    assert moment(conditions.get("NotOnOrAfter")) - issued == timedelta(minutes=5)
    assert confirmation.get("Recipient") == pysaml2.assertion_consumer
    assert confirmation.get("InResponseTo") == root.get("InResponseTo")
    assert confirmation.get("NotOnOrAfter") == conditions.get("NotOnOrAfter")
    assert confirmation.get("NotBefore") is None  # SAML Profiles §4.1.4.2
    assert timedelta(0) < moment(statement.get("SessionNotOnOrAfter")) - issued <= timedelta(hours=10)
    assert statement.get("SessionIndex")
