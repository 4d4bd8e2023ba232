"""Importer, bulk actions and Travaux in a browser, with scripts and without (Documentation/Statements.md, 11, 20 to 23)."""

import csv
import io
import re

import pytest

from Browser.test_pages import look_at, profiles
from Browser.visitor import assert_fits, assert_no_barrier, shown
from Harness.world import CCAS, DOMAIN, NADIA, TOWN

LIST = "/annuaire/utilisateurs"
IMPORT = LIST + "/importer"


def people_in(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def download(page, link) -> str:
    with page.expect_download() as waiting:
        link.click()
    return open(waiting.value.path(), encoding="utf-8", newline="").read()


def a_list(tag: str, count: int, bad: dict[int, str] | None = None) -> bytes:
    """A file as a French spreadsheet writes it: Windows-1252, semicolons."""
    lines = ["Nom;Prénom;Adresse électronique;Structure;Rôles"]
    for number in range(1, count + 1):
        lines.append((bad or {}).get(number) or
                     f"Nom{number};Zoé;{tag}{number}@{DOMAIN};{TOWN};BIP\\utilisateurs")
    return "\r\n".join(lines).encode("windows-1252")


def choose(page, content: bytes) -> None:
    page.set_input_files("input[name=fichier]", {"name": "arrivées.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Vérifier").click()


@pytest.fixture
def nadia(visit, site):
    def make(**settings):
        visitor = visit(**settings)
        visitor.page.goto(site.public_url)
        visitor.sign_in(NADIA)
        return visitor
    return make


def count_in_title(page) -> int:
    return int(re.sub(r"\D", "", page.locator("h1").inner_text()))


@pytest.mark.parametrize("scripts", [True, False])
def test_three_bad_lines_among_forty_five(nadia, site, scripts):
    tag = "avec" if scripts else "sans"
    visitor = nadia(scripts=scripts)
    page = visitor.page
    page.goto(site.public_url + LIST)
    before = count_in_title(page)
    page.get_by_role("link", name="Importer").click()
    choose(page, a_list(tag, 45, {
        7: f"Durand;;{tag}7@{DOMAIN};{TOWN};",
        20: f"Durand;Zoé;{tag}20@gmail.com;{TOWN};",
        33: f"=2+5;Zoé;{tag}1@{DOMAIN};{TOWN};",
    }))
    text = shown(page)
    assert "42 à créer" in text.replace("\u00a0", " ") and "3 en erreur" in text.replace("\u00a0", " ")
    rows = page.locator("table[aria-labelledby=erreurs] tbody tr")
    assert [rows.nth(i).locator("th").inner_text().strip() for i in range(rows.count())] == ["8", "21", "34"]
    failed = download(page, page.get_by_role("link", name="Télécharger les lignes en erreur"))
    page.goto(site.public_url + LIST)
    assert count_in_title(page) == before, "a preview writes nothing"
    page.go_back()
    page.get_by_role("button", name="Importer les 42 lignes valides").dblclick()
    page.wait_for_url("**/travaux/*")
    for _ in range(20):
        if "Terminé" in shown(page):
            break
        page.get_by_role("link", name="Actualiser").click()
    assert "42 faits" in shown(page).replace("\u00a0", " ")
    page.goto(site.public_url + LIST)
    assert count_in_title(page) == before + 42

    # The failed lines, corrected in a spreadsheet, come back without an error; no cell is a formula.
    lines = people_in(failed)
    assert [line["motif"] != "" for line in lines] == [True] * 3
    assert "\r\n'=2+5;" in failed
    mended = (failed.replace(f"Durand;;{tag}7@", f"Durand;Max;{tag}7@").replace("@gmail.com", f"@{DOMAIN}")
              .replace(f"{tag}1@", f"{tag}33@"))
    page.goto(site.public_url + IMPORT)
    choose(page, mended.encode())
    assert "3 à créer" in shown(page).replace("\u00a0", " ") and "en erreur" not in shown(page)


def test_the_export_has_a_line_for_each_person_counted(nadia, site):
    page = nadia().page
    page.goto(site.public_url + LIST)
    count = count_in_title(page)
    page.locator("details.menu summary").first.click()
    lines = people_in(download(page, page.get_by_role("link", name="Exporter la liste (CSV)")))
    assert len(lines) == count


@pytest.mark.parametrize("scripts", [True, False])
def test_three_people_ticked_are_counted_and_named(nadia, site, scripts):
    page = nadia(scripts=scripts).page
    page.goto(site.public_url + LIST)
    bar = page.locator(".bulk")
    assert not bar.is_visible()
    boxes = page.locator("tbody input[name=u]")
    names = []
    for place in range(3):
        boxes.nth(place).check()
        words = page.locator("tbody tr").nth(place).locator("th a").inner_text().split()
        names.append(words[-1])
    assert bar.is_visible()
    counted = page.locator(".bulk .ticked").evaluate("e => getComputedStyle(e, '::before').content") if scripts else None
    assert counted in (None, 'counter(sel) " "', '"3 "')
    bar.get_by_role("button", name="Affecter").click()
    assert "Affecter 3 personnes" in shown(page).replace("\u00a0", " ")
    recap = page.locator(".recap").inner_text()
    assert all(name in recap for name in names)
    page.select_option("select[name=role]", label=page.locator("select[name=role] option").nth(1).inner_text())
    page.get_by_role("button", name=re.compile("Affecter 3")).click()
    page.wait_for_url("**/travaux/*")
    assert "3 sur 3" in shown(page)


def test_every_result_is_chosen_at_once_and_the_mixed_outcome_is_told(nadia, site):
    page = nadia().page
    page.goto(site.public_url + IMPORT)
    choose(page, a_list("lot", 30))
    page.get_by_role("button", name="Importer les 30 lignes valides").click()
    page.wait_for_url("**/travaux/*")
    page.goto(site.public_url + LIST + "?taille=25&q=nom")
    page.locator("tbody input[name=u]").first.check()
    page.get_by_label(re.compile("Sélectionner les .* résultats")).check()
    page.get_by_role("button", name="Affecter").click()
    total = int(re.sub(r"\D", "", page.locator("h1").inner_text()))
    assert total > 25
    page.select_option("select[name=role]", index=1)
    page.select_option("select[name=structure]", label=CCAS)
    page.get_by_role("button", name=re.compile("Affecter")).last.click()
    page.wait_for_url("**/travaux/*")
    assert "refusé" in shown(page)
    refused = people_in(download(page, page.get_by_role("link", name="Télécharger les refus")))
    assert refused and all(line["motif"] for line in refused)


@profiles
def test_pages_of_an_import(nadia, site, width, scheme):
    visitor = nadia(width=width, scheme=scheme)
    visitor.tolerate("the server responded with a status of 4")
    page = visitor.page
    page.goto(site.public_url + IMPORT)
    look_at(visitor, "importer", width, scheme)
    choose(page, b"")
    look_at(visitor, "importer-erreur", width, scheme)
    tag = f"vue{width}{scheme}"
    choose(page, a_list(tag, 12, {
        3: f"Durand;Zoé;{tag}3@ville-valmnot.example;{TOWN};BIP\\utilisateurs",
        4: f"Durand;;{tag}4@gmail.com;Ville inconnue;Rôle inconnu",
    }))
    look_at(visitor, "importer-verifier", width, scheme)
    page.get_by_role("button", name=re.compile("Importer les .* lignes")).click()
    page.wait_for_url("**/travaux/*")
    look_at(visitor, "travail", width, scheme)
    page.goto(site.public_url + "/travaux")
    look_at(visitor, "travaux", width, scheme)
    page.goto(site.public_url + LIST)
    page.locator("tbody input[name=u]").first.check()
    visitor.photograph(f"utilisateurs-selection-{width}-{scheme}")
    assert_fits(page)
    assert_no_barrier(page, within=".bulk")
    page.locator(".bulk").get_by_role("button", name="Supprimer…").click()
    look_at(visitor, "recapitulatif", width, scheme)
