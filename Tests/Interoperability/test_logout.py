"""Single logout with Shibboleth SP and pysaml2, both ways and by every binding: whose session ends, and what is said."""

import re
import socket
import time
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, BINDING_SOAP

from Harness.programs import free_port
from Harness.python_service_providers import PySAML2
from Harness.shibboleth import POST, REDIRECT, SOAP, ShibbolethSP
from Harness.world import BIP, ELECPRO, KARIM, NETCOTISATION, SITE, connect

STATUS = "urn:oasis:names:tc:SAML:2.0:status:"
SUCCESS, PARTIAL = [STATUS + "Success"], [STATUS + "Success", STATUS + "PartialLogout"]


def started(workshop, site, name, application, **manner) -> ShibbolethSP:
    provider = ShibbolethSP(workshop / name, site.entity_id, site.metadata, **manner).start()
    connect(site, application, provider, workshop)
    return provider


@pytest.fixture(scope="module")
def back(workshop, site):
    """Takes logouts from server to server, and asks by HTTP-Redirect."""
    provider = started(workshop, site, "logout-back", NETCOTISATION, takes_logout_by=(SOAP, REDIRECT, POST))
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def front(workshop, site):
    """Takes logouts through the browser only, and asks by HTTP-POST."""
    provider = started(
        workshop, site, "logout-front", ELECPRO, takes_logout_by=(REDIRECT, POST), asks_logout_by=POST)
    yield provider
    provider.stop()


def python_provider(workshop, site, name, application, *endpoints) -> PySAML2:
    provider = PySAML2(workshop / f"logout-{name}", f"http://127.0.0.1:8/{name}", site.metadata,
                       takes_logout_at=[(location, binding) for binding, location in endpoints])
    connect(site, application, provider, workshop)
    return provider


@pytest.fixture(scope="module")
def asking(workshop, site) -> PySAML2:
    """Ends sessions itself, by whatever binding."""
    return python_provider(workshop, site, "asking", BIP, (BINDING_HTTP_REDIRECT, "http://127.0.0.1:8/asking/slo"))


@pytest.fixture(scope="module")
def hanging():
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=32) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/slo"


@pytest.fixture(scope="module")
def unreachable(workshop, site, hanging) -> dict[str, PySAML2]:
    """Three that cannot end their session: nothing listens, nobody answers, no endpoint in the metadata."""
    return {
        "dead": python_provider(workshop, site, "dead", SITE, (BINDING_SOAP, f"http://127.0.0.1:{free_port()}/slo")),
        "hanging": python_provider(workshop, site, "hanging", SITE, (BINDING_SOAP, hanging)),
        "mute": python_provider(workshop, site, "mute", SITE),
    }


def enter(agent, provider: ShibbolethSP) -> None:
    agent.open(provider.secret_page)
    if agent.page.has_field("password"):
        agent.sign_in(KARIM.email, KARIM.password)
    agent.pass_on()
    assert has_session(agent, provider)


def enter_python(agent, provider: PySAML2):
    agent.open(provider.redirect())
    if agent.page.has_field("password"):
        agent.sign_in(KARIM.email, KARIM.password)
    return provider.receive(agent.page)


def has_session(agent, provider: ShibbolethSP) -> bool:
    """By Shibboleth's own word."""
    shown = agent.page
    page = agent.open(provider.session_page)
    agent.show(shown)
    return b"identity_provider" in page.body


def is_signed_in(agent, site) -> bool:
    shown = agent.page
    page = agent.open(f"{site.public_url}/profil")
    agent.show(shown)
    return not page.has_field("password")


def sign_out(agent, site):
    agent.open(site.public_url)
    return agent.press("Se déconnecter")


def state_of(page, application: str) -> str:
    """What the page of a logout says of an application."""
    rows = [row for row in page.document.iter("li") if application in row.text_content() and row.find_class("tag")]
    assert len(rows) == 1, page
    return " ".join(rows[0].find_class("tag")[0].text_content().split())


def test_from_our_portal_shibboleth_is_told_from_server_to_server(agent, site, back):
    enter(agent, back)
    page = sign_out(agent, site)
    assert state_of(page, "NetCotisation") == "Déconnecté"
    assert "refresh" not in page.headers, "no browser has to go anywhere"
    assert not has_session(agent, back), back.log()
    assert not is_signed_in(agent, site)


