"""The operator's desk, and what everybody has of their own: the end of a session, their data, help, the law's pages."""

import json
import re

import pytest
from playwright.sync_api import expect

from Browser.test_pages import look_at, profiles
from Browser.visitor import shown
from Harness.product import Site
from Harness.world import DOMAIN, FATOU, HELENE, KARIM, NADIA, TOWN, Person

CLAIRE = Person("Claire", "Morel", f"claire.morel@{DOMAIN}", "le bureau ouvre à huit heures")
DIDIER = f"didier.lacombe@{DOMAIN}"

OPERATIONS = {
    "exploitation": "/exploitation",
    "exploitation-recherche": "/exploitation?q=a",
    "exploitation-adresse-inconnue": f"/exploitation?q=karim.amrany%40{DOMAIN}",
    "exploitation-messages": "/exploitation/messages",
    "exploitation-message": "/exploitation/messages/ajouter",
    "exploitation-demandes": "/exploitation/demandes",
    "exploitation-reglages": "/exploitation/reglages",
}
OWN = {"mes-donnees": "/profil/donnees", "mot-de-passe": "/profil/mot-de-passe", "aide-utilisateurs": "/aide?de=/annuaire/utilisateurs"}


@pytest.fixture(scope="module")
def desk(site):
    """An operator, and somebody who was never here."""
    site.run("user", "add", "--email", CLAIRE.email, "--given-name", CLAIRE.given_name, "--family-name",
             CLAIRE.family_name, "--structure", TOWN, "--password-stdin", text=CLAIRE.password + "\n")
    site.run("operator", "add", CLAIRE.email)
    site.run("user", "add", "--email", DIDIER, "--given-name", "Didier", "--family-name", "Lacombe", "--structure", TOWN)
    return site


def arrive(visitor, site, person, path="/"):
    visitor.page.goto(site.public_url + path)
    visitor.sign_in(person)
    visitor.page.wait_for_load_state()


