"""What is tried alike with each service provider that keeps a page for those who are signed in."""

from contextlib import contextmanager

from . import world
from .world import HELENE, KARIM


@contextmanager
def connected(provider, site, workshop, slug: str, name: str):
    """The started provider, registered for an application of that name, whose links open the page it keeps."""
    world.add_application(site, slug, name, HELENE, KARIM)
    world.connect(site, slug, provider, workshop)
    site.decide(provider.entity_id, default_relay_state=provider.secret_page)
    try:
        yield provider
    finally:
        provider.stop()


def open_secret_page(agent, provider, person):
    """Where somebody ends who asks for the page and signs in on the way."""
    agent.open(provider.secret_page)
    agent.pass_on()  # a request by HTTP-POST
    agent.sign_in(person.email, person.password)
    return agent.pass_on()


def open_from_the_portal(agent, site, name: str, person):
    """Where somebody ends who signs in to the portal and takes the application's tile."""
    agent.open(site.public_url)
    agent.sign_in(person.email, person.password)
    agent.open(agent.tile(name), source=agent.page.url)
    return agent.pass_on()


def sign_out_of_both(agent, site, provider) -> None:
    """Signs Karim in, then out at the service provider: afterwards nobody is signed in there or here."""
    open_secret_page(agent, provider, KARIM)

    agent.open(provider.logout)
    page = agent.pass_on()

    assert page.url == f"{provider.public_url}/open", page
    assert agent.open(site.public_url).has_field("password")
    assert agent.open(provider.secret_page).has_field("password")
