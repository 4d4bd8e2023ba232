"""Keys change under service providers that are in use: they fetch our metadata from our server and verify its signature."""

import base64
import json
import subprocess
import time
import zlib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from lxml import etree
from saml2 import BINDING_HTTP_REDIRECT

from Harness import judges, world
from Harness.product import Site
from Harness.python_service_providers import PySAML2, Python3SAML
from Harness.shibboleth import ShibbolethSP
from Harness.user_agent import UserAgent
from Harness.world import KARIM

PASSPHRASE = "un long fleuve tranquille de clés"


@pytest.fixture(scope="module")
def site(workshop) -> Site:
    """One site, whose keys change again and again."""
    site = Site(workshop / "keys")
    world.populate(site)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def published(site) -> str:
    return f"{site.public_url}/saml/metadata"


@pytest.fixture(scope="module")
def metadata_certificate(site) -> Path:
    return site.certificate.parent / "metadata.crt"


def keys(site: Site) -> dict:
    """The living keys: (use, state) -> row."""
    return {(row["use"], row["state"]): row for row in json.loads(site.run("key", "list", "--json"))}


def shibboleth(site, workshop, published, certificate, *, refresh: int, **settings) -> ShibbolethSP:
    folder = workshop / f"followers-{time.monotonic_ns() % 1_000_000_000}"
    provider = ShibbolethSP(folder, site.entity_id, published, metadata_signed_by=certificate, refresh=refresh,
                            **settings).start()
    site.run("service-provider", "import", write(folder / "own.xml", provider.metadata()), "--application",
             world.NETCOTISATION)
    return provider


def pysaml2(site, workshop, published, certificate) -> PySAML2:
    folder = workshop / f"pysaml2-{time.monotonic_ns()}"
    return PySAML2(folder, "http://127.0.0.1:8/follower", published, metadata_signed_by=certificate,
                   signs_requests=False)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def sign_on_at(provider: ShibbolethSP) -> bool:
    """Whether a person gets to the page that needs a session."""
    agent = UserAgent()
    agent.open(provider.secret_page)
    agent.sign_in(KARIM.email, KARIM.password)
    return agent.pass_on().url == provider.secret_page


def response_for(provider: PySAML2):
    """A page that carries a Response, from a new sign-on."""
    agent = UserAgent()
    agent.open(provider.redirect())
    return agent.sign_in(KARIM.email, KARIM.password)


def until(is_so, seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.5)
    return False


def test_a_planned_change_of_the_signing_key_fails_no_sign_on(workshop, site, published, metadata_certificate):
    quick = shibboleth(site, workshop, published, metadata_certificate, refresh=1)
    slow = shibboleth(site, workshop, published, metadata_certificate, refresh=28800)
    known = pysaml2(site, workshop, published, metadata_certificate)
    site.run("service-provider", "import", write(workshop / "own.xml", known.metadata()), "--application",
             world.BIP)
    backing = quick.folder / "identity-provider.xml"
    first = site.certificate.read_text().replace("\n", "")[27:87]

    def everybody_signs_on(step: str) -> None:
        assert sign_on_at(quick), f"{step}: {quick.log()}"
        assert sign_on_at(slow), f"{step}: {slow.log()}"
        assert known.receive(response_for(known)).ava["mail"] == [KARIM.email], step

    try:
        everybody_signs_on("before")

        told = site.run("key", "next")
        assert quick.entity_id in told and known.entity_id in told
        next_key = Path(keys(site)["signing", "next"]["certificate"]).read_text().replace("\n", "")[27:87]
        assert until(lambda: next_key in backing.read_text().replace("\n", "")), "Shibboleth refreshes by itself"
        everybody_signs_on("the next key is published")

        # Those that ask rarely have asked once since.
        slow.restart()
        known = pysaml2(site, workshop, published, metadata_certificate)
        everybody_signs_on("everybody knows both keys")

        site.run("key", "switch", "--now")
        everybody_signs_on("switched, and nobody has asked again")
        response = judges.decode_posted(response_for(known).field("SAMLResponse"))
        judges.assert_signed(
            response, Path(keys(site)["signing", "current"]["certificate"]), "Assertion", workshop)
        slow.restart()
        everybody_signs_on("switched and asked again")

        site.run("key", "retire", "--now")
        everybody_signs_on("retired, and nobody has asked again")
        assert until(lambda: first not in backing.read_text().replace("\n", ""))
        slow.restart()
        known = pysaml2(site, workshop, published, metadata_certificate)
        everybody_signs_on("retired and asked again")
        assert len(known.published_certificates()) == 1
    finally:
        quick.stop()
        slow.stop()


def test_an_emergency_ends_what_the_old_key_signs_as_soon_as_a_service_provider_asks(
        workshop, site, published, metadata_certificate):
    provider = shibboleth(site, workshop, published, metadata_certificate, refresh=28800)
    try:
        assert sign_on_at(provider)
        told = site.run("key", "replace", "--reason", "une sauvegarde a disparu")
        assert provider.entity_id in told
        assert not sign_on_at(provider), "it does not know the new key yet"
        provider.restart()
        assert sign_on_at(provider)
        assert len([row for row in keys(site).values() if row["use"] == "signing" and row["state"] == "current"]) == 1
    finally:
        provider.stop()


