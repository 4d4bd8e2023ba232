"""The quick-start guide of the référents administrateurs, sentence by sentence: what it promises, in a browser.

The sentence stands in each test's docstring, in the guide's own words and order.
"""

import re

import pytest
from playwright.sync_api import expect

from Browser import steps
from Browser.steps import DIRECTORY, flat
from Harness import world
from Harness.mailbox import link
from Harness.world import APPLICATIONS, CCAS, CIG, CLAIRE, DOMAIN, FATOU, HELENE, KARIM, NADIA, TOWN, Person

ROLES = ["BIP\\utilisateurs", "Net-cotisation collectivité\\net cotisation",
         "site internet collectivités\\gestionnaire RH", "Elecpro\\utilisateur"]
BIP = ROLES[0]

with_and_without_scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture(scope="module")
def newcomers(site):
    """People whom one test alone needs: each has its own, so that the tests' order does not matter."""
    made = []

    def make(family_name: str, structure: str = TOWN, referent_of: str | None = None) -> Person:
        person = Person("Camille", family_name, f"camille.{family_name.lower()}@{DOMAIN}", "vingt-deux cerfs-volants mauves")
        world.add_person(site, person, structure)
        if referent_of:
            site.run("referent", "add", person.email, "--structure", referent_of)
        made.append(person)
        return person

    return make


@pytest.fixture(scope="module", autouse=True)
def administrator_roles(site):
    """The CIG gives its referents the role Administrateur of each application."""
    for slug in APPLICATIONS:
        group = world.ROLES[slug][0]
        site.run("role", "add", "--application", slug, "--group", group, "--label", "Administrateur",
                 "--value", "administrateur")
    site.run("entitlement", "grant", "--user", NADIA.email, "--structure", TOWN, "--role", "BIP\\Administrateur",
             "--application", "bip")


# I. Portail Convergences


def test_one_portal_gives_access_to_the_applications(visitor, site):
    """« Portail unique d'accès aux applications en ligne du CIG petite couronne à destination de ses affiliés. »"""
    page = steps.enter(visitor, site, KARIM)
    tiles = page.locator("li.tile h3")
    expect(tiles).to_have_text(list(APPLICATIONS.values()))


def test_the_portal_is_at_its_address(visitor, site):
    """« L'accès au portail s'effectue à partir de l'adresse suivante : https://auth.cig929394.fr »"""
    visitor.page.goto(site.public_url)
    expect(visitor.page).to_have_url(re.compile(r"/connexion(\?.*)?$"))
    expect(visitor.page.get_by_role("button", name="Se connecter")).to_be_visible()


def test_the_identifier_is_the_address_that_the_cig_was_told(visitor, site):
    """« L'identifiant de connexion est constitué de l'adresse électronique du référent communiquée au CIG »"""
    page = visitor.page
    page.goto(site.public_url)
    page.get_by_label("Adresse électronique").fill(NADIA.email.upper())  # addresses are not told apart by capitals
    page.locator("input[name=password]").fill(NADIA.password)
    steps.press(page, "Se connecter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Nadia")


@with_and_without_scripts
def test_the_password_is_made_at_the_first_visit(visit, site, scripts):
    """« Le mot de passe est à créer lors de la première visite. »"""
    email = f"premiere.visite{scripts:d}@{DOMAIN}"
    site.run("user", "add", "--email", email, "--given-name", "Inès", "--family-name", "Belkacem", "--structure", TOWN)
    address = site.first_visit(email)
    page = visit(scripts=scripts).page
    for _ in range(2):  # looking uses nothing up: mail scanners look too
        page.goto(address)
        assert TOWN in flat(page)
        expect(page.locator("input[name=email]")).to_have_value(email)
    page.locator("input[type=password]").first.fill("sept parapluies sur le pont")
    steps.press(page, "Créer mon mot de passe")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Inès")


# II. Liste des applications du CIG


