"""A referent's day, from the operator's first page to the journal's last line, on the production profile.

One story in one test: each step needs the one before, as it does for the people in it.
"""

import re

import pytest
from playwright.sync_api import expect

from Browser import steps
from Browser.steps import flat, told
from Harness.mailbox import link
from Harness.world import CLAIRE, Person

TOWN, SOCIAL_CENTRE, DOMAIN = "Ville de Montreuil-le-Gué", "CCAS de Montreuil-le-Gué", "montreuil-le-gue.example"
BIP = "BIP\\utilisateurs"
OMAR = Person("Omar", "Haddad", f"omar.haddad@{DOMAIN}", "quatre-vingts hirondelles bleues")
ROSE = Person("Rose", "Lemaître", f"rose.lemaitre@{DOMAIN}", "une brouette, deux arrosoirs")


@pytest.mark.timeout(300)
def test_the_day_that_must_work(visit, site, bip):
    operator, referent, user = (visit() for _ in range(3))
    for visitor in (operator, referent, user):
        visitor.tolerate("the server responded with a status of 4")  # refusals are part of the day

    # The operator creates a structure with its Domaine autorisé, attaches another, designates a referent.
    page = steps.enter(operator, site, CLAIRE)
    steps.open_directory(page)
    for name, parent in ((TOWN, None), (SOCIAL_CENTRE, TOWN)):
        steps.tab(page, "Structures")
        steps.follow(page, page.get_by_role("main").get_by_role("link", name="Ajouter").first)
        page.locator("#nom").fill(name)
        if parent is None:
            page.locator("#domaine").fill(DOMAIN)
        steps.press(page, "Enregistrer")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.locator("summary").and_(page.get_by_label(f"Autres actions sur {SOCIAL_CENTRE}")).click()
    steps.follow(page, page.get_by_role("link", name="Rattacher"))
    page.locator("#principal").select_option(label=TOWN)
    steps.press(page, "Voir les conséquences")
    steps.press(page, f"Rattacher à {TOWN}")
    assert f"@{DOMAIN}" in flat(page), "the domain is inherited"
    steps.add_user(page, TOWN, OMAR.family_name, OMAR.given_name, OMAR.email)
    expect(page.get_by_role("status")).to_contain_text(OMAR.display_name)
    steps.tab(page, "Structures")
    steps.follow(page, page.get_by_role("main").get_by_role("link", name=TOWN, exact=True))
    expect(page.locator("#referents")).to_contain_text("Sans référent administrateur")
    steps.follow(page, page.locator("#referents").get_by_role("link", name="Désigner"))
    designate(page, OMAR)
    expect(page.locator("#referents")).to_contain_text(OMAR.display_name)

    # The referent gets an invitation by mail, creates the password, signs in, opens the annuaire from the list.
    first_visit(referent, site, OMAR)
    page = referent.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Omar")
    steps.open_directory(page)

    # He adds a user; an address with a wrong domain is refused, and the message names the domain.
    steps.add_user(page, TOWN, ROSE.family_name, ROSE.given_name, "rose.lemaitre@montreuil.example")
    expect(page).to_have_title(re.compile("^Erreur"))
    assert f"@{DOMAIN}" in page.locator(".errsum").inner_text()
    page.locator("#email").fill(ROSE.email)
    steps.press(page, "Enregistrer")

    # The user gets the mail, creates the password, sees an empty portal that names the referent.
    first_visit(user, site, ROSE)
    theirs = user.page
    assert "Aucune application ne vous est ouverte" in flat(theirs) and OMAR.display_name in flat(theirs)

    # The referent assigns BIP\utilisateurs with first letters in Affecter.
    steps.assign(page, BIP, "lem", ROSE.display_name)
    expect(page.get_by_role("row").filter(has_text=ROSE.email)).to_have_count(1)

    # The user opens BIP by click and by right click in a new tab.
    theirs.goto(site.public_url)
    tile = theirs.get_by_role("link", name="BIP", exact=True)
    with user.context.expect_page() as opening:
        tile.click(button="middle")  # what the browser's own « Ouvrir dans un nouvel onglet » does
    opening.value.wait_for_url(f"{bip.public_url}/**")
    assert told(opening.value)["structure"] == TOWN
    tile.click()
    theirs.wait_for_url(f"{bip.public_url}/**")
    assert (told(theirs)["mail"], told(theirs)["role"]) == (ROSE.email, "utilisateur")

    # The referent removes the role from the members list: the next opening is refused.
    steps.members(page, BIP)
    steps.act(page, ROSE.display_name, "Retirer l’habilitation")
    assert "prend fin au plus tard" in flat(page), "the session at BIP has a bounded life, and the page says so"
    steps.press(page, "Retirer l’habilitation")
    expect(page.get_by_role("row").filter(has_text=ROSE.email)).to_have_count(0)
    user.context.clear_cookies(domain="bip.valmont.test")
    theirs.goto(bip.secret_page)
    assert "BIP" in flat(theirs) and OMAR.display_name in flat(theirs) and theirs.url.startswith(site.public_url)

    # The referent deletes the user: sessions end at once.
    steps.find_user(page, "lemaitre")
    steps.act(page, ROSE.display_name, "Supprimer")
    steps.press(page, f"Supprimer {ROSE.display_name}")
    theirs.goto(f"{site.public_url}/profil")
    expect(theirs).to_have_url(re.compile(r"/connexion(\?.*)?$"))

    # The journal tells it all in sentences.
    steps.follow(page, page.get_by_role("banner").get_by_role("link", name="Journal"))
    sentences = flat(page)
    for act in (f"Claire Morel a désigné {OMAR.display_name}", f"{OMAR.display_name} a référencé {ROSE.display_name}",
                f"{OMAR.display_name} a donné {BIP} à {ROSE.display_name} pour {TOWN}",
                f"{OMAR.display_name} a retiré {BIP} à {ROSE.display_name} pour {TOWN}",
                f"{OMAR.display_name} a supprimé {ROSE.display_name}"):
        assert act in sentences, sentences


def designate(page, person: Person) -> None:
    """Finds the person and designates them from today on."""
    page.locator("#q").fill(person.family_name)
    steps.press(page, "Chercher")
    page.get_by_role("radio", name=re.compile(person.display_name)).check()
    steps.press(page, "Désigner")


def first_visit(visitor, site, person: Person) -> None:
    """The link of the mail, then a password."""
    page = visitor.page
    page.goto(link(site.mailbox.wait_for(person.email)))
    page.locator("input[type=password]").first.fill(person.password)
    steps.press(page, "Créer mon mot de passe")
