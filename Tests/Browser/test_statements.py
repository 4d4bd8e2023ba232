"""What the design promises of the pages, statement by statement (Documentation/Statements.md), where no other test says it."""

import json
import re

import pytest
from playwright.sync_api import expect

from Browser import steps
from Browser.steps import flat, told
from Harness import world
from Harness.product import ROOT
from Harness.world import CLAIRE, DOMAIN, HELENE, KARIM, NADIA, TOWN, Person

BIP = "BIP\\utilisateurs"


def test_the_statements_name_tests_that_exist():
    lines = (ROOT / "Documentation" / "Statements.md").read_text().splitlines()
    cells = [line.split("|")[3] for line in lines if re.match(r"\| \d", line)]
    named = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)} - {"Scripts/bench"}
    tests = "\n".join(file.read_text() for kind in ("*.swift", "*.py") for file in (ROOT / "Tests").rglob(kind))
    assert len(named) > 30
    assert not {name for name in named if f"def {name}(" not in tests and f"func `{name}`" not in tests}

with_and_without_scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def newcomer(site, request) -> Person:
    """Somebody for one test alone."""
    number = abs(hash(request.node.name)) % 100_000
    person = Person("Dominique", f"Essai{number}", f"essai{number}@{DOMAIN}", "trente-trois moulins à marée")
    world.add_person(site, person, TOWN)
    return person


def test_02_a_wrong_password_and_an_unknown_address_are_told_alike(visitor, site):
    visitor.tolerate("the server responded with a status of 4")
    page, told_of = visitor.page, []
    for email in (KARIM.email, f"personne@{DOMAIN}"):
        page.goto(f"{site.public_url}/connexion")
        page.fill("input[name=email]", email)
        page.fill("input[name=password]", "pas celui-là, vraiment")
        steps.press(page, "Se connecter")
        expect(page.locator(".errsum")).to_be_focused()
        told_of.append(page.locator(".errsum").inner_html())
    assert told_of[0] == told_of[1]


def test_04_password_rules_come_before_typing_and_pasting_works(visitor, site):
    email = f"regles@{DOMAIN}"
    site.run("user", "add", "--email", email, "--given-name", "Ana", "--family-name", "Costa", "--structure", TOWN)
    page = visitor.page
    page.goto(site.first_visit(email))
    field = page.locator("input[type=password]").first
    assert "12 caractères" in flat(page)
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('collé depuis un coffre-fort')")
    field.focus()
    page.keyboard.press("Control+V")
    expect(field).to_have_value("collé depuis un coffre-fort")
    name = field.get_attribute("name")
    page.get_by_label("Afficher le mot de passe").check()
    expect(page.locator(f"input[name={name}]")).to_have_attribute("type", "text")
    page.get_by_label("Afficher le mot de passe").uncheck()
    expect(page.locator(f"input[name={name}]")).to_have_attribute("type", "password")


def test_10_closing_all_other_sessions_ends_them(visit, site):
    here, elsewhere = visit(), visit()
    steps.enter(elsewhere, site, HELENE)
    page = steps.enter(here, site, HELENE)
    page.goto(f"{site.public_url}/profil/sessions")
    expect(page.locator("main li, main tr").filter(has_text="cet appareil").first).to_be_visible()
    steps.press(page, "Fermer toutes les autres")
    elsewhere.page.goto(site.public_url)
    expect(elsewhere.page).to_have_url(re.compile(r"/connexion(\?.*)?$"))
    page.reload()
    assert "Vous n’êtes connecté que sur cet appareil" in flat(page)


def test_14_a_list_keeps_its_state_in_its_address(visitor, site):
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    page.locator("#structure").select_option(label=TOWN)
    page.locator("#q").fill("a")
    steps.press(page, "Filtrer")
    steps.follow(page, page.get_by_role("columnheader").get_by_role("link", name="Nom"))
    address, rows = page.url, page.locator("tbody th").all_inner_texts()
    assert "q=a" in address and "structure=" in address and "tri=-nom" in address
    page.reload()
    assert page.locator("tbody th").all_inner_texts() == rows
    steps.follow(page, page.locator("tbody th a").first)
    page.go_back()
    assert (page.url, page.locator("tbody th").all_inner_texts()) == (address, rows)


@pytest.mark.parametrize("order", ["nom", "-nom", "structure", "etat", "connexion"])
def test_15_one_header_says_how_the_list_is_sorted(visitor, site, order):
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    page.goto(f"{site.public_url}/annuaire/utilisateurs?tri={order}")
    sorted_by = page.locator("th[aria-sort]")
    expect(sorted_by).to_have_count(1)
    expect(sorted_by).to_have_attribute("aria-sort", "descending" if order.startswith("-") else re.compile("ending$"))
    if order.endswith("nom"):
        names = page.locator("tbody th a").all_inner_texts()
        plain = [name.casefold().replace("è", "e").replace("é", "e") for name in names]
        assert plain == sorted(plain, reverse=order.startswith("-"))


