"""What `Scripts/demo` starts: the portal on localhost, four service providers on 127.0.0.1, another site to a browser."""

import json
import subprocess

import pytest
from playwright.sync_api import expect

from Browser.visitor import Visitor, assert_fits, assert_no_barrier, shown
from Harness.chromium import chromium
from Harness.product import EXECUTABLE
from Harness.programs import Program, free_port, is_listening
from Harness.world import Person

APPLICATIONS = {"bip": "BIP", "site": "Site internet", "netcotisation": "NetCotisation", "elecpro": "Elecpro 2022"}


class Demonstration:
    def __init__(self, folder):
        folder.mkdir()
        self.portal_port, self.applications_port = free_port(), free_port()
        self.portal = f"http://localhost:{self.portal_port}"
        self.applications = f"http://127.0.0.1:{self.applications_port}"
        self._folder = folder
        self._command = [EXECUTABLE, "demo", "--folder", folder / "demo", "--port", str(self.portal_port),
                         "--sp-port", str(self.applications_port)]
        prepared = subprocess.run([*self._command, "--prepare", "--json"], capture_output=True, check=True)
        self._accounts = {account["name"]: account for account in json.loads(prepared.stdout)}

    def start(self) -> None:
        self.program = Program("demo", self._command, self._folder)
        self.program.wait_until(lambda: is_listening(self.portal_port) and is_listening(self.applications_port))

    def person(self, name: str) -> Person:
        account = self._accounts[name]
        given_name, family_name = name.split(" ", 1)
        return Person(given_name, family_name, account["address"], account["password"])


@pytest.fixture(scope="module")
def demo(workshop) -> Demonstration:
    demo = Demonstration(workshop / "demonstration")
    demo.start()
    yield demo
    demo.program.stop()
    assert not is_listening(demo.applications_port), "its service providers end with it"


@pytest.fixture(scope="module")
def browser(workshop):
    with chromium(workshop / "demonstration-profile") as browser:
        yield browser


def test_it_prints_the_accounts_to_try(demo):
    demo.program.wait_until(lambda: "Ctrl-C" in demo.program.output())
    nadia = demo.person("Nadia Benslimane")
    assert nadia.email in demo.program.output() and nadia.password in demo.program.output()


@pytest.mark.parametrize("query", ["", "?binding=post"], ids=["redirect", "post"])
@pytest.mark.parametrize("slug", APPLICATIONS)
def test_each_application_signs_people_in(visitor, demo, slug, query):
    page = visitor.page
    page.goto(f"{demo.applications}/{slug}/login{query}")
    page.wait_for_url(f"{demo.portal}/connexion**")
    visitor.sign_in(demo.person("Nadia Benslimane"))
    page.wait_for_url(f"{demo.applications}/{slug}/")
    assert "nadia.benslimane@ville-valmont.example" in shown(page)
    assert "Ville de Valmont" in shown(page)


def test_one_sign_in_opens_every_application(visitor, demo):
    page = visitor.page
    page.goto(f"{demo.applications}/bip/login?binding=post")
    visitor.sign_in(demo.person("Nadia Benslimane"))
    page.wait_for_url(f"{demo.applications}/bip/")
    for slug in ("site", "netcotisation", "elecpro"):
        page.goto(f"{demo.applications}/{slug}/login?binding=post")
        page.wait_for_url(f"{demo.applications}/{slug}/")


def test_an_application_may_ask_for_the_password_again(visitor, demo):
    page = visitor.page
    page.goto(f"{demo.applications}/bip/login")
    visitor.sign_in(demo.person("Nadia Benslimane"))
    page.wait_for_url(f"{demo.applications}/bip/")
    page.goto(f"{demo.applications}/bip/login?forceAuthn=1")
    page.wait_for_url(f"{demo.portal}/connexion**")
    expect(page.locator("input[name=email]")).not_to_be_editable()  # nobody else may answer
    page.fill("input[name=password]", demo.person("Nadia Benslimane").password)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"{demo.applications}/bip/")


