"""Signing on through nginx with TLS, service provider and identity provider on different sites."""

import json
import re

import pytest
from playwright.sync_api import expect

from Browser.visitor import shown
from Harness import world
from Harness.shibboleth import values
from Harness.world import CCAS, FATOU, HELENE, KARIM, TOWN


def told(page) -> dict:
    """What mod_shib told the application of the person."""
    return json.loads(page.locator("pre").inner_text())


@pytest.mark.parametrize("binding", ["redirect", "post"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_person_signs_on(visit, site, shibboleth, binding, scripts):
    visitor = visit(scripts=scripts)
    page = visitor.page
    page.goto(shibboleth.login(binding))
    if not scripts and binding == "post":
        page.locator("input[type=submit]").click()  # Shibboleth's own page
    visitor.sign_in(KARIM)
    if not scripts:
        button = page.get_by_role("button", name="Continuer vers NetCotisation")
        expect(button).to_be_visible()
        button.click()
    page.wait_for_url(shibboleth.secret_page)
    assert told(page)["mail"] == KARIM.email
    assert values(told(page)["role"]) == [world.PLAIN]


@pytest.mark.parametrize("binding", ["redirect", "post"])
def test_the_session_is_found_again_on_a_request_from_another_site(visitor, site, shibboleth, binding):
    """SameSite=Lax keeps the cookie from a cross-site POST: the request must bounce through a page of our own."""
    page = visitor.page
    page.goto(site.public_url)
    visitor.sign_in(KARIM)
    page.wait_for_url(f"{site.public_url}/")
    page.goto(shibboleth.login(binding))
    page.wait_for_url(shibboleth.secret_page)
    assert told(page)["mail"] == KARIM.email


def test_cookies_belong_to_one_host_and_to_no_script(visitor, site):
    visitor.page.goto(site.public_url)
    visitor.sign_in(KARIM)
    visitor.page.wait_for_url(f"{site.public_url}/")
    cookies = visitor.context.cookies(site.public_url)
    assert cookies
    for cookie in cookies:
        assert cookie["name"].startswith("__Host-"), cookie
        assert cookie["secure"] and cookie["path"] == "/" and cookie["domain"] == "sso.cig.test", cookie
        assert cookie["sameSite"] == "Lax", cookie
        assert cookie["httpOnly"], cookie


@pytest.mark.parametrize("path", ["/connexion", "/", "/nulle-part", "/saml/sso", "/saml/metadata"])
def test_every_answer_carries_the_security_headers(front, path):
    headers = front.ask("sso.cig.test", path).headers
    assert re.fullmatch(r"max-age=\d{8,}.*", headers["Strict-Transport-Security"])
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin"


def test_another_host_name_is_refused(front):
    assert front.ask("sso.cig.test", "/connexion", headers={"Host": "sso.cig.test"}).status == 200
    assert front.ask("sso.cig.test", "/connexion", headers={"Host": "evil.test"}).status >= 400


def test_the_client_address_is_what_the_proxy_says_and_not_what_the_client_claims(front, site):
    front.ask("sso.cig.test", "/aide", headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"})
    line = next(line for line in reversed(site.log().splitlines()) if "/aide" in line)
    assert "127.0.0.1" in line and "203.0.113.9" not in site.log()


def test_several_tabs_wait_and_each_goes_on_after_one_sign_in(visitor, shibboleth):
    first, second = visitor.page, visitor.new_tab()
    first.goto(shibboleth.login("redirect"))
    second.goto(shibboleth.login("post"))
    second.wait_for_url("**/connexion**")
    visitor.sign_in(KARIM, first)
    first.wait_for_url(shibboleth.secret_page)

    visitor.context.clear_cookies(domain="sp.valmont.test")
    second.reload()
    second.wait_for_url(re.compile(r"https://sp\.valmont\.test/.*"))


@pytest.mark.parametrize("binding", ["redirect", "post"])
def test_back_and_reload_never_end_in_an_error(visitor, site, shibboleth, binding):
    page = visitor.page
    statuses = []
    page.on("response", lambda answer: statuses.append((answer.status, answer.url)))
    page.goto(shibboleth.login(binding))
    page.wait_for_url("**/connexion**")
    sign_in_page = page.url
    page.reload()
    expect(page.locator("input[name=password]")).to_be_visible()
    visitor.sign_in(KARIM)
    page.wait_for_url(shibboleth.secret_page)

    page.go_back()
    page.wait_for_load_state()
    page.goto(sign_in_page)  # a tab that the browser restores
    page.wait_for_load_state()
    assert not page.locator("input[name=password]").is_visible(), shown(page)
    ours = [(status, url) for status, url in statuses if status >= 400 and url.startswith(site.public_url)]
    assert not ours


def test_a_person_chooses_the_structure_to_act_for(visitor, shibboleth):
    page = visitor.page
    page.goto(shibboleth.secret_page)
    visitor.sign_in(HELENE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert TOWN in shown(page) and CCAS in shown(page)
    page.locator("a, button").filter(has_text=CCAS).click()
    page.wait_for_url(shibboleth.secret_page)
    person = told(page)
    assert (person["displayName"], person["structure"]) == (HELENE.display_name, CCAS)


def test_a_tile_opens_in_a_new_tab_for_each_structure(visitor, site, shibboleth):
    page = visitor.page
    page.goto(site.public_url)
    visitor.sign_in(HELENE)
    tile = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="NetCotisation"))
    received = []
    for structure in (TOWN, CCAS):
        link = tile.get_by_role("link").filter(has_text=structure)
        with visitor.context.expect_page() as opening:
            link.click(modifiers=["Control"])
        tab = opening.value
        tab.wait_for_url(shibboleth.secret_page)
        received.append(told(tab)["structure"])
        visitor.context.clear_cookies(domain="sp.valmont.test")
    assert received == [TOWN, CCAS]


def test_without_a_role_a_page_says_whom_to_ask(visitor, shibboleth):
    visitor.tolerate("the server responded with a status of 403")
    page = visitor.page
    page.goto(shibboleth.secret_page)
    visitor.sign_in(FATOU)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.startswith("https://sso.cig.test/")
    assert "NetCotisation" in shown(page)


def test_sign_out_ends_the_session(visitor, site):
    page = visitor.page
    page.goto(site.public_url)
    visitor.sign_in(KARIM)
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/deconnexion/*")
    assert "Vous êtes déconnecté" in shown(page)
    page.go_back()
    expect(page.locator("input[name=password]")).to_be_visible()
    assert "Bonjour" not in shown(page)


def test_a_wrong_password_is_told_at_the_top(visitor, site):
    visitor.tolerate("the server responded with a status of 4")
    page = visitor.page
    page.goto(site.public_url)
    page.fill("input[name=email]", KARIM.email)
    page.fill("input[name=password]", "pas celui-là, non")
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_title(re.compile(r"^Erreur"))
    assert "Adresse ou mot de passe incorrect" in shown(page).replace("\u00a0", " ")