@profiles
def test_the_operators_pages(visit, desk, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    arrive(visitor, desk, CLAIRE)
    for name, path in OPERATIONS.items():
        visitor.page.goto(desk.public_url + path)
        look_at(visitor, name, width, scheme)
    visitor.page.goto(f"{desk.public_url}/exploitation?q=lacombe")
    look_at(visitor, "exploitation-personne", width, scheme)


@profiles
def test_what_everybody_has_of_their_own(visit, site, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    arrive(visitor, site, NADIA)
    for name, path in OWN.items():
        visitor.page.goto(site.public_url + path)
        look_at(visitor, name, width, scheme)


@pytest.mark.parametrize("scripts", [True, False])
def test_why_a_caller_cannot_sign_in_takes_three_clicks(visit, desk, scripts):
    """Exploitation, Enter in the search, and the button that helps is in sight."""
    visitor = visit(scripts=scripts)
    arrive(visitor, desk, CLAIRE)
    page = visitor.page
    page.get_by_role("link", name="Exploitation", exact=True).click()
    page.get_by_label("Personne, adresse, structure ou SIRET").fill("lacombe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Didier Lacombe")
    assert "n’a jamais été activé" in shown(page)
    expect(page.get_by_role("button", name="Renvoyer l’invitation")).to_be_visible()


def test_a_message_is_shown_in_its_time_only(visit, desk):
    operator = visit()
    arrive(operator, desk, CLAIRE, "/exploitation/messages/ajouter")
    operator.page.get_by_label("Message", exact=True).fill("NetCotisation ferme jeudi. Merci de votre patience.")
    operator.page.get_by_role("button", name="Aperçu").click()
    assert "NetCotisation ferme jeudi." in shown(operator.page)
    agent = visit()
    arrive(agent, desk, KARIM)
    assert "NetCotisation ferme jeudi." not in shown(agent.page)
    operator.page.get_by_role("button", name="Enregistrer").click()
    agent.page.reload()
    assert "NetCotisation ferme jeudi." in shown(agent.page)
    operator.page.get_by_role("link", name=re.compile("Retirer")).click()
    operator.page.get_by_role("button", name="Retirer le message").click()
    agent.page.reload()
    assert "NetCotisation ferme jeudi." not in shown(agent.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sites_own_colour_is_everywhere_and_readable(visit, desk, scheme):
    desk.run("setting", "set", "site.accent", "#8A1F56")
    try:
        visitor = visit(scheme=scheme)
        arrive(visitor, desk, NADIA)
        look_at(visitor, "portail-couleur", 1280, scheme)
        visitor.page.goto(f"{desk.public_url}/profil")
        look_at(visitor, "profil-couleur", 1280, scheme)
        accent = visitor.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')")
        assert (accent.strip().upper() == "#8A1F56") == (scheme == "light")
    finally:
        desk.run("setting", "set", "site.accent")


def test_ones_own_data_as_a_file(visit, site):
    visitor = visit()
    arrive(visitor, site, HELENE, "/profil")
    visitor.page.get_by_role("link", name="Voir mes données").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Télécharger le fichier").click()
    data = json.loads(download.value.path().read_text())
    assert data["identity"]["email"] == HELENE.email
    assert data["accessRights"] and data["signIns"] and data["sessions"]
    assert KARIM.email not in download.value.path().read_text()


# The end of a session -----------------------------------------------------------------------------------------------


@pytest.fixture
def watched(visit, site):
    """Somebody at work, with a clock that the test turns: the server is told nothing and asked what the test says."""
    visitor = visit()
    visitor.page.clock.install()
    arrive(visitor, site, FATOU, "/profil")
    visitor.page.wait_for_url(re.compile("/profil"))
    return visitor


def lasting(visitor, seconds, latest=30_000):
    visitor.page.unroute("**/session")
    visitor.page.route("**/session", lambda route: route.fulfill(json={"seconds": seconds, "latest": latest}))


def test_the_end_of_a_session_is_told_five_minutes_before_and_can_be_put_off(watched):
    page = watched.page
    box, button = page.locator(".ending"), page.get_by_role("button", name="Rester connecté")
    expect(box).to_be_hidden()
    lasting(watched, 300)
    # The clock also goes on by itself: a minute is for the test.
    page.clock.fast_forward(6840 * 1000)
    expect(box).to_be_hidden()
    page.clock.fast_forward(100_000)
    expect(page.get_by_role("alert").filter(has_text="Votre session se ferme dans 5 minutes.")).to_be_visible()
    watched.photograph("fin-de-session")
    button.click()
    expect(page.get_by_text("Vous restez connecté.")).to_be_visible()
    expect(button).to_be_hidden()
    page.clock.fast_forward(10_000)
    expect(box).to_be_hidden()


def test_another_tab_keeps_the_session_and_this_one_says_nothing(watched):
    lasting(watched, 7000)
    watched.page.clock.fast_forward(7000 * 1000)
    expect(watched.page.locator(".ending")).to_be_hidden()


def test_when_the_session_is_over_the_page_says_so_and_stays(watched):
    lasting(watched, 0, 0)
    watched.page.get_by_label("Nouveau mot de passe").fill("rien ne se perd")
    watched.page.clock.fast_forward(7300 * 1000)
    expect(watched.page.get_by_text("Votre session est fermée.")).to_be_visible()
    expect(watched.page.get_by_role("button", name="Rester connecté")).to_be_hidden()
    expect(watched.page.get_by_label("Nouveau mot de passe")).to_have_value("rien ne se perd")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_sent_after_the_session_ran_out_is_found_again(visit, desk, scripts):
    visitor = visit(scripts=scripts)
    arrive(visitor, desk, CLAIRE, "/exploitation/messages/ajouter")
    visitor.page.get_by_label("Message", exact=True).fill("Un message écrit lentement.")
    desk.end_idly(CLAIRE.email)
    visitor.page.get_by_role("button", name="Enregistrer").click()
    assert "Ce que vous avez saisi est gardé" in shown(visitor.page)
    visitor.sign_in(CLAIRE)
    visitor.page.wait_for_url(re.compile("/reprise"))
    if scripts:
        look_at(visitor, "reprise", 1280, "light")
    assert "Un message écrit lentement." in shown(visitor.page)
    visitor.page.get_by_role("button", name="Envoyer maintenant").click()
    assert "Le message est affiché sur le portail." in shown(visitor.page)
    visitor.page.get_by_role("link", name=re.compile("Retirer")).first.click()
    visitor.page.get_by_role("button", name="Retirer le message").click()