def test_the_portal_opens_an_application_for_each_structure(visitor, demo):
    page = visitor.page
    page.goto(demo.portal)
    visitor.sign_in(demo.person("Élodie Barbier"))
    page.wait_for_url(f"{demo.portal}/")
    structures = []
    for way in page.locator("li.tile li a").all():
        with visitor.context.expect_page() as opening:
            way.click(modifiers=["Control"])
        opening.value.wait_for_url(f"{demo.applications}/**")
        structures.append(next(name for name in ("CCAS de Valmont", "Ville de Valmont") if name in shown(opening.value)))
    assert set(structures) == {"CCAS de Valmont", "Ville de Valmont"}


def test_a_name_with_accents_arrives_exactly(visitor, demo):
    page = visitor.page
    page.goto(demo.portal)
    visitor.sign_in(demo.person("Hélène Lefèvre-N'Guyen"))
    page.wait_for_url(f"{demo.portal}/")
    page.locator("li.tile h3 a").first.click()
    page.wait_for_url(f"{demo.applications}/**")
    assert "Hélène Lefèvre-N'Guyen" in shown(page)


def open_applications(visitor, demo, slugs, scripts=True):
    visitor.page.goto(demo.portal)
    visitor.sign_in(demo.person("Nadia Benslimane"))
    visitor.page.wait_for_url(f"{demo.portal}/")
    for slug in slugs:
        visitor.page.goto(f"{demo.applications}/{slug}/login")
        if not scripts:
            visitor.page.get_by_role("button", name="Continuer vers").click()
        visitor.page.wait_for_url(f"{demo.applications}/{slug}/")


def is_open(visitor, demo, slug) -> bool:
    visitor.page.goto(f"{demo.applications}/{slug}/")
    return "Bonjour" in shown(visitor.page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_signing_out_tells_the_truth_of_each_application(browser, demo, scripts):
    """By SOAP, through the browser, and one that takes no logout: the page says which, and so it is."""
    visitor = Visitor(browser, scripts=scripts)
    page = visitor.page
    open_applications(visitor, demo, ["bip", "site", "netcotisation"], scripts)
    if scripts:
        page.goto(f"{demo.applications}/elecpro/login")
        page.wait_for_url(f"{demo.applications}/elecpro/")
    page.goto(demo.portal)
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/deconnexion/*")
    expect(page.locator(".rows .tag.ok")).to_have_count(3)
    expected = "mais pas d’Elecpro 2022" if scripts else "et de vos applications"
    expect(page.get_by_role("heading", level=1)).to_contain_text(expected)
    assert_no_barrier(page) if scripts else None
    assert_fits(page)
    assert not any(is_open(visitor, demo, slug) for slug in ("bip", "site", "netcotisation"))
    page.goto(demo.portal)
    expect(page.locator("input[name=password]")).to_be_visible()
    visitor.leave()


def test_an_application_signs_out_everywhere(visitor, demo):
    open_applications(visitor, demo, ["bip", "netcotisation"])
    visitor.page.goto(f"{demo.applications}/bip/")
    visitor.page.get_by_role("button", name="Se déconnecter de tout").click()
    expect(visitor.page.get_by_text("(Success)")).to_be_visible()
    assert not is_open(visitor, demo, "netcotisation")


def test_an_application_learns_that_another_stayed_open(visitor, demo):
    open_applications(visitor, demo, ["bip", "elecpro"])
    visitor.page.goto(f"{demo.applications}/bip/")
    visitor.page.get_by_role("button", name="Se déconnecter de tout").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("mais pas d’Elecpro 2022")
    visitor.page.get_by_role("link", name="Revenir à BIP").click()
    expect(visitor.page.get_by_text("(PartialLogout)")).to_be_visible()
    assert is_open(visitor, demo, "elecpro")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_pages_of_the_demonstration_applications(visit, demo, width, scheme):
    visitor: Visitor = visit(width=width, scheme=scheme)
    page = visitor.page
    for name, path in {"applications": "/", "application": "/bip/"}.items():
        page.goto(demo.applications + path)
        visitor.photograph(f"demo-{name}-{width}-{scheme}")
        assert_fits(page)
        assert_no_barrier(page)
    page.goto(f"{demo.applications}/bip/login")
    visitor.sign_in(demo.person("Nadia Benslimane"))
    page.wait_for_url(f"{demo.applications}/bip/")
    expect(page.locator("h1")).to_be_visible()
    visitor.photograph(f"demo-recu-{width}-{scheme}")
    assert_fits(page)
    assert_no_barrier(page)