def test_the_applications_of_the_cig_open_by_one_sign_in(visitor, site, shibboleth, bip):
    """« Cette page du portail affiche les applications en ligne que le CIG mettra à la disposition des affiliés, via une
    authentification unique : BIP, Site internet (contenus restreints), NetCotisation, Elecpro 2022. »"""
    page = steps.enter(visitor, site, KARIM)
    for name, provider in (("BIP", bip), ("NetCotisation", shibboleth)):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(f"{provider.public_url}/**")
        assert steps.told(page)["mail"] == KARIM.email
        page.goto(site.public_url)


def test_referents_give_and_take_the_rights_of_their_structure(visitor, visit, site, newcomers):
    """« Les référents administrateurs auront la responsabilité d'habiliter les utilisateurs de leur structure à ces
    applications, ou supprimer les habilitations, selon les nécessités. »"""
    person = newcomers("Habilite")
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    theirs = steps.enter(visit(), site, person)
    assert "Aucune application ne vous est ouverte" in flat(theirs)
    for role, name in zip(ROLES, ("BIP", "NetCotisation", "Site internet", "Elecpro 2022")):
        steps.assign(page, role, "habil", "Habilite")
        theirs.goto(site.public_url)
        expect(theirs.locator("li.tile h3").filter(has_text=name)).to_be_visible()
    steps.members(page, ROLES[3])
    steps.act(page, person.display_name, "Retirer l’habilitation")
    steps.press(page, "Retirer l’habilitation")
    theirs.goto(site.public_url)
    expect(theirs.locator("li.tile h3")).to_have_text(["BIP", "Site internet", "NetCotisation"])


@with_and_without_scripts
def test_an_application_opens_by_a_click(visit, site, bip, scripts):
    """« Après authentification, l'accès aux applications du CIG s'effectue par un clic direct »"""
    page = steps.enter(visit(scripts=scripts), site, KARIM)
    page.get_by_role("link", name="BIP", exact=True).click()
    if not scripts:
        steps.press(page, "Continuer vers BIP")
    page.wait_for_url(f"{bip.public_url}/**")
    assert steps.told(page)["mail"] == KARIM.email


def test_several_applications_open_at_once_in_new_tabs(visitor, site, shibboleth, bip):
    """« ou clic droit, puis en choisissant nouvel onglet pour des ouvertures d'applications simultanées. »"""
    page = steps.enter(visitor, site, KARIM)
    tabs = []
    for name in ("BIP", "NetCotisation"):
        link = page.get_by_role("link", name=name, exact=True)
        assert link.get_attribute("target") is None and link.get_attribute("href").startswith("/ouvrir/")
        # What « Ouvrir dans un nouvel onglet » of the browser's own menu does with a link.
        with visitor.context.expect_page() as opening:
            link.click(button="middle")
        tabs.append(opening.value)
    for opened, provider in zip(tabs, (bip, shibboleth)):
        opened.wait_for_url(f"{provider.public_url}/**")
        assert steps.told(opened)["mail"] == KARIM.email


@with_and_without_scripts
def test_people_sign_out_by_a_button(visit, site, scripts):
    """« En fin de session et en regard des bonnes pratiques, l'utilisateur devra se déconnecter à l'aide des boutons
    appropriés. »"""
    page = steps.enter(visit(scripts=scripts), site, KARIM)
    steps.press(page, "Se déconnecter")
    assert "Vous êtes déconnecté" in flat(page)
    page.goto(site.public_url)
    expect(page).to_have_url(re.compile(r"/connexion(\?.*)?$"))


# III. Annuaire des identités et des accès


def test_the_directory_has_three_tabs(visitor, site):
    """« Il se compose de trois onglets : Structures, Utilisateurs, Applications. »"""
    page = steps.enter(visitor, site, NADIA)
    steps.open_directory(page)
    expect(steps.tabs(page)).to_have_text([re.compile("^Structures"), re.compile("^Utilisateurs"), re.compile("^Applications")])
    for name in ("Structures", "Utilisateurs", "Applications"):
        steps.tab(page, name)
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(rf"^{name} \("))


