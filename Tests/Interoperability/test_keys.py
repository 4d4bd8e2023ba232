"""A site whose signing key is on an elliptic curve."""

import pytest

from Harness import judges, world
from Harness.product import Site
from Harness.python_service_providers import PySAML2
from Harness.shibboleth import ShibbolethSP
from Harness.world import KARIM

ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"


@pytest.fixture(scope="module")
def site(workshop) -> Site:
    site = Site(workshop / "elliptic", key="ec-p256")
    world.populate(site)
    site.start()
    yield site
    site.stop()


def test_pysaml2_and_xmlsec1_verify_ecdsa(agent, workshop, site, bench):
    provider = PySAML2(workshop / "elliptic-pysaml2", "http://127.0.0.1:8/elliptic", site.metadata)
    world.connect(site, world.BIP, provider, workshop)
    agent.open(provider.redirect())
    page = agent.sign_in(KARIM.email, KARIM.password)
    assert provider.receive(page).ava["mail"] == [KARIM.email]

    response = judges.decode_posted(page.field("SAMLResponse"))
    judges.assert_valid(response, bench)
    judges.assert_signed(response, site.certificate, "Assertion", bench)
    assert ECDSA.encode() in response


def test_shibboleth_verifies_ecdsa(agent, workshop, site):
    provider = ShibbolethSP(workshop / "elliptic-shibboleth", site.entity_id, site.metadata).start()
    try:
        world.connect(site, world.NETCOTISATION, provider, workshop)
        agent.open(provider.secret_page)
        agent.sign_in(KARIM.email, KARIM.password)
        assert agent.pass_on().url == provider.secret_page
    finally:
        provider.stop()
