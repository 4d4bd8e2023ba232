"""Utilisateurs: what a referent and an operator meet, as the design states it (its numbers are in the names)."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from Browser.test_pages import profiles
from Browser.visitor import Visitor, assert_fits, assert_heading, assert_no_barrier, shown
from Harness.world import BIP, CCAS, DOMAIN, HELENE, NADIA, TOWN, Person

OTHER_TOWN, OTHER_DOMAIN = "Ville de Bagnolet-les-Bois", "bagnolet.example"
ODILE = Person("Odile", "Morel", f"odile.morel@{OTHER_DOMAIN}", "une opératrice garde les clés")
OMAR = Person("Omar", "Haddad", f"omar.haddad@{OTHER_DOMAIN}", "un référent garde les clés")
CLAIRE = Person("Claire", "Dubois", f"claire.dubois@{DOMAIN}", "le centre communal a ses clés")

LIST = "/annuaire/utilisateurs"


def add(site, person: Person, structure: str = TOWN) -> Person:
    site.run("user", "add", "--email", person.email, "--given-name", person.given_name, "--family-name",
             person.family_name, "--structure", structure, "--password-stdin", text=person.password + "\n")
    return person


def agent(site, given_name: str, family_name: str, structure: str = TOWN, local: str | None = None) -> Person:
    """Somebody of the town who belongs to one test."""
    local = local or f"{given_name}.{family_name}".lower()
    return add(site, Person(given_name, family_name, f"{local}@{DOMAIN}", "trois petits chats & un chapeau"), structure)


@pytest.fixture(scope="module")
def towns(site):
    """A second town with its referent, an operator, and a referent of the CCAS alone."""
    site.run("structure", "add", "--name", OTHER_TOWN, "--domain", OTHER_DOMAIN)
    for person in (ODILE, OMAR):
        add(site, person, OTHER_TOWN)
    site.run("operator", "add", ODILE.email)
    site.run("referent", "add", OMAR.email, "--structure", OTHER_TOWN)
    add(site, CLAIRE, CCAS)
    site.run("referent", "add", CLAIRE.email, "--structure", CCAS)
    return site


@pytest.fixture
def desk(visit, towns):
    """Somebody signed in, in front of the list."""
    def sit(person: Person, path: str = LIST, **settings) -> Visitor:
        visitor = visit(**settings)
        visitor.tolerate("the server responded with a status of 4")
        visitor.page.goto(towns.public_url)
        visitor.sign_in(person)
        visitor.page.wait_for_url(f"{towns.public_url}/")
        visitor.page.goto(towns.public_url + path)
        return visitor
    return sit


def names(page) -> list[str]:
    """The people of the list, in order."""
    return page.locator("table .person a").all_inner_texts()


def status(page, path: str) -> int:
    return page.goto(path).status


def user_path(page, person: Person) -> str:
    """The record of a person, found by their address."""
    page.goto(re.sub(r"/annuaire.*", LIST, page.url) + f"?q={person.email}")
    return page.locator("table .person a").first.get_attribute("href")


def test_11_the_number_in_the_heading_is_that_of_the_export(desk):
    page = desk(NADIA).page
    count = int(re.sub(r"\D", "", page.locator("h1").inner_text()))
    page.get_by_label("Autres actions sur les utilisateurs").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter la liste (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == count + 1


def test_13_first_letters_without_accents_find_people(desk, towns):
    eloise = agent(towns, "Éloïse", "Chrétien-Œuvrard", local="e.chretien")
    page = desk(NADIA).page
    for text in ("eloise", "ÉLOÏ", "chret", "oeuv", "e.chret", eloise.email):
        page.get_by_label("Nom, prénom ou adresse électronique").fill(text)
        page.get_by_role("button", name="Filtrer").click()
        expect(page.locator("table .person a")).to_have_text(["CHRÉTIEN-ŒUVRARD Éloïse"])
    page.get_by_label("Nom, prénom ou adresse électronique").fill("loise")
    page.get_by_role("button", name="Filtrer").click()
    assert "Aucun résultat pour ces filtres" in shown(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_14_filters_and_order_are_in_the_address(desk, scripts):
    page = desk(NADIA, scripts=scripts).page
    page.get_by_label("Structure").select_option(label=CCAS)
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name="Nom", exact=True).click()
    assert "structure=" in page.url and "tri=-nom" in page.url
    seen = names(page)
    assert seen == sorted(seen, reverse=True) and len(seen) >= 2
    page.reload()
    assert names(page) == seen
    page.locator("table .person a").first.click()
    page.go_back()
    assert names(page) == seen
    page.get_by_role("button", name="Filtrer").click()
    assert "apres=" not in page.url and names(page) == seen


def test_15_one_heading_tells_the_order_of_the_rows(desk):
    page = desk(NADIA).page
    for column in ("Nom", "Structure", "État", "Dernière connexion"):
        page.get_by_role("link", name=column, exact=True).click()
        sorted_by = page.locator("th[aria-sort]")
        expect(sorted_by).to_have_count(1)
        expect(sorted_by).to_have_text(column)
    page.get_by_role("link", name="Nom", exact=True).click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"


def test_16_a_referent_sees_the_structures_below_and_not_the_one_above(desk):
    page = desk(NADIA, "/annuaire/structures").page
    assert TOWN in shown(page) and CCAS in shown(page)
    page = desk(CLAIRE, "/annuaire/structures").page
    assert CCAS in shown(page) and TOWN not in shown(page)
    page.goto(page.url.replace("structures", "utilisateurs"))
    assert HELENE.email in shown(page) and NADIA.email not in shown(page)


def test_17_what_is_of_another_structure_is_not_there(desk):
    nadia = desk(NADIA).page
    path = user_path(nadia, HELENE)
    omar = desk(OMAR).page
    origin = omar.url.split(LIST)[0]
    for act in ("", "/modifier", "/adresse", "/supprimer", "/habilitations", "/sessions", "/demande"):
        assert status(nadia, origin + path + act) == 200, act
        assert status(omar, origin + path + act) == 404, act
    omar.goto(f"{origin}{LIST}?q=lefevre")
    assert "Aucun résultat" in shown(omar)


@pytest.fixture
def shared(towns) -> Person:
    """Of the town and of the other one."""
    person = agent(towns, "Sarah", "Partagée", local="sarah.partagee")
    towns.run("domain", "add", OTHER_TOWN, DOMAIN)
    towns.run("user", "attach", person.email, "--structure", OTHER_TOWN)
    yield person
    towns.run("user", "detach", person.email, "--structure", OTHER_TOWN)
    towns.run("domain", "remove", OTHER_TOWN, DOMAIN)


def test_18_a_shared_account_shows_one_sentence_and_no_name(desk, shared):
    visitor = desk(NADIA)
    page = visitor.page
    page.goto(page.url.split(LIST)[0] + user_path(page, shared))
    assert "Cet utilisateur a aussi des accès gérés par une autre structure." in shown(page)
    assert OTHER_TOWN not in page.content()
    page.get_by_role("link", name="Demander au CIG").first.click()
    page.get_by_label("Demande", exact=True).select_option(label="Changer l’adresse électronique")
    page.get_by_label("Valeur souhaitée (facultatif)").fill(f"s.partagee@{DOMAIN}")
    page.get_by_role("button", name="Envoyer la demande").click()
    assert page.title().startswith("Erreur\u00a0: ") and f"s.partagee@{DOMAIN}" == page.input_value("#souhait")
    assert_no_barrier(page)
    page.get_by_label("Motif").fill("Elle s’est mariée.")
    page.get_by_role("button", name="Envoyer la demande").click()
    assert "est transmise au CIG" in shown(page) and "En attente" in shown(page)
    visitor.photograph("fiche-partagee")


def fill_newcomer(page, given_name: str, family_name: str, email: str) -> None:
    page.locator("#structure").select_option(label=TOWN)
    page.locator("#nom").fill(family_name)
    page.locator("#prenom").fill(given_name)
    page.locator("#email").fill(email)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_19_a_wrong_domain_is_named_and_the_values_stay(desk, scripts):
    page = desk(NADIA, LIST + "/ajouter", scripts=scripts).page
    fill_newcomer(page, "Thomas", "Baudry", "thomas@gmail.example")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    assert page.title().startswith("Erreur\u00a0: ")
    assert "gmail.example" in page.locator(".errsum").inner_text()
    assert f"@{DOMAIN}" in page.locator(".errsum").inner_text()
    assert page.input_value("#nom") == "Baudry" and page.input_value("#email") == "thomas@gmail.example"
    if scripts:  # axe is one
        assert_no_barrier(page)


def test_20_two_quick_presses_add_one_user(desk, towns):
    page = desk(NADIA, LIST + "/ajouter").page
    fill_newcomer(page, "Lucas", "Carpentier", f"lucas.carpentier@{DOMAIN}")
    page.get_by_role("button", name="Enregistrer", exact=True).dblclick()
    page.wait_for_url(re.compile(LIST + r"/\d+$"))
    assert "Le compte de Lucas Carpentier est créé" in shown(page)
    entries = towns.run("journal", "list", "--limit", "50")
    assert entries.count(f"lucas.carpentier@{DOMAIN}") == 1


def test_a_new_user_with_a_role_in_one_form(desk):
    page = desk(NADIA, LIST + "/ajouter").page
    fill_newcomer(page, "Inès", "Cordonnier", f"ines.cordonnier@{DOMAIN}")
    page.get_by_label(re.compile(r"BIP\\utilisateurs")).check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inès Cordonnier")
    assert "BIP\\utilisateurs" in shown(page) and "Jamais activé" in shown(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_24_and_25_deleting_asks_first_ends_the_session_and_is_taken_back(desk, visit, towns, scripts):
    didier = agent(towns, "Didier", "Boyer", local=f"didier.boyer.{scripts}".lower())
    towns.run("entitlement", "grant", "--user", didier.email, "--structure", TOWN, "--role", "BIP\\utilisateurs",
              "--application", BIP)
    theirs = visit()
    theirs.page.goto(towns.public_url)
    theirs.sign_in(didier)
    theirs.page.wait_for_url(f"{towns.public_url}/")
    visitor = desk(NADIA, scripts=scripts)
    page = visitor.page
    page.goto(f"{page.url}?q={didier.email}")
    page.get_by_label("Actions pour Didier Boyer").click()
    page.get_by_role("link", name="Supprimer…").click()
    assert "BIP\\utilisateurs" in shown(page) and "session ouverte" in shown(page)
    visitor.photograph(f"suppression-{'scripts' if scripts else 'sans-scripts'}")
    theirs.page.reload()
    assert "/connexion" not in theirs.page.url, "nothing happens before the second page's button"
    page.get_by_role("button", name="Supprimer Didier Boyer").click()
    assert "Le compte de Didier Boyer est supprimé" in shown(page)
    theirs.page.reload()
    theirs.page.wait_for_url(f"{towns.public_url}/connexion")
    page.get_by_role("button", name="Restaurer").click()
    assert "Le compte de Didier Boyer est restauré" in shown(page)
    theirs.sign_in(didier)
    theirs.page.wait_for_url(f"{towns.public_url}/")
    assert "BIP" in shown(theirs.page)


def test_two_referents_at_once_the_second_is_told_and_nothing_is_lost(desk, towns):
    sophie = agent(towns, "Sophie", "Abadie")
    first, second = desk(NADIA).page, desk(ODILE).page
    origin = first.url.split(LIST)[0]
    path = origin + user_path(first, sophie) + "/modifier"
    first.goto(path)
    second.goto(path)
    first.get_by_label("Nom", exact=True).fill("Abadie-Martin")
    first.get_by_role("button", name="Enregistrer").click()
    second.get_by_label("Nom", exact=True).fill("Durand")
    second.get_by_role("button", name="Enregistrer").click()
    assert "Sophie Abadie-Martin" in second.locator(".errsum").inner_text()
    assert second.input_value("#nom") == "Durand"
    second.get_by_role("button", name="Enregistrer").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Sophie Durand")


def test_the_grid_gives_at_once_and_asks_before_it_takes(desk, towns):
    theo = agent(towns, "Théo", "Roussel", local="theo.roussel")
    page = desk(NADIA, scripts=False).page
    page.goto(page.url.split(LIST)[0] + user_path(page, theo) + "/habilitations")
    page.get_by_label(f"BIP\\utilisateurs pour {TOWN}").check()
    page.get_by_role("button", name="Enregistrer").click()
    assert f"Théo Roussel a été affecté à BIP\\utilisateurs pour {TOWN}." in shown(page)
    page.get_by_role("link", name="Affecter").click()
    page.get_by_label(f"BIP\\utilisateurs pour {TOWN}").uncheck()
    page.get_by_role("button", name="Enregistrer").click()
    assert "Changer les habilitations de Théo Roussel" in shown(page)
    page.get_by_role("button", name="Enregistrer les changements").click()
    assert "Aucune application ne lui est ouverte" in shown(page)


def test_the_printed_list_is_a_table_without_navigation(desk):
    page = desk(NADIA, LIST + "/imprimer", width=390).page
    page.emulate_media(media="print")
    expect(page.locator("nav.mainnav")).to_be_hidden()
    expect(page.get_by_text("Imprimez cette page")).to_be_hidden()
    expect(page.locator("thead")).to_be_visible()
    assert page.locator("tbody tr").first.evaluate("row => getComputedStyle(row).display") == "table-row"


PAGES = {"liste": "", "ajouter": "/ajouter", "imprimer": "/imprimer", "vide": "?q=zzz", "supprimes": "?vue=supprimes"}
ACTS = {"fiche": "", "modifier": "/modifier", "adresse": "/adresse", "depart": "/depart", "suspendre": "/suspendre",
        "habilitations": "/habilitations", "rattacher": "/rattacher", "supprimer": "/supprimer",
        "sessions": "/sessions", "demande": "/demande"}


@profiles
def test_every_page_of_users_is_sound(desk, width, scheme):
    visitor = desk(NADIA, width=width, scheme=scheme)
    origin = visitor.page.url.split(LIST)[0]
    path = user_path(visitor.page, HELENE)
    pages = {name: origin + LIST + rest for name, rest in PAGES.items()}
    pages |= {name: origin + path + act for name, act in ACTS.items()}
    pages["demandes"] = f"{origin}/annuaire/demandes"
    for name, url in pages.items():
        visitor.page.goto(url)
        visitor.photograph(f"utilisateurs-{name}-{width}-{scheme}")
        assert_heading(visitor.page)
        assert_fits(visitor.page)
        assert_no_barrier(visitor.page)
    visitor.page.goto(origin + LIST)
    visitor.page.get_by_label("Autres actions sur les utilisateurs").click()
    assert_fits(visitor.page)
    assert_no_barrier(visitor.page, within=".phead .menu")