def test_from_our_portal_shibboleth_is_told_through_the_browser(agent, site, front):
    enter(agent, front)
    page = sign_out(agent, site)
    assert state_of(page, "Elecpro 2022") == "Déconnecté"
    assert not has_session(agent, front), front.log()


@pytest.mark.parametrize("asked_by", ["back", "front"])
def test_shibboleth_ends_the_session_everywhere(agent, site, asked_by, request, back, front):
    """By HTTP-Redirect and by HTTP-POST, with the other one in the session."""
    asking, other = (back, front) if asked_by == "back" else (front, back)
    enter(agent, back)
    enter(agent, front)
    agent.open(asking.logout)
    agent.pass_on()
    assert agent.page.url.startswith(asking.public_url), agent.page
    assert "artial" not in agent.page.text and "rror" not in agent.page.text, agent.page
    assert not has_session(agent, asking), asking.log()
    assert not has_session(agent, other), other.log()
    assert not is_signed_in(agent, site)


@pytest.mark.parametrize("kind, word", [
    ("dead", "N’a pas répondu"), ("hanging", "N’a pas répondu"), ("mute", "Ne gère pas la déconnexion")])
def test_who_cannot_be_told_is_named_and_holds_up_nobody(agent, site, back, unreachable, kind, word):
    """From our portal, then by Shibboleth, which is told PartialLogout once the person has seen who stayed."""
    for begun_by in ("portal", "shibboleth"):
        enter(agent, back)
        enter_python(agent, unreachable[kind])
        begun = time.monotonic()
        if begun_by == "portal":
            page = sign_out(agent, site)
            assert state_of(page, "NetCotisation") == "Déconnecté"
        else:
            agent.open(back.logout)
            page = agent.pass_on()
        assert time.monotonic() - begun < 6
        assert state_of(page, "Site internet") == word
        assert "mais pas de Site internet" in page.text
        assert not has_session(agent, back) or begun_by == "shibboleth"
        if begun_by == "shibboleth":
            agent.press("Revenir à NetCotisation")
            page = agent.pass_on()
            assert page.url.startswith(back.public_url)
            assert "artial" in page.text, page
            assert not has_session(agent, back), back.log()
        assert not is_signed_in(agent, site)


@pytest.mark.parametrize("binding", [BINDING_HTTP_REDIRECT, BINDING_HTTP_POST, BINDING_SOAP])
@pytest.mark.parametrize("others", ["nobody", "shibboleth", "mute"])
def test_pysaml2_ends_the_session_and_learns_how_far_it_went(
        agent, site, back, asking, unreachable, binding, others):
    response = enter_python(agent, asking)
    if others == "shibboleth":
        enter(agent, back)
    elif others == "mute":
        enter_python(agent, unreachable["mute"])

    message = asking.end(response, binding)
    if binding == BINDING_SOAP:
        answer = requests.post(message["url"], data=message["data"], timeout=20, headers=dict(message["headers"]))
        assert answer.status_code == 200, answer.text
        status = asking.ended(answer.text, BINDING_SOAP)
    else:
        status = asking.ended(*through_the_browser(agent, message, binding, insists=others == "mute"))
    assert status == (PARTIAL if others == "mute" else SUCCESS)
    assert not is_signed_in(agent, site)
    if others == "shibboleth":
        assert not has_session(agent, back), back.log()


def through_the_browser(agent, message, binding, insists: bool) -> tuple[str, str]:
    """The answer that the browser would carry to the service provider; nothing listens there."""
    answer = None

    def stop(prepared):
        nonlocal answer
        answer = prepared

    agent.stop_before("http://127.0.0.1:8/", stop)
    if binding == BINDING_HTTP_REDIRECT:
        agent.open(dict(message["headers"])["Location"])
    else:
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', message["data"]))
        agent.post(message["url"], fields, source="http://127.0.0.1:8/")
    if insists:
        assert answer is None, "the person sees who stayed first"
        agent.press("Revenir à BIP")
    (text,) = parse_qs(urlsplit(answer).query)["SAMLResponse"]
    return text, BINDING_HTTP_REDIRECT