def test_18_access_in_another_structure_is_one_sentence_without_a_name(visit, site, newcomer):
    site.run("structure", "add", "--name", "Ville de Clairlieu", "--domain", DOMAIN)
    site.run("user", "attach", newcomer.email, "--structure", "Ville de Clairlieu")
    page = steps.open_tab(visit(), site, NADIA, "Utilisateurs")
    steps.find_user(page, newcomer.family_name)
    steps.follow(page, page.locator("tbody th a").first)
    assert flat(page).count("a aussi des accès gérés par une autre structure") == 1
    assert "Clairlieu" not in flat(page)


def test_20_a_form_sent_twice_adds_one_person(visit, site):
    visitor = visit()
    visitor.tolerate("the server responded with a status of 4")
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    steps.follow(page, page.get_by_role("main").get_by_role("link", name="Ajouter").first)
    page.locator("#structure").select_option(label=TOWN)
    for field, text in (("#nom", "Double-Clic"), ("#prenom", "Maé"), ("#email", f"mae.double-clic@{DOMAIN}")):
        page.locator(field).fill(text)
    page.get_by_role("button", name="Enregistrer", exact=True).dblclick()
    page.wait_for_load_state("networkidle")
    steps.find_user(page, "double-clic")
    assert steps.counted(page) >= 1
    expect(page.get_by_role("row").filter(has_text=f"mae.double-clic@{DOMAIN}")).to_have_count(1)


def test_23_ticked_rows_lead_to_a_recap_without_scripts(visit, site):
    page = steps.open_tab(visit(scripts=False), site, NADIA, "Applications")
    steps.members(page, BIP)
    boxes = page.locator("tbody input[type=checkbox]")
    ticked = min(3, boxes.count())
    names = []
    for place in range(ticked):
        boxes.nth(place).check()
        names.append(page.locator("tbody tr").nth(place).locator("th a").inner_text().split()[-1])
    bar = page.get_by_role("button", name="Retirer")
    expect(bar).to_be_visible()
    steps.follow(page, bar)
    for name in names:
        assert name in flat(page)
    steps.follow(page, page.get_by_role("link", name="Annuler"))


@with_and_without_scripts
def test_24_25_a_deletion_tells_what_is_lost_and_can_be_taken_back(visit, site, newcomer, scripts):
    site.run("entitlement", "grant", "--user", newcomer.email, "--structure", TOWN, "--role", BIP, "--application", "bip")
    visitor = visit(scripts=scripts)
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    theirs = steps.enter(visit(scripts=scripts), site, newcomer)
    steps.find_user(page, newcomer.family_name)
    steps.act(page, newcomer.display_name, "Supprimer")
    assert BIP in flat(page)
    theirs.reload()
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("Bonjour")
    steps.press(page, f"Supprimer {newcomer.display_name}")
    theirs.reload()
    expect(theirs).to_have_url(re.compile(r"/connexion(\?.*)?$"))
    steps.press(page, "Restaurer")
    steps.find_user(page, newcomer.family_name)
    row = page.get_by_role("row").filter(has_text=newcomer.email)
    expect(row).to_contain_text("BIP")


def test_27_the_type_ahead_is_led_by_the_keyboard(visitor, site):
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    steps.follow(page, page.get_by_role("link", name=f"Affecter à {BIP}"))
    field = page.locator("#q")
    expect(field).to_have_attribute("role", "combobox")
    field.press_sequentially("ca")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("[data-status]")).to_have_text(re.compile(r"trouvée?s?$"))
    field.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    name = page.locator(f"#{active}").get_attribute("data-name")
    address = page.url
    field.press("Enter")
    assert page.url == address, "Enter chooses, it does not send"
    expect(page.locator("[data-chosen-list] li")).to_have_text(re.compile(name))
    field.press_sequentially("ka")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("r")
    field.press("Escape")  # before any answer: nothing opens afterwards
    page.wait_for_timeout(600)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.locator("[data-chosen-list] li")).to_have_count(1)


def test_33_the_preview_is_what_the_application_receives(visit, site, bip):
    page = steps.enter(visit(), site, KARIM)
    page.goto(bip.secret_page)
    received = told(page)
    operator = steps.enter(visit(), site, CLAIRE)
    operator.goto(f"{site.public_url}/annuaire/applications/bip/apercu")
    preview = chosen_preview(operator)
    for name in ("mail", "givenName", "sn", "displayName", "structure", "siret", "role"):
        assert received[name] in preview[name], (name, preview)


def chosen_preview(page) -> dict[str, str]:
    """The table of the preview for Karim."""
    page.locator("input[name=q], #q").first.fill("amrani")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    if page.locator("main table").count() == 0:
        steps.follow(page, page.get_by_role("main").get_by_role("link", name=re.compile("Amrani|AMRANI")).first)
    cells = [row.locator("th, td").all_inner_texts() for row in page.locator("main tbody tr").all()]
    return {line[0].split()[0]: " ".join(line[1:]) for line in cells if line}