def test_shibboleth_and_pysaml2_refuse_metadata_that_another_key_signed(workshop, site, published):
    other = site.certificate  # of the signing key, which does not sign the document
    provider = ShibbolethSP(workshop / "refusing", site.entity_id, published, metadata_signed_by=other)
    try:
        provider.start()
        assert UserAgent().open(provider.secret_page).status >= 400
        assert "unable to verify" in provider.log().lower() or "signature" in provider.log().lower()
    finally:
        provider.stop()
    with pytest.raises(Exception):
        pysaml2(site, workshop, published, other).redirect()


def test_a_service_provider_that_was_given_a_copy_takes_the_signed_document(workshop, site, agent):
    provider = Python3SAML(workshop / "copy", "http://127.0.0.1:8/copy", site.metadata)
    world.connect(site, world.SITE, provider, workshop)
    agent.open(provider.redirect())
    assert provider.receive(agent.sign_in(KARIM.email, KARIM.password)).get_attributes()["mail"] == [KARIM.email]


def test_the_document_is_signed_and_valid_by_the_schemas(site, published, metadata_certificate, bench):
    document = UserAgent().open(published).body
    judges.assert_valid(document, bench)
    assert judges.is_signed(document, metadata_certificate, "EntityDescriptor", bench)
    assert etree.fromstring(document).get("cacheDuration") == "PT21600S"


def test_sign_ons_go_on_with_encrypted_keys(workshop, site, published, metadata_certificate, agent):
    folder = site.certificate.parent.parent
    passphrase = folder / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    passphrase.chmod(0o400)
    configuration = folder / "convergences.json5"
    configuration.write_text(configuration.read_text().replace(
        "  database:", '  keys: { passphraseFile: "passphrase" },\n  database:', 1))
    site.run("key", "protect")
    assert all(b"ENCRYPTED" in key.read_bytes() for key in (folder / "certs").glob("*.key"))
    site.stop()
    site.start()
    provider = pysaml2(site, workshop, published, metadata_certificate)
    site.run("service-provider", "import", write(folder / "own.xml", provider.metadata()), "--application", world.BIP)
    assert provider.receive(response_for(provider)).ava["mail"] == [KARIM.email]
    # Changed under the passphrase, while it runs.
    site.run("key", "next")
    site.run("key", "switch", "--now")
    provider = pysaml2(site, workshop, published, metadata_certificate)
    assert provider.receive(response_for(provider)).ava["mail"] == [KARIM.email]


def test_shibboleth_logs_out_with_an_encrypted_name(workshop, site, published, metadata_certificate, agent):
    provider = shibboleth(site, workshop, published, metadata_certificate, refresh=28800,
                          takes_logout_by=(BINDING_HTTP_REDIRECT,), encrypts=True)
    try:
        agent.open(provider.secret_page)
        agent.sign_in(KARIM.email, KARIM.password)
        assert agent.pass_on().url == provider.secret_page
        asked = []
        remember = agent._send

        def send(method, url, *rest, **settings):
            asked.append(url)
            return remember(method, url, *rest, **settings)

        agent._send = send
        agent.open(provider.logout)
        (request,) = [url for url in asked if url.startswith(f"{site.public_url}/saml/slo?SAMLRequest=")]
        message = zlib.decompress(base64.b64decode(parse_qs(urlsplit(request).query)["SAMLRequest"][0]), -15)
        assert b"EncryptedID" in message and KARIM.email.encode() not in message
        assert agent.open(f"{site.public_url}/").url.startswith(f"{site.public_url}/connexion"), site.log()
    finally:
        provider.stop()


@pytest.mark.parametrize("cipher,key_size", [("aes128-gcm", "aes-128"), ("aes256-gcm", "aes-256")])
def test_a_name_that_xmlsec1_encrypted_ends_the_session(
        workshop, site, published, metadata_certificate, agent, bench, cipher, key_size):
    provider = pysaml2(site, workshop, published, metadata_certificate)
    own = provider.metadata().replace(
        b"<ns0:AssertionConsumerService", b'<ns0:SingleLogoutService Binding="' + BINDING_HTTP_REDIRECT.encode()
        + b'" Location="http://127.0.0.1:8/slo"/><ns0:AssertionConsumerService', 1)
    site.run("service-provider", "import", write(bench / "own.xml", own), "--application", world.BIP)
    agent.open(provider.redirect())
    provider.receive(agent.sign_in(KARIM.email, KARIM.password))

    certificate = Path(keys(site)["encryption", "current"]["certificate"])
    with pytest.raises(requests.ConnectionError, match="/slo"):  # where the answer goes nobody listens
        agent.open(provider.logout_request(encrypted_name(KARIM.email, certificate, cipher, key_size, bench)))
    assert agent.open(f"{site.public_url}/").url.startswith(f"{site.public_url}/connexion"), site.log()


def encrypted_name(name: str, certificate: Path, cipher: str, key_size: str, folder: Path) -> str:
    """A saml:EncryptedID as the xmlsec1 tool makes one."""
    write(folder / "name.xml", (
        '<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
        f'Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{name}</saml:NameID>').encode())
    namespace = "http://www.w3.org/2009/xmlenc11#" if cipher.endswith("gcm") else "http://www.w3.org/2001/04/xmlenc#"
    write(folder / "template.xml", f"""<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
  Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="{namespace}{cipher}"/>
  <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>
  <xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>
  <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
  <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>""".encode())
    made = subprocess.run(
        ["xmlsec1", "--encrypt", "--pubkey-cert-pem", certificate, "--session-key", key_size, "--xml-data", "name.xml",
         "--output", "encrypted.xml", "template.xml"], cwd=folder, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    data = etree.tostring(etree.parse(folder / "encrypted.xml").getroot()).decode()
    return f'<saml:EncryptedID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{data}</saml:EncryptedID>'