def test_the_directory_is_reached_from_the_list_of_applications(visitor, visit, site):
    """« L'accès à l'annuaire des identités et des accès s'effectue depuis la liste des applications du CIG. »"""
    page = steps.enter(visitor, site, NADIA)
    page.get_by_role("main").get_by_role("link", name=DIRECTORY).click()
    expect(page).to_have_url(f"{site.public_url}/annuaire/utilisateurs")
    agent = visit()
    agent.tolerate("the server responded with a status of 404")
    theirs = steps.enter(agent, site, KARIM)
    expect(theirs.get_by_role("link", name=DIRECTORY)).to_have_count(0)
    theirs.goto(f"{site.public_url}/annuaire/utilisateurs")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Page introuvable")


def test_a_button_at_the_top_right_tells_about_the_referent(visitor, site):
    """« Situé en haut à droite dans l'annuaire, ce bouton permet d'accéder aux informations du référent. »"""
    page = steps.open_tab(visitor, site, NADIA, "Structures")
    button = page.get_by_role("banner").get_by_role("link").filter(has_text=NADIA.display_name)
    box = button.bounding_box()
    assert box["y"] < 80 and box["x"] > page.viewport_size["width"] / 2
    button.click()
    expect(page).to_have_url(re.compile("/profil$"))
    assert NADIA.email in flat(page)
    assert re.search(f"Référente? administrat(eur|rice) {TOWN} depuis le", flat(page))


def test_structures_shows_those_of_the_referent(visitor, site):
    """« Cet onglet affiche les structures pour lesquelles les référents administrateurs sont désignés au CIG. »"""
    page = steps.open_tab(visitor, site, NADIA, "Structures")
    assert steps.counted(page) == 2
    assert TOWN in flat(page) and CCAS in flat(page) and CIG not in page.locator("main").inner_text()


def test_structures_is_a_tree_of_two_levels(visitor, site):
    """« En présence d'un rattachement administratif d'un établissement à un établissement principal, une arborescence sur
    deux niveaux est présente (par exemple : Mairie et CCAS de la mairie). »"""
    page = steps.open_tab(visitor, site, NADIA, "Structures")
    attached = page.get_by_role("listitem").filter(has_text=TOWN).get_by_role("list").get_by_role("listitem")
    expect(attached.filter(has_text=CCAS).first).to_be_visible()


def test_a_referent_of_a_main_establishment_is_one_of_those_attached_to_it(visitor, visit, site, newcomers):
    """« Un référent administrateur d'un établissement principal est automatiquement référent administrateur de tous les
    établissements rattachés administrativement. »"""
    newcomers("Rattache", CCAS)
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    steps.find_user(page, "Rattache")
    page.get_by_role("link", name="RATTACHE Camille").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Camille Rattache")
    only_ccas = visit()
    only_ccas.tolerate("the server responded with a status of 404")
    theirs = steps.open_tab(only_ccas, site, newcomers("Ccas", CCAS, referent_of=CCAS), "Structures")
    assert steps.counted(theirs) == 1, "the other way round it does not hold"


def test_a_main_establishment_is_not_the_referents_to_change(visitor, site):
    """« Etablissement principal (ex : Mairie) : les informations correspondantes ne sont pas modifiables. En cas de
    départ/nomination d'un référent, il convient obligatoirement d'informer le correspondant CIG. »"""
    visitor.tolerate("the server responded with a status of 4")
    page = steps.open_tab(visitor, site, NADIA, "Structures")
    page.get_by_role("main").get_by_role("link", name=TOWN, exact=True).click()
    assert "Ces informations sont tenues par le CIG : correspondantCIG@cig929394.fr" in flat(page)
    assert "informez obligatoirement le correspondant CIG" in flat(page)
    expect(page.locator("main").get_by_role("link", name="Modifier")).to_have_count(0)
    expect(page.locator("main form")).to_have_count(0)
    own = page.url
    answer = page.goto(own + "/modifier")
    assert answer.status == 404
    page.goto(own + "/coordonnees")
    expect(page.locator("main input:not([type=hidden]):not([readonly])")).to_have_count(0)