@pytest.mark.parametrize("path", ["/connexion", "/", "/annuaire/utilisateurs", "/annuaire/applications", "/profil"])
def test_37_the_keyboard_reaches_every_control_in_the_order_of_the_eye(visitor, site, path):
    page = visitor.page
    if path != "/connexion":
        steps.enter(visitor, site, NADIA)
    page.goto(site.public_url + path)
    page.locator("body").evaluate("body => { document.activeElement.blur(); window.scrollTo(0, 0) }")
    page.evaluate("document.querySelectorAll('[autofocus]').forEach(one => one.blur())")
    page.reload()
    page.evaluate("document.activeElement.blur()")
    wanted = page.evaluate("""() => [...document.querySelectorAll('a[href], button, input, select, summary, textarea')]
        .filter(one => one.type !== 'hidden' && one.checkVisibility() && one.tabIndex >= 0 && !one.disabled).length""")
    stops, faults, radios = [], [], 0
    # From the top of the document, whatever had the focus.
    page.evaluate("""() => { const top = document.createElement('span'); top.tabIndex = -1;
        document.body.prepend(top); top.focus(); }""")
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const one = document.activeElement;
            if (!one || one === document.body) return null;
            const style = getComputedStyle(one), box = one.getBoundingClientRect();
            const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3
                || style.boxShadow !== 'none' || one.type === 'checkbox' || one.type === 'radio'
                || getComputedStyle(one, '::after').outlineStyle !== 'none';
            if (!one.dataset.stop) one.dataset.stop = String(Math.random());
            return { id: one.dataset.stop, name: one.textContent.trim().slice(0, 40) || one.name, shown,
                     visible: box.width > 0 && box.height > 0 };
        }""")
        if stop is None or any(stop["id"] == seen["id"] for seen in stops):
            break
        stops.append(stop)
        if not stop["shown"] or not stop["visible"]:
            faults.append(stop["name"])
    assert stops[0]["name"] == "Aller au contenu"
    assert not faults, f"no visible ring: {faults}"
    groups = page.evaluate("""() => [...document.querySelectorAll('input[type=radio]')].filter(one => one.checkVisibility())
        .length - new Set([...document.querySelectorAll('input[type=radio]')].map(one => one.name)).size""")
    assert len(stops) >= wanted - max(groups, 0), "a trap, or a control that the keyboard does not reach"


@with_and_without_scripts
@pytest.mark.parametrize("path", ["/annuaire/utilisateurs/ajouter", "/profil"])
def test_38_errors_are_told_at_the_top_and_at_the_field(visit, site, path, scripts):
    visitor = visit(scripts=scripts)
    visitor.tolerate("the server responded with a status of 4")
    page = steps.enter(visitor, site, NADIA)
    page.goto(site.public_url + path)
    button = "Enregistrer" if path.endswith("ajouter") else "Changer le mot de passe"
    steps.press(page, button)
    expect(page).to_have_title(re.compile(r"^Erreur\s: "))
    summary = page.locator(".errsum")
    assert summary.evaluate("one => one.compareDocumentPosition(document.querySelector('h1')) & 4"), "above the heading"
    links = summary.get_by_role("link")
    assert links.count() >= 1
    for link in links.all():
        target = link.get_attribute("href")
        assert target.startswith("#")
        field = page.locator(target)
        message = page.locator(f"#{field.get_attribute('aria-describedby').split()[-1]}").inner_text()
        assert link.inner_text() in message
        link.click()
        if scripts:
            expect(field).to_be_focused()


def test_two_referents_change_one_person_at_once(visit, site, newcomer):
    """Nothing is lost, and the second is told."""
    other = Person("Aline", "Deuxième", f"aline.deuxieme@{DOMAIN}", "mille et une lanternes rouges")
    world.add_person(site, other, TOWN)
    site.run("referent", "add", other.email, "--structure", TOWN)
    pages = []
    for referent in (NADIA, other):
        visitor = visit()
        visitor.tolerate("the server responded with a status of 4")
        page = steps.open_tab(visitor, site, referent, "Utilisateurs")
        steps.find_user(page, newcomer.family_name)
        steps.follow(page, page.locator("tbody th a").first)
        steps.follow(page, page.get_by_role("link", name="Modifier", exact=True))
        pages.append(page)
    first, second = pages
    first.locator("#prenom").fill("Dominica")
    steps.press(first, "Enregistrer")
    expect(first.get_by_role("heading", level=1)).to_have_text(f"Dominica {newcomer.family_name}")
    second.locator("#prenom").fill("Domitille")
    steps.press(second, "Enregistrer")
    assert re.search("vient de modifier cette fiche", flat(second)), flat(second)
    shown = json.loads(site.run("user", "show", newcomer.email, "--json"))
    assert "Dominica" in json.dumps(shown, ensure_ascii=False)
