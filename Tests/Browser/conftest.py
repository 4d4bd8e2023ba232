"""The production profile: our server and a service provider on different host names, behind nginx with TLS."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from Harness import world
from Harness.certificates import Authority
from Harness.chromium import chromium
from Harness.nginx import TLSFront
from Harness.product import Site
from Harness.shibboleth import ShibbolethSP

from Browser.visitor import Visitor


@pytest.fixture(scope="session")
def workshop(workshop) -> Path:
    """A part of the run's folder: the tests of interoperability have a site of their own in it."""
    folder = workshop / "browser"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def authority(workshop) -> Authority:
    return Authority(workshop)


@pytest.fixture(scope="session")
def site(workshop) -> Site:
    site = Site(workshop / "site", public_url="https://sso.cig.test")
    world.populate(site)
    site.start()
    yield site
    assert site.stop() == 0, site.log()


@pytest.fixture(scope="session")
def shibboleth(workshop, site) -> ShibbolethSP:
    provider = ShibbolethSP(
        workshop / "shibboleth", site.entity_id, site.metadata, public_url="https://sp.valmont.test").start()
    world.connect(site, world.NETCOTISATION, provider, workshop)
    site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    yield provider
    provider.stop()


@pytest.fixture(scope="session")
def bip(workshop, site) -> ShibbolethSP:
    """A second one, for the guide's first application."""
    provider = ShibbolethSP(
        workshop / "bip", site.entity_id, site.metadata, public_url="https://bip.valmont.test").start()
    world.connect(site, world.BIP, provider, workshop)
    site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    yield provider
    provider.stop()


@pytest.fixture(scope="session")
def front(workshop, authority, site, shibboleth, bip) -> TLSFront:
    front = TLSFront(workshop / "nginx", authority)
    front.serve_product("sso.cig.test", site.port)
    front.serve_service_provider("sp.valmont.test", shibboleth.port)
    front.serve_service_provider("bip.valmont.test", bip.port)
    front.start()
    yield front
    front.stop()


@pytest.fixture(scope="session")
def browser(workshop, authority, front) -> Browser:
    with chromium(workshop / "profile", authority=authority.certificate, hosts_at=front.port) as browser:
        yield browser


@pytest.fixture
def visit(browser) -> Callable[..., Visitor]:
    """Makes a new visitor: somebody with a browser of his own, whose console is read when the test ends."""
    visitors = []

    def make(**settings) -> Visitor:
        visitors.append(Visitor(browser, **settings))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.leave()


@pytest.fixture
def visitor(visit) -> Visitor:
    return visit()
