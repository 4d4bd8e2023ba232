"""Shibboleth's own metadata, from the URL where Shibboleth publishes it: registered by it, and followed when its key
changes; documents that somebody tampered with, kept or let run out change nothing."""

import datetime
import json
import re
import subprocess

import pytest

from Harness import certificates, world
from Harness.publisher import Publisher
from Harness.shibboleth import ShibbolethSP
from Harness.user_agent import UserAgent
from Harness.world import KARIM

SIGNATURE = """<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod
Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod
Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#_signed"><ds:Transforms><ds:Transform
Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform
Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod
Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>
</ds:Signature>"""


@pytest.fixture(scope="module")
def fetched(workshop, site, pysaml2):
    """Registered by its URL alone, beside the main service provider of the application."""
    provider = ShibbolethSP(workshop / "by-url", site.entity_id, site.metadata).start()
    site.run("service-provider", "add", "--url", url(provider), "--application", world.BIP)
    yield provider
    provider.stop()
    site.run("service-provider", "disable", provider.entity_id)


def url(provider) -> str:
    return f"{provider.public_url}/Shibboleth.sso/Metadata"


def known(site, provider) -> dict:
    return json.loads(site.run("service-provider", "show", provider.entity_id, "--json"))


def signs_on(provider) -> bool:
    agent = UserAgent()
    page = agent.open(provider.secret_page)
    if not page.has_field("password"):
        assert page.status == 400, page
        return False
    agent.sign_in(KARIM.email, KARIM.password)
    page = agent.pass_on()
    return page.url == provider.secret_page and json.loads(page.body)["mail"] == KARIM.email


def test_shibboleth_is_registered_by_its_url_and_signs_on(fetched, site):
    shown = known(site, fetched)
    assert shown["metadataURL"] == url(fetched)
    assert shown["signingCertificates"], "its key came with the document"
    assert signs_on(fetched)


def test_a_key_that_shibboleth_changes_is_followed_and_the_old_one_counts_no_more(fetched, site):
    fetched.stop()
    fetched.start()  # with new keys, as its folder is written anew
    assert not signs_on(fetched), "its requests are signed by a key that nobody announced"
    assert "waiting" in site.run("service-provider", "refresh", fetched.entity_id)
    changes = site.run("service-provider", "preview", fetched.entity_id)
    assert re.search(r"Signing key: .* added", changes) and re.search(r"Signing key: .* removed", changes)
    assert not signs_on(fetched), "what waits does not count"
    site.run("service-provider", "apply", fetched.entity_id)
    assert signs_on(fetched)


def test_documents_of_others_and_of_before_change_nothing(fetched, site, tmp_path):
    authority = certificates.self_signed(tmp_path, "federation")
    stranger = certificates.self_signed(tmp_path, "stranger")
    publisher = Publisher()
    original = fetched.metadata().decode()

    def publish(days: float, by=authority, change=lambda text: text):
        end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
        text = re.sub(r'(<md:EntityDescriptor[^>]*?)\sID="[^"]*"', r"\1", original, count=1)
        text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
        head = re.search(r"<md:EntityDescriptor[^>]*", text).group(0)
        text = text.replace(head + ">", f'{head} ID="_signed" validUntil="{end:%Y-%m-%dT%H:%M:%SZ}">{SIGNATURE}', 1)
        (tmp_path / "template.xml").write_text(text)
        subprocess.run(
            ["xmlsec1", "--sign", "--privkey-pem", by.key, "--id-attr:ID",
             "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", "--output", tmp_path / "signed.xml",
             tmp_path / "template.xml"], check=True, capture_output=True)
        publisher.documents["/sp.xml"] = change((tmp_path / "signed.xml").read_text())

    def refresh() -> str:
        # What fails ends with 1; the listing is on the standard output all the same.
        try:
            return site.run("service-provider", "refresh", fetched.entity_id)
        except Exception as error:
            return str(error) + str(getattr(error, "stdout", ""))

    try:
        site.run("service-provider", "source", fetched.entity_id, "--url", publisher.url + "/sp.xml",
                 "--signing-key", authority.certificate)
        publish(20)
        assert "unchanged" in refresh()
        before = known(site, fetched)
        assert before["metadataValidUntil"]
        for wrong, outcome in [
            (lambda: publish(21, stranger), "signature"),
            (lambda: publish(21, change=lambda text: text.replace("/SAML2/POST", "/SAML2/EVIL")), "signature"),
            (lambda: publish(21, change=lambda text: re.sub("<ds:Signature.*?</ds:Signature>", "", text, 1, re.S)),
             "signature"),
            (lambda: publish(-1), "ended"), (lambda: publish(19), "older"), (lambda: publish(40), "longer"),
        ]:
            wrong()
            refresh()
            after = known(site, fetched)
            assert outcome in after["metadataOutcome"], after
            assert after["assertionConsumerServices"] == before["assertionConsumerServices"]
            assert after["signingCertificates"] == before["signingCertificates"]
        assert signs_on(fetched)
        publish(20.5)
        assert "unchanged" in refresh()
    finally:
        site.run("service-provider", "source", fetched.entity_id, "--none")
        publisher.stop()
