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
def common_site(workshop) -> Site:
    """Made, not yet started: a file of tests begins with `site`."""
    site = Site(workshop / "site", public_url="https://sso.cig.test")
    world.populate(site)
    return site


@pytest.fixture(scope="session")
def shibboleth(workshop, common_site) -> ShibbolethSP:
    provider = ShibbolethSP(
        workshop / "shibboleth", common_site.entity_id, common_site.metadata,
        public_url="https://sp.valmont.test").start()
    world.connect(common_site, world.NETCOTISATION, provider, workshop)
    common_site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    yield provider
    provider.stop()


@pytest.fixture(scope="session")
def bip(workshop, common_site) -> ShibbolethSP:
    """A second one, for the guide's first application."""
    provider = ShibbolethSP(
        workshop / "bip", common_site.entity_id, common_site.metadata, public_url="https://bip.valmont.test").start()
    world.connect(common_site, world.BIP, provider, workshop)
    common_site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    yield provider
    provider.stop()


@pytest.fixture(scope="session")
def front(workshop, authority, common_site, shibboleth, bip) -> TLSFront:
    front = TLSFront(workshop / "nginx", authority)
    front.serve_product("sso.cig.test", common_site.port)
    front.serve_service_provider("sp.valmont.test", shibboleth.port)
    front.serve_service_provider("bip.valmont.test", bip.port)
    front.start()
    yield front
    front.stop()


@pytest.fixture(scope="session")
def beginning(workshop, common_site, shibboleth, bip) -> Path:
    """The site before any test, with both service providers."""
    return common_site.copy(workshop / "beginning")


@pytest.fixture(scope="module")
def site(common_site, beginning) -> Site:
    """The site as it was at the beginning: whatever order the files of tests run in, none meets another's people."""
    common_site.become(beginning)
    yield common_site.start()
    assert common_site.stop() == 0, common_site.log()


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
