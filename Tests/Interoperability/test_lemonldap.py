"""LemonLDAP::NG, the gateway of many a town hall, leaves the sign-in to us: every binding, attributes, logout."""

import json
from contextlib import contextmanager

import pytest

from Harness.lemonldap import LemonLDAP, is_installed
from Harness.protected_page import connected, open_from_the_portal, open_secret_page
from Harness.world import HELENE, KARIM, TOWN

pytestmark = pytest.mark.skipif(
    not is_installed(),
    reason="this system has no packages liblemonldap-ng-portal-perl, liblasso-perl and libxml-simple-perl")

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


@contextmanager
def serving(workshop, site, application: str, **manner):
    slug = application.lower()
    provider = LemonLDAP(workshop / f"lemonldap-{slug}", site.metadata, application, **manner).start()
    with connected(provider, site, workshop, slug, application):
        yield provider


@pytest.fixture(scope="module")
def by_redirect(workshop, site) -> LemonLDAP:
    """As it is set up by default."""
    with serving(workshop, site, "Intranet") as provider:
        yield provider


@pytest.fixture(scope="module")
def by_post(workshop, site) -> LemonLDAP:
    """Asks for persistent names, which its metadata never lists; its key has no certificate."""
    with serving(workshop, site, "Extranet", bare_key=True, SSOBinding="http-post", SLOBinding="http-post",
                 NameIDFormat="persistent", UserAttribute="mail") as provider:
        yield provider


@pytest.fixture(scope="module")
def by_soap(workshop, site) -> LemonLDAP:
    """Fetches what an artifact stands for, and tells the logout from server to server."""
    with serving(workshop, site, "Courrier", by_artifact=True, SLOBinding="http-soap") as provider:
        yield provider


@pytest.fixture(params=["by_redirect", "by_post", "by_soap"])
def lemonldap(request) -> LemonLDAP:
    return request.getfixturevalue(request.param)


def told(page) -> dict:
    """The session that its handler shows the application."""
    assert page.headers["Content-Type"].startswith("application/json"), page
    return json.loads(page.body)


def test_its_request_ends_on_the_page_that_was_asked_for(agent, site, lemonldap):
    page = open_secret_page(agent, lemonldap, HELENE)
    assert page.url == lemonldap.secret_page
    session = told(page)
    assert (session["_idp"], session["_user"]) == (site.entity_id, HELENE.email)
    assert (session["givenName"], session["sn"]) == ("Hélène", "Lefèvre-N'Guyen")
    assert session["role"] == f"{lemonldap.application} : agents"


def test_it_opens_from_the_portal(agent, site, lemonldap):
    page = open_from_the_portal(agent, site, lemonldap.application, KARIM)
    assert page.url == lemonldap.secret_page
    session = told(page)
    assert session["mail"] == KARIM.email and session["structure"] == TOWN


def test_its_logout_ends_both_sessions(agent, site, lemonldap):
    open_secret_page(agent, lemonldap, KARIM)
    agent.open(lemonldap.logout)
    assert agent.pass_on().url.startswith(lemonldap.public_url)
    assert agent.open(site.public_url).has_field("password")
    agent.open(lemonldap.secret_page)
    assert agent.pass_on().has_field("password")


def test_our_logout_ends_its_session(agent, site, lemonldap):
    open_secret_page(agent, lemonldap, KARIM)
    agent.open(site.public_url)
    page = agent.press("Se déconnecter")
    assert "Vous êtes déconnecté de Convergences et de vos applications" in page.text
    agent.open(lemonldap.secret_page)
    assert agent.pass_on().has_field("password")


def test_its_signed_request_gets_the_persistent_name_that_its_metadata_does_not_list(agent, by_post):
    session = told(open_secret_page(agent, by_post, KARIM))
    assert PERSISTENT in session["_lassoSessionDump"] and KARIM.email not in session["_lassoSessionDump"]


def test_it_decrypts_what_is_encrypted_for_it(agent, site, by_redirect):
    with site.deciding(by_redirect.entity_id, encryption="always"):
        page = open_secret_page(agent, by_redirect, KARIM)
    assert told(page)["mail"] == KARIM.email


def test_a_name_that_it_encrypts_by_aes_cbc_ends_no_session_of_ours(agent, workshop, site):
    with serving(workshop, site, "Archives", EncryptionMode="nameid") as provider:
        open_secret_page(agent, provider, KARIM)
        agent.open(provider.logout)
        assert agent.pass_on().status == 400
        assert not agent.open(site.public_url).has_field("password")
