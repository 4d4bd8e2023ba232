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