def test_users_are_referenced_before_any_right(visitor, site):
    """« Cet onglet permet de référencer dans l'annuaire, les utilisateurs de la collectivité\\établissement,
    préalablement à toute habilitation sur les applications du CIG, par leur référent administrateur. »"""
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    page.get_by_role("link", name=f"Affecter à {BIP}").click()
    page.locator("#q").press_sequentially("Prealable")
    expect(page.locator("[data-status]")).to_have_text("Personne ne correspond")
    steps.press(page, "Chercher")
    page.get_by_role("main").get_by_role("link", name="Ajouter").click()
    steps.fill_user(page, TOWN, "Prealable", "Jeanne", f"jeanne.prealable@{DOMAIN}")
    steps.assign(page, BIP, "preal", "Jeanne Prealable")
    expect(page.get_by_role("status").filter(has_text="Jeanne Prealable").first).to_be_visible()


def test_the_list_shows_who_may_be_active(visitor, site, newcomers):
    """« En outre, il affiche à tout moment les utilisateurs potentiellement actifs sur ces applications. »"""
    person = newcomers("Potentiel")
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    steps.assign(page, BIP, "potent", "Potentiel")
    steps.find_user(page, "potentiel")
    row = page.get_by_role("row").filter(has_text=person.email)
    expect(row).to_contain_text("Actif")
    expect(row).to_contain_text("BIP")


@with_and_without_scripts
def test_who_has_left_is_deleted_by_the_command_actions(visit, site, newcomers, scripts):
    """« Un utilisateur identifié dans cette liste par un référent et ayant quitté la structure, devra sans délai être
    supprimé afin d'assurer la sécurité dans l'accès aux informations (commande « Actions »). »"""
    person = newcomers(f"Parti{scripts:d}")
    theirs = steps.enter(visit(scripts=scripts), site, person)
    page = steps.open_tab(visit(scripts=scripts), site, NADIA, "Utilisateurs")
    steps.find_user(page, person.family_name)
    steps.act(page, person.display_name, "Supprimer")
    steps.press(page, f"Supprimer {person.display_name}")
    steps.find_user(page, person.family_name)
    expect(page.get_by_role("row").filter(has_text=person.email)).to_have_count(0)
    theirs.goto(f"{site.public_url}/profil")
    expect(theirs).to_have_url(re.compile(r"/connexion(\?.*)?$"))


def test_the_number_of_users_stands_above_their_list(visitor, site):
    """« Utilisateurs (1118) ⋮ »"""
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    lines = steps.downloaded(page, "Autres actions sur les utilisateurs", "Exporter la liste")
    assert steps.counted(page) == len(lines) - 1
    assert [NADIA.email] == [cell for line in lines for cell in line if cell == NADIA.email]


@with_and_without_scripts
def test_ajouter_references_a_user(visit, site, scripts):
    """« AJOUTER. Cette étape correspond au référencement d'un utilisateur par son référent. »"""
    page = steps.open_tab(visit(scripts=scripts), site, NADIA, "Utilisateurs")
    given_name = "Théo" if scripts else "Théa"
    steps.add_user(page, TOWN, "Référencé", given_name, f"theo.reference{scripts:d}@{DOMAIN}")
    expect(page.get_by_role("status").filter(has_text=f"{given_name} Référencé").first).to_be_visible()
    steps.find_user(page, "referenc")  # whatever the accents
    expect(page.get_by_role("row").filter(has_text=f"theo.reference{scripts:d}@{DOMAIN}")).to_have_count(1)


