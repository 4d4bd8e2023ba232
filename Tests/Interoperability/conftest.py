"""One site and the service providers of other makers, for all tests of this folder."""

import pytest

from Harness import world
from Harness.product import Site
from Harness.python_service_providers import PySAML2, Python3SAML
from Harness.shibboleth import ShibbolethSP
from Harness.user_agent import UserAgent


@pytest.fixture(scope="session")
def site(workshop) -> Site:
    site = Site(workshop / "site")
    world.populate(site)
    site.start()
    yield site
    assert site.stop() == 0, site.log()


@pytest.fixture(scope="session")
def shibboleth(workshop, site) -> ShibbolethSP:
    """Signs its requests, and says so in its metadata."""
    provider = ShibbolethSP(workshop / "shibboleth", site.entity_id, site.metadata).start()
    world.connect(site, world.NETCOTISATION, provider, workshop)
    site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    yield provider
    provider.stop()


@pytest.fixture(scope="session")
def unsigned_shibboleth(workshop, site) -> ShibbolethSP:
    """As most are: its requests are not signed."""
    provider = ShibbolethSP(workshop / "unsigned", site.entity_id, site.metadata, signs_requests=False).start()
    world.connect(site, world.ELECPRO, provider, workshop)
    yield provider
    provider.stop()


@pytest.fixture(scope="session")
def pysaml2(workshop, site) -> PySAML2:
    provider = PySAML2(workshop / "pysaml2", "http://127.0.0.1:8/pysaml2", site.metadata)
    world.connect(site, world.BIP, provider, workshop)
    return provider


@pytest.fixture(scope="session")
def python3_saml(workshop, site) -> Python3SAML:
    provider = Python3SAML(workshop / "python3-saml", "http://127.0.0.1:8/python3-saml", site.metadata)
    world.connect(site, world.SITE, provider, workshop)
    return provider


@pytest.fixture
def agent() -> UserAgent:
    """A browser that nobody signed in with yet."""
    return UserAgent()
