"""From a referent's form to a colleague's first visit, and from a forgotten password to another one, by mail."""

import pytest
from playwright.sync_api import expect

from Browser.test_pages import profiles
from Browser.visitor import Visitor, assert_fits, assert_heading, assert_no_barrier, shown
from Harness.mailbox import link
from Harness.product import ROOT
from Harness.world import DOMAIN, NADIA, TOWN, Person

NEW = f"desire.boyer@{DOMAIN}"
PASSWORD = "quatre wagons sans locomotive"


def test_a_user_added_by_a_referent_gets_one_mail_and_comes_in(visit, site):
    referent: Visitor = visit()
    page = referent.page
    page.goto(site.public_url)
    referent.sign_in(NADIA)
    page.goto(f"{site.public_url}/annuaire/utilisateurs/ajouter")
    if page.locator("select[name=structure]").count():
        page.select_option("select[name=structure]", label=TOWN)
    page.fill("input[name=nom]", "Boyer")
    page.fill("input[name=prenom]", "Désiré")
    page.fill("input[name=email]", NEW)
    page.get_by_role("button", name="Enregistrer", exact=True).dblclick()
    page.wait_for_url("**/annuaire/utilisateurs/*")
    expect(page.get_by_role("status")).to_contain_text("Désiré Boyer")

    mail = site.mailbox.wait_for(NEW)
    address = link(mail)
    assert NADIA.email in mail.get_body(("plain",)).get_content()
    agent: Visitor = visit(width=390)
    for _ in range(2):  # a mail scanner looks first: nothing is used up
        agent.page.goto(address)
        expect(agent.page.get_by_text("Au moins 12 caractères")).to_be_visible()
        assert agent.page.url == f"{site.public_url}/bienvenue", "the token leaves the address"
    agent.photograph("bienvenue-390-light")
    assert_no_barrier(agent.page)
    field = agent.page.locator("input[name=password]")
    # Pasting, as from a password manager: one input event, without a key.
    field.focus()
    agent.page.keyboard.insert_text(PASSWORD)
    expect(field).to_have_value(PASSWORD)
    agent.page.get_by_label("Afficher le mot de passe").check()
    expect(field).to_have_attribute("type", "text")
    agent.page.get_by_role("button", name="Créer mon mot de passe").click()
    agent.page.wait_for_url(f"{site.public_url}/")
    assert "Nadia Benslimane" in shown(agent.page), "without an application, whom to ask"
    assert len(site.mailbox.to(NEW)) == 1, "a double click sends one mail"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without"])
def test_a_forgotten_password(visit, site, scripts):
    name = "Lucie" if scripts else "Paul"
    person = Person(name, "Garnier", f"{name.lower()}.garnier@{DOMAIN}", "neuf barques sur le canal")
    site.run("user", "add", "--email", person.email, "--given-name", person.given_name, "--family-name",
             person.family_name, "--structure", TOWN, "--password-stdin", text=person.password + "\n")
    desk: Visitor = visit()
    desk.page.goto(site.public_url)
    desk.sign_in(person)
    desk.page.wait_for_url(f"{site.public_url}/")

    visitor: Visitor = visit(scripts=scripts)
    page = visitor.page
    page.goto(f"{site.public_url}/connexion")
    page.locator("main a[href='/mot-de-passe/oublie']").click()
    page.fill("input[name=email]", person.email)
    page.get_by_role("button", name="Recevoir le lien").click()
    page.wait_for_url(f"{site.public_url}/lien-demande")
    assert "un message vient d’être envoyé" in shown(page)
    page.goto(link(site.mailbox.wait_for(person.email)))
    page.fill("input[name=password]", "sept barques sous le pont")
    page.get_by_role("button", name="Enregistrer le mot de passe").click()
    page.wait_for_url(f"{site.public_url}/")
    desk.page.reload()
    desk.page.wait_for_url(f"{site.public_url}/connexion**")
    notice = site.mailbox.wait_for(person.email, 2)
    assert "mot de passe a été changé" in notice["Subject"]


@profiles
def test_pages_that_send_a_link(visit, site, width, scheme):
    visitor: Visitor = visit(width=width, scheme=scheme)
    page = visitor.page
    for name in ("premiere-visite", "mot-de-passe/oublie", "lien-demande"):
        page.goto(f"{site.public_url}/{name}")
        visitor.photograph(f"{name.replace('/', '-')}-{width}-{scheme}")
        assert_heading(page)
        assert_fits(page)
        assert_no_barrier(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_letters_are_readable(visit, site, width, scheme):
    site.run("mail", "test", "operateur@cig.example")
    mail = site.mailbox.wait_for("operateur@cig.example")
    visitor: Visitor = visit(width=width, scheme=scheme)
    visitor.page.set_content(mail.get_body(("html",)).get_content())
    visitor.photograph(f"message-{width}-{scheme}")
    assert_fits(visitor.page)


def test_a_message_that_came_back_is_told_and_the_address_corrected(visit, site):
    wrong, right = f"ines.peti@{DOMAIN}", f"ines.petit@{DOMAIN}"
    site.run("user", "add", "--email", wrong, "--given-name", "Inès", "--family-name", "Petit", "--structure", TOWN,
             "--invite")
    sent = site.mailbox.wait_for(wrong)["Message-ID"].strip("<>")
    report = (ROOT / "Tests" / "Fixtures" / "Mail" / "Returned" / "exchange.eml").read_text().replace("MESSAGE-ID", sent)
    assert "cannot be reached" in site.run("mail", "bounce", text=report)

    referent: Visitor = visit()
    page = referent.page
    page.goto(site.public_url)
    referent.sign_in(NADIA)
    page.get_by_role("link", name="injoignable").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Injoignable")
    assert_no_barrier(page)
    page.locator("tbody").get_by_role("link", name="Petit").click()
    expect(page.get_by_text("cette boîte n’existe pas")).to_be_visible()
    assert_no_barrier(page)
    page.get_by_role("link", name="Corriger l’adresse").click()
    page.fill("input[name=email]", right)
    page.locator("main form").get_by_role("button").first.click()
    page.wait_for_url("**/annuaire/utilisateurs/*")
    expect(page.get_by_text("cette boîte n’existe pas")).to_have_count(0)
    site.mailbox.wait_for(right)