@with_and_without_scripts
def test_required_fields_must_be_filled_in(visit, site, scripts):
    """« Les champs obligatoires (*) doivent être renseignés. »"""
    visitor = visit(scripts=scripts)
    visitor.tolerate("the server responded with a status of 4")
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    page.get_by_role("main").get_by_role("link", name="Ajouter").first.click()
    for field in ("nom", "prenom", "email"):
        assert "*" in page.locator(f"label[for={field}]").inner_text()
        assert page.locator(f"#{field}").get_attribute("required") is not None
    assert "Les champs marqués d’une étoile (*) sont obligatoires." in flat(page)
    page.locator("#nom").fill("Sans-Prénom")
    steps.press(page, "Enregistrer")
    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.locator("#nom")).to_have_value("Sans-Prénom")
    for link in page.locator(".errsum a").all():
        field = page.locator(link.get_attribute("href"))
        expect(field).to_have_attribute("aria-invalid", "true")
        described = field.get_attribute("aria-describedby").split()
        assert any(link.inner_text() in page.locator(f"#{part}").inner_text() for part in described)


def test_the_address_is_the_identifier(visitor, visit, site):
    """« L'adresse électronique de l'utilisateur à saisir, constituera son identifiant d'accès pour l'authentification
    unique aux applications depuis le portail. »"""
    email = f"identifiant@{DOMAIN}"
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    steps.add_user(page, TOWN, "Identifiant", "Paul", email)
    theirs = visit().page
    theirs.goto(link(site.mailbox.wait_for(email)))
    theirs.locator("input[type=password]").first.fill("onze girafes en velours")
    steps.press(theirs, "Créer mon mot de passe")
    steps.press(theirs, "Se déconnecter")
    other = visit()
    steps.enter(other, site, Person("Paul", "Identifiant", email, "onze girafes en velours"))
    expect(other.page.get_by_role("heading", level=1)).to_have_text("Bonjour Paul")


@with_and_without_scripts
def test_the_address_ends_in_the_domain_of_the_structure(visit, site, scripts):
    """« Cette adresse devra obligatoirement posséder l'extension e-mail de la collectivité communiquée au CIG, et visible
    dans l'onglet Structures et le champ Domaine autorisé. »"""
    visitor = visit(scripts=scripts)
    visitor.tolerate("the server responded with a status of 4")
    page = steps.open_tab(visitor, site, NADIA, "Structures")
    expect(page.locator("dl").filter(has_text="Domaine autorisé").first).to_contain_text(f"@{DOMAIN}")
    page.get_by_role("main").get_by_role("link", name=TOWN, exact=True).click()
    expect(page.locator("#domaine-autorise")).to_contain_text(f"@{DOMAIN}")
    steps.tab(page, "Utilisateurs")
    given_name = "Rose" if scripts else "Rosa"
    steps.add_user(page, TOWN, "Ailleurs", given_name, "rose.ailleurs@gmail.example")
    expect(page).to_have_title(re.compile("^Erreur"))
    assert f"@{DOMAIN}" in page.locator(".errsum").inner_text(), "the message names the domain"
    expect(page.locator("#email")).to_have_value("rose.ailleurs@gmail.example")
    expect(page.locator("#nom")).to_have_value("Ailleurs")
    steps.fill_user(page, None, "Ailleurs", given_name, f"rose.ailleurs{scripts:d}@{DOMAIN}")
    expect(page.get_by_role("status").filter(has_text=f"{given_name} Ailleurs").first).to_be_visible()


def test_applications_lists_those_of_convergences(visitor, site):
    """« Cet onglet liste les applications accessibles depuis le dispositif Convergences. »"""
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    expect(page.locator("main h2")).to_have_text(list(APPLICATIONS.values()))


def test_each_application_has_two_levels_of_roles(visitor, site):
    """« Chaque application adopte une arborescence constituée de deux niveaux de rôles chacune. »"""
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    for slug, name in APPLICATIONS.items():
        group, roles = world.ROLES[slug]
        application = page.locator("details").filter(has=page.get_by_role("heading", name=name, exact=True, level=2))
        expect(application.get_by_role("heading", level=3)).to_have_text(group)
        for label in roles:
            expect(application.get_by_text(f"{group}\\{label}", exact=True).first).to_be_visible()


