"""What a stop, or a power cut, must not take away."""

import pytest

from Harness import world
from Harness.product import Site
from Harness.python_service_providers import PySAML2
from Harness.world import KARIM


@pytest.fixture(scope="module")
def site(workshop) -> Site:
    site = Site(workshop / "restarted")
    world.populate(site)
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def pysaml2(workshop, site) -> PySAML2:
    provider = PySAML2(workshop / "restarted-pysaml2", "http://127.0.0.1:8/restarted", site.metadata)
    world.connect(site, world.BIP, provider, workshop)
    return provider


@pytest.mark.parametrize("ending", ["stop", "kill"])
def test_sessions_waiting_requests_and_used_ones_survive(agent, site, pysaml2, ending):
    used = pysaml2.redirect()
    agent.open(used)
    agent.sign_in(KARIM.email, KARIM.password)
    other = type(agent)()
    waiting = other.open(pysaml2.redirect())

    getattr(site, ending)()
    site.start()

    assert agent.open(pysaml2.redirect()).has_field("SAMLResponse"), "still signed in"
    stranger = type(agent)()
    stranger.open(site.public_url)
    stranger.sign_in(KARIM.email, KARIM.password)
    assert 400 <= stranger.open(used).status < 500, "an answered request is answered no second time"
    other.show(waiting)
    assert other.sign_in(KARIM.email, KARIM.password).has_field("SAMLResponse"), "the waiting request goes on"
