"""Encrypted assertions and the identifiers of the deployment profile, read by Shibboleth SP and pysaml2 with their keys."""

import base64
import json

import pytest

from Harness.python_service_providers import PySAML2
from Harness.world import BIP, KARIM, NETCOTISATION, TOWN, connect

GCM = "http://www.w3.org/2009/xmlenc11#aes{}-gcm"
CBC = "http://www.w3.org/2001/04/xmlenc#aes{}-cbc"
MGF1P = b"http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
OAEP = b"http://www.w3.org/2009/xmlenc11#rsa-oaep"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


def message(page) -> bytes:
    """The Response that the browser carries; nothing of the person may be readable in an encrypted one."""
    xml = base64.b64decode(page.field("SAMLResponse"))
    assert b"EncryptedAssertion" in xml
    for secret in (KARIM.email, KARIM.family_name, "AttributeStatement", "NameID"):
        assert secret.encode() not in xml
    return xml


@pytest.fixture
def encrypting(site, shibboleth):
    """Shibboleth SP, served with encrypted assertions only."""
    site.decide(shibboleth.entity_id, encryption="always")
    yield shibboleth
    for decision in ("encryption", "content_cipher", "preset", "name_id", "subject_identifier"):
        site.decide(shibboleth.entity_id, **{decision: "default"})


def sign_on(agent, provider) -> tuple[bytes, dict]:
    agent.open(provider.secret_page)
    page = agent.sign_in(KARIM.email, KARIM.password)
    xml = message(page)
    return xml, json.loads(agent.pass_on().body)


@pytest.mark.parametrize("cipher", [GCM.format(256), GCM.format(128), GCM.format(192), CBC.format(256), CBC.format(128)])
def test_shibboleth_decrypts(agent, site, encrypting, cipher):
    site.decide(encrypting.entity_id, content_cipher=cipher)
    xml, person = sign_on(agent, encrypting)
    assert cipher.encode() in xml and MGF1P in xml
    assert (person["mail"], person["structure"]) == (KARIM.email, TOWN)


def test_shibboleth_decrypts_with_the_first_cipher_of_ours_and_no_decision(agent, encrypting):
    xml, _ = sign_on(agent, encrypting)
    assert GCM.format(256).encode() in xml


def test_shibboleth_decrypts_a_key_that_travels_by_xmlenc11_rsa_oaep(agent, site, encrypting, workshop):
    """Its metadata as it would be without the older name of OAEP."""
    class Newer:
        metadata = staticmethod(lambda: encrypting.metadata().replace(MGF1P, b"urn:example:unknown"))
    try:
        connect(site, NETCOTISATION, Newer, workshop)
        xml, person = sign_on(agent, encrypting)
        assert OAEP in xml and MGF1P not in xml
        assert person["mail"] == KARIM.email
    finally:
        connect(site, NETCOTISATION, encrypting, workshop)


def test_shibboleth_of_the_deployment_profile(agent, site, encrypting):
    """Preset saml2int: transient NameID, pairwise-id with our scope, which mod_shib compares with our metadata."""
    site.decide(encrypting.entity_id, encryption="default", preset="saml2int", name_id="transient")
    _, person = sign_on(agent, encrypting)
    assert person["mail"] == KARIM.email
    identifier, scope = person["pairwise_id"].split("@")
    assert scope == "localhost" and len(identifier) == 32
    assert "subject_id" not in person
    assert person["name_id"].startswith("_")


def test_shibboleth_takes_a_subject_id_and_a_persistent_name(agent, site, encrypting):
    site.decide(encrypting.entity_id, subject_identifier="subjectID", name_id="persistent")
    _, first = sign_on(agent, encrypting)
    agent.forget(encrypting.public_url)
    agent.open(encrypting.secret_page)
    second = json.loads(agent.pass_on().body)
    assert first["subject_id"] == second["subject_id"] and first["subject_id"].endswith("@localhost")
    assert first["name_id"] == second["name_id"] != first["subject_id"].split("@")[0]


@pytest.fixture(scope="module")
def decrypting(workshop, site, pysaml2) -> PySAML2:
    """pysaml2 with a key to decrypt with, asking for a transient name: the preset becomes saml2int by itself. The other one
    is registered before it, and so stays the one that BIP's tile opens."""
    provider = PySAML2(
        workshop / "decrypting", "http://127.0.0.1:8/decrypting", site.metadata, decrypts=True,
        wants_assertions_signed=False, wants_response_signed=True, name_id_format=[TRANSIENT, PERSISTENT])
    connect(site, BIP, provider, workshop)
    return provider


def test_pysaml2_decrypts_with_xmlsec1(agent, site, decrypting):
    agent.open(decrypting.redirect())
    page = agent.sign_in(KARIM.email, KARIM.password)
    message(page)
    response = decrypting.receive(page)
    assert response.ava["mail"] == [KARIM.email] and response.ava["structure"] == [TOWN]
    assert response.ava["pairwise-id"][0].endswith("@localhost")
    assert response.name_id.format == TRANSIENT
    assert response.assertion.signature is None, "the Response around it is signed"


def test_pysaml2_decrypts_an_assertion_that_is_signed_inside(agent, site, decrypting):
    with site.deciding(decrypting.entity_id, sign_assertion="yes"):
        agent.open(decrypting.redirect(nameid_format=PERSISTENT))
        response = decrypting.receive(agent.sign_in(KARIM.email, KARIM.password))
    assert response.assertion.signature is not None
    assert response.name_id.format == PERSISTENT


def test_pysaml2_signals_the_identifier_that_it_wants(agent, site, decrypting, workshop):
    signal = (
        b'<a:EntityAttributes xmlns:a="urn:oasis:names:tc:SAML:metadata:attribute"'
        b' xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion">'
        b'<s:Attribute Name="urn:oasis:names:tc:SAML:profiles:subject-id:req"'
        b' NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><s:AttributeValue>subject-id</s:AttributeValue>'
        b"</s:Attribute></a:EntityAttributes>")

    class Signalling:
        @staticmethod
        def metadata() -> bytes:
            before, after = decrypting.metadata().split(b"Extensions>", 1)
            return before + b"Extensions>" + signal + after
    try:
        connect(site, BIP, Signalling, workshop)
        agent.open(decrypting.redirect())
        response = decrypting.receive(agent.sign_in(KARIM.email, KARIM.password))
        assert response.ava["subject-id"][0].endswith("@localhost") and "pairwise-id" not in response.ava
    finally:
        connect(site, BIP, decrypting, workshop)


def test_a_log_line_tells_of_cbc(agent, site, encrypting):
    site.decide(encrypting.entity_id, content_cipher=CBC.format(128))
    sign_on(agent, encrypting)
    assert "encrypted with AES-CBC" in site.log()