def test_the_role_administrateur_is_the_cigs_to_give(visitor, visit, site, newcomers):
    """« Le rôle Administrateur dans une application est attribué par le CIG aux référents administrateurs désignés. »"""
    visitor.tolerate("the server responded with a status of 4")
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    line = page.locator("ul.rows li").filter(has_text="BIP\\Administrateur")
    expect(line).to_contain_text("attribué par le CIG")
    expect(line.get_by_role("link", name="Affecter")).to_have_count(0)
    address = line.get_by_role("link", name="Membres").get_attribute("href")
    answer = page.goto(f"{site.public_url}{address}/affecter")
    expect(page.get_by_role("button", name="Affecter", exact=True)).to_have_count(0)
    assert answer.status in (200, 403)
    person = newcomers("Administre")
    theirs = steps.open_tab(visit(), site, CLAIRE, "Applications")
    steps.assign(theirs, "BIP\\Administrateur", "adminis", person.display_name)
    expect(theirs.get_by_role("status").filter(has_text=person.display_name).first).to_be_visible()


def test_the_number_of_members_stands_above_their_list(visitor, site):
    """« Membres (664) ⋮ »"""
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    for role in ROLES:
        line = page.locator("ul.rows li").filter(has_text=role)
        number = int(re.search(r"Membres \((\d+)\)", line.inner_text()).group(1))
        steps.members(page, role)
        assert steps.counted(page) == number
        if number:
            expect(page.locator("tbody tr")).to_have_count(number)
            lines = steps.downloaded(page, "Autres actions sur les membres", "Exporter la liste")
            assert len(lines) - 1 == number
        steps.tab(page, "Applications")


@with_and_without_scripts
@pytest.mark.parametrize("role", ROLES)
def test_affecter_entitles_users_by_the_first_letters_of_their_name(visit, site, newcomers, role, scripts):
    """« Après avoir déplié les libellés « BIP », « NetCotisation », « site internet », « Elecpro », puis cliqué sur les
    rôles […], que le référent administrateur clique ensuite sur le bouton « Affecter » et, sélectionne dans la liste
    déroulante en inscrivant les premières lettres du nom, les utilisateurs à habilitier sur l'application choisie. »"""
    names = [f"{word}{ROLES.index(role)}{scripts:d}" for word in ("Affectee", "Affecteur")]
    people = [newcomers(name) for name in names]
    page = steps.open_tab(visit(scripts=scripts), site, NADIA, "Applications")
    application = page.locator("details.app").filter(has_text=role)
    assert application.get_attribute("open") is not None, "few roles: the labels are unfolded already"
    application.locator("summary").first.click()
    expect(page.get_by_role("link", name=f"Affecter à {role}")).to_be_hidden()
    application.locator("summary").first.click()
    steps.members(page, role)
    page.get_by_role("link", name="Affecter").click()
    if scripts:
        for person in people:
            steps.choose(page, person.family_name, person.display_name)
    else:
        page.locator("#q").fill("affecte")
        steps.press(page, "Chercher")
        for person in people:
            page.locator("label.check").filter(has_text=person.display_name).locator("input").check()
    steps.press(page, "Affecter")
    for person in people:
        expect(page.get_by_role("row").filter(has_text=person.email)).to_have_count(1)


def test_after_affecter_the_user_opens_the_application(visitor, visit, site, bip, newcomers):
    """« A l'issue de cette étape d'affectation, l'utilisateur pourra désormais accéder aux applications depuis le portail
    Convergences, via son identifiant composé de son adresse électronique. »"""
    person = newcomers("Accede")
    page = steps.open_tab(visitor, site, NADIA, "Applications")
    steps.assign(page, BIP, "acced", person.display_name)
    theirs = steps.enter(visit(), site, person)
    theirs.get_by_role("link", name="BIP", exact=True).click()
    theirs.wait_for_url(f"{bip.public_url}/**")
    told = steps.told(theirs)
    assert (told["mail"], told["role"], told["structure"]) == (person.email, "utilisateur", TOWN)


