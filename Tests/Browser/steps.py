"""What a referent and an operator do, step by step, as they would tell it. Works with scripts and without."""

import csv
import io
import json
import re

from playwright.sync_api import Page, expect

from Harness.product import Site
from Harness.world import Person

from Browser.visitor import Visitor, shown

DIRECTORY = "Annuaire des identités et des accès"


def enter(visitor: Visitor, site: Site, person: Person) -> Page:
    """From the address of the portal to the list of applications."""
    page = visitor.page
    page.goto(site.public_url)
    visitor.sign_in(person)
    page.wait_for_url(f"{site.public_url}/")
    return page


def open_directory(page: Page) -> None:
    """From the list of applications, as the guide says."""
    follow(page, page.get_by_role("main").get_by_role("link", name=DIRECTORY))


def tabs(page: Page):
    return page.get_by_role("navigation", name="Annuaire", exact=True).get_by_role("link")


def tab(page: Page, name: str) -> None:
    """One of the three tabs; from a page below them, by way of the header."""
    if tabs(page).count() == 0:
        follow(page, page.get_by_role("banner").get_by_role("link", name="Annuaire"))
    follow(page, tabs(page).filter(has_text=name))


def follow(page: Page, link) -> None:
    """Clicks a link or a button, and waits for the page that it leads to."""
    with page.expect_navigation():
        link.click()


def press(page: Page, name: str) -> None:
    """Presses the button of this name, and waits for the answer."""
    follow(page, page.get_by_role("button", name=name, exact=True))


def open_tab(visitor: Visitor, site: Site, person: Person, name: str) -> Page:
    page = enter(visitor, site, person)
    open_directory(page)
    tab(page, name)
    return page


def add_user(page: Page, structure: str | None, family_name: str, given_name: str, email: str) -> None:
    """Utilisateurs → Ajouter → the fields → Enregistrer."""
    tab(page, "Utilisateurs")
    follow(page, page.get_by_role("main").get_by_role("link", name="Ajouter").first)
    fill_user(page, structure, family_name, given_name, email)


def fill_user(page: Page, structure: str | None, family_name: str, given_name: str, email: str) -> None:
    if structure:
        page.locator("#structure").select_option(label=structure)
    page.locator("#nom").fill(family_name)
    page.locator("#prenom").fill(given_name)
    page.locator("#email").fill(email)
    press(page, "Enregistrer")


def assign(page: Page, role: str, letters: str, name: str, scripts: bool = True) -> None:
    """Applications → Affecter on the role's line → first letters → the person → Affecter."""
    tab(page, "Applications")
    follow(page, page.get_by_role("link", name=f"Affecter à {role}"))
    choose(page, letters, name, scripts)
    press(page, "Affecter")


def choose(page: Page, letters: str, name: str, scripts: bool = True) -> None:
    """Types first letters and takes the person from what is proposed."""
    field = page.locator("#q")
    if scripts:
        field.press_sequentially(letters)
        option = page.get_by_role("option").filter(has_text=name)
        expect(option).to_be_visible()
        expect(page.get_by_role("option").first).to_be_visible()
        while option.get_attribute("aria-selected") != "true":
            field.press("ArrowDown")
        field.press("Enter")
        expect(page.locator("[data-chosen-list]")).to_contain_text(name)
    else:
        field.fill(letters)
        press(page, "Chercher")
        page.locator("label.check").filter(has_text=name).locator("input").check()


def members(page: Page, role: str) -> None:
    """Applications → Membres of the role."""
    tab(page, "Applications")
    follow(page, page.get_by_role("link", name=re.compile(rf"Membres \(.*\) de {re.escape(role)}$")))


def act(page: Page, whom: str, command: str) -> None:
    """The command « Actions » of one line of a list."""
    page.locator("summary").and_(page.get_by_label(re.compile(f"^Actions pour {re.escape(whom)}"))).first.click()
    follow(page, page.get_by_role("link", name=command).locator("visible=true").first)


def find_user(page: Page, words: str) -> None:
    tab(page, "Utilisateurs")
    page.locator("#q").fill(words)
    press(page, "Filtrer")


def counted(page: Page) -> int:
    """The number of a heading such as « Utilisateurs (1 118) »."""
    heading = page.get_by_role("heading", level=1).inner_text()
    return int(re.sub(r"\D", "", re.search(r"\(([\d\s\u202f\u00a0]+)\)", heading).group(1)))


def downloaded(page: Page, menu: str, item: str) -> list[list[str]]:
    """The lines of a CSV that a menu of the page offers, its header included."""
    page.locator("summary").and_(page.get_by_label(menu)).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=item).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def told(page: Page) -> dict:
    """What mod_shib told the application of the person."""
    return json.loads(page.locator("pre").inner_text())


def flat(page: Page) -> str:
    """The text that a person reads, with plain spaces."""
    return re.sub(r"\s+", " ", shown(page))
