"""The journal in a browser: what a referent does is told at once, in sentences, to those whom it concerns and nobody else."""

import re
import time

import pytest
from playwright.sync_api import expect

from Browser.test_pages import profiles
from Browser.visitor import assert_fits, assert_heading, assert_no_barrier, shown
from Harness.world import FATOU, HELENE, NADIA

PAGES = {
    "journal": "/journal",
    "journal-personne": "/journal?personne={person}&vue=habilitations",
    "journal-vide": "/journal?du=2020-01-01&au=2020-01-31",
    "journal-evenement": "/journal/{entry}",
    "connexions": "/journal/connexions",
    "connexions-echecs": "/journal/connexions?vue=echecs",
}


@pytest.fixture
def nadia(visit, site):
    visitor = visit()
    visitor.page.goto(site.public_url)
    visitor.sign_in(NADIA)
    visitor.page.wait_for_url(f"{site.public_url}/")
    return visitor


def fail_to_sign_in(visit, site) -> None:
    stranger = visit()
    stranger.tolerate("the server responded with a status of 422")
    stranger.page.goto(f"{site.public_url}/connexion")
    stranger.page.fill("input[name=email]", FATOU.email)
    stranger.page.fill("input[name=password]", "ce n'est pas le bon")
    stranger.page.get_by_role("button", name="Se connecter").click()
    expect(stranger.page.get_by_role("alert").first).to_be_visible()


def test_statement_30_a_right_given_and_a_failed_sign_in_are_told_within_a_second(visit, site, nadia):
    page = nadia.page
    entry = site.run("entitlement", "grant", "--user", FATOU.email, "--structure", "Ville de Valmont",
                     "--role", "Elecpro\\utilisateur", "--application", "elecpro")
    assert entry
    done = time.monotonic()
    page.goto(f"{site.public_url}/journal")
    expect(page.locator(".log li").first).to_contain_text("a donné Elecpro\\utilisateur à Fatou Camara pour Ville de Valmont")
    assert time.monotonic() - done < 1
    expect(page.locator(".log li").first.locator("time")).to_have_attribute("datetime", re.compile(r"^20\d\d-"))
    site.run("entitlement", "revoke", "--user", FATOU.email, "--structure", "Ville de Valmont",
             "--role", "Elecpro\\utilisateur", "--application", "elecpro")
    page.reload()
    expect(page.locator(".log li").first).to_contain_text("a retiré Elecpro\\utilisateur à Fatou Camara")
    fail_to_sign_in(visit, site)
    page.goto(f"{site.public_url}/journal/connexions?vue=echecs")
    expect(page.locator(".log li").first).to_contain_text("Fatou Camara n’a pas pu se connecter : mot de passe incorrect")


def test_who_gave_karim_his_rights_is_two_clicks_from_the_list(nadia, site):
    page = nadia.page
    page.goto(f"{site.public_url}/annuaire/utilisateurs?q=amrani")
    page.get_by_label("Actions pour Karim Amrani").click()
    page.get_by_role("link", name="Historique des accès").click()
    expect(page.locator("h1")).to_have_text("Historique des accès de Karim Amrani")
    expect(page.locator(".log")).to_contain_text("Karim Amrani pour Ville de Valmont")


def test_statement_17_an_event_out_of_scope_does_not_exist(nadia, site):
    nadia.tolerate("the server responded with a status of 404")
    # What the operator did to an application is no referent's to see.
    answer = nadia.page.goto(f"{site.public_url}/journal/1")
    assert answer.status == 404
    assert nadia.page.goto(f"{site.public_url}/journal/etat").status == 404


def test_the_filters_work_with_scripts_off_and_stand_in_the_address(visit, site):
    visitor = visit(scripts=False)
    page = visitor.page
    page.goto(site.public_url)
    visitor.sign_in(NADIA)
    page.goto(f"{site.public_url}/journal")
    page.fill("input[name=q]", "hel lef")
    page.get_by_role("button", name="Filtrer").click()
    assert "q=hel" in page.url
    for line in page.locator(".log li").all_inner_texts():
        assert HELENE.display_name in line
    page.reload()
    expect(page.locator("input[name=q]")).to_have_value("hel lef")
    page.fill("input[name=du]", "2020-01-01")
    page.fill("input[name=au]", "2020-01-31")
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name="Chercher sur toute la période").click()
    assert "du=" not in page.url and "q=hel" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert HELENE.display_name in text and text.startswith("Numéro;Date;Heure;")


@profiles
def test_the_pages_of_the_journal(visit, site, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    visitor.page.goto(site.public_url)
    visitor.sign_in(NADIA)
    visitor.page.goto(f"{site.public_url}/annuaire/utilisateurs?q=amrani")
    link = visitor.page.locator("a[href^='/journal?personne=']").first.get_attribute("href")
    person = re.search(r"personne=(\d+)", link)[1]
    visitor.page.goto(f"{site.public_url}{link}")
    entry = re.search(r"/journal/(\d+)", visitor.page.locator(".log a.num").first.get_attribute("href"))[1]
    for name, path in PAGES.items():
        visitor.page.goto(site.public_url + path.format(person=person, entry=entry))
        visitor.photograph(f"{name}-{width}-{scheme}")
        assert_heading(visitor.page)
        assert_fits(visitor.page)
        assert_no_barrier(visitor.page)
        assert "Montreuil" not in shown(visitor.page)