@with_and_without_scripts
def test_a_right_is_removed_from_the_list_of_members(visit, site, newcomers, scripts):
    """« La suppression d'une habilitation s'effectue depuis Applications et Liste des membres (Actions). »"""
    person = newcomers(f"Retire{scripts:d}")
    page = steps.open_tab(visit(scripts=scripts), site, NADIA, "Applications")
    steps.assign(page, BIP, person.family_name, person.display_name, scripts)
    theirs = steps.enter(visit(scripts=scripts), site, person)
    expect(theirs.locator("li.tile h3")).to_have_text(["BIP"])
    steps.members(page, BIP)
    steps.act(page, person.display_name, "Retirer l’habilitation")
    assert "L’accès est refusé dès la prochaine ouverture de BIP" in flat(page)
    steps.press(page, "Retirer l’habilitation")
    expect(page.get_by_role("row").filter(has_text=person.email)).to_have_count(0)
    theirs.goto(site.public_url)
    expect(theirs.locator("li.tile")).to_have_count(0)
    assert NADIA.display_name in flat(theirs), "whom to ask"


def test_a_user_of_two_establishments_acts_for_each_apart(visitor, visit, site, bip, newcomers):
    """« Dans le cas des utilisateurs devant accéder de façon dissociée, à un outil pour le compte de l'établissement
    principal mais également pour celui de l'établissement rattaché […] (§ Cas des Utilisateurs multi-établissements). »"""
    person = newcomers("Double")
    page = steps.open_tab(visitor, site, NADIA, "Utilisateurs")
    steps.find_user(page, "double")
    page.get_by_role("link", name="DOUBLE Camille").click()
    page.locator("summary").and_(page.get_by_label(re.compile("^Autres actions"))).click()
    page.get_by_role("link", name="Rattacher à une autre structure").click()
    page.locator("#structure").select_option(label=CCAS)
    steps.press(page, "Rattacher")
    page.get_by_role("link", name="Affecter").click()
    for structure in (TOWN, CCAS):
        page.get_by_role("checkbox", name=re.compile(rf"BIP\\utilisateurs.*{structure}")).check()
    steps.press(page, "Enregistrer")
    theirs_visitor = visit()
    theirs = steps.enter(theirs_visitor, site, person)
    tile = theirs.get_by_role("listitem").filter(has=theirs.get_by_role("heading", name="BIP"))
    for structure in (TOWN, CCAS):
        with theirs_visitor.context.expect_page() as opening:
            tile.get_by_role("link").filter(has_text=structure).click(modifiers=["Control"])
        opening.value.wait_for_url(f"{bip.public_url}/**")
        assert steps.told(opening.value)["structure"] == structure
        theirs_visitor.context.clear_cookies(domain="bip.valmont.test")


@pytest.mark.parametrize("path", ["/connexion", "/", "/annuaire/structures", "/aide"])
def test_contacts_are_one_link_away(visitor, site, path):
    """« Contacts. Question relative au dispositif Convergences et à son utilisation : correspondantCIG@cig929394.fr.
    Question relative à la réglementation en matière de protection des données à caractère personnel :
    dpo@cig929394.fr »"""
    page = visitor.page
    if path != "/connexion":
        steps.enter(visitor, site, NADIA)
    page.goto(site.public_url + path)
    page.get_by_role("contentinfo").get_by_role("link", name="Aide et contact").click()
    expect(page.locator("main a[href='mailto:correspondantCIG@cig929394.fr']").first).to_be_visible()
    expect(page.locator("main a[href='mailto:dpo@cig929394.fr']").first).to_be_visible()
