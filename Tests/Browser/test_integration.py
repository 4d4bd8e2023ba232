"""Service providers' metadata and refused messages, as an operator looks after them; on a loopback site, whose sources may
be on this machine."""

from datetime import datetime, timezone

import pytest
import requests
from playwright.sync_api import expect

from Browser.test_pages import look_at, profiles
from Browser.visitor import shown
from Harness import world
from Harness.authn_requests import deflated
from Harness.chromium import chromium
from Harness.product import Site
from Harness.publisher import Publisher, document
from Harness.world import CLAIRE


@pytest.fixture(scope="module")
def site(workshop) -> Site:
    site = Site(workshop / "integration", key="ec-p256")
    world.populate(site)
    site.start()
    yield site
    assert site.stop() == 0, site.log()


@pytest.fixture(scope="module")
def browser(workshop):
    with chromium(workshop / "integration-profile") as browser:
        yield browser


@pytest.fixture(scope="module")
def publisher():
    publisher = Publisher()
    yield publisher
    publisher.stop()


def arrive(visitor, site, path):
    visitor.page.goto(site.public_url + path)
    visitor.sign_in(CLAIRE)
    visitor.page.wait_for_load_state()
    return visitor.page


ADD = "/annuaire/applications/{}/fournisseurs/ajouter"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_service_provider_is_registered_from_pasted_text_after_a_look(visit, site, scripts):
    name = f"colle-{scripts}".lower()
    visitor = visit(scripts=scripts)
    page = arrive(visitor, site, ADD.format("bip"))
    visitor.tolerate("the server responded with a status of 4")
    page.get_by_label("Ou le document, collé").fill("<html>")
    page.get_by_role("button", name="Vérifier").click()
    assert "Il y a un problème" in shown(page)
    page.get_by_label("Ou le document, collé").fill("\n" + document(name) + "\n")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce qui est compris du document")
    assert f"https://{name}.example/acs" in shown(page)
    assert name not in site.run("service-provider", "list"), "nothing is registered before"
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_load_state()
    assert "est enregistré" in shown(page)
    assert f"https://{name}.example/sp" in site.run("service-provider", "list")


def test_a_file_that_would_change_something_shows_it_first(visit, site, tmp_path):
    page = arrive(visit(), site, ADD.format("site"))
    first = tmp_path / "sp.xml"
    first.write_text(document("fichier"))
    page.get_by_label("Fichier de métadonnées").set_input_files(first)
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Importer des métadonnées").click()
    first.write_text(document("fichier", consumers=("https://fichier.example/nouveau",)))
    page.get_by_label("Fichier de métadonnées").set_input_files(first)
    page.get_by_role("button", name="Voir ce qui changerait").click()
    words = shown(page)
    assert "ajout de HTTP-POST https://fichier.example/nouveau" in words
    assert "retrait de HTTP-POST https://fichier.example/acs" in words
    assert "nouveau" not in site.run("service-provider", "show", "https://fichier.example/sp")
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_load_state()
    assert "sont en service" in shown(page)
    assert "nouveau" in site.run("service-provider", "show", "https://fichier.example/sp")
    page.goto(site.public_url + "/journal")
    assert "+ AssertionConsumerService HTTP-POST https://fichier.example/nouveau" in shown(page)


def test_an_address_is_renewed_and_its_changes_wait(visit, site, publisher):
    publisher.documents["/sp.xml"] = document("adresse")
    page = arrive(visit(), site, ADD.format("elecpro"))
    page.get_by_label("Adresse des métadonnées").fill(publisher.url + "/sp.xml")
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Actualiser maintenant").click()
    page.wait_for_load_state()
    assert "Le document ne change rien" in shown(page) or "rien de nouveau" in shown(page)

    publisher.documents["/sp.xml"] = document("adresse", consumers=("https://adresse.example/deux",))
    page.get_by_role("button", name="Actualiser maintenant").click()
    page.wait_for_load_state()
    assert "Un changement attend votre décision" in shown(page)
    page.get_by_role("button", name="Refuser").click()
    page.wait_for_load_state()
    assert "est refusé" in shown(page)
    expect(page.get_by_role("button", name="Appliquer")).to_have_count(0)

    publisher.documents["/sp.xml"] = "<html>Maintenance</html>"
    page.get_by_role("button", name="Actualiser maintenant").click()
    page.wait_for_load_state()
    assert "La source ne peut pas être reprise" in shown(page)
    page.goto(site.public_url + "/exploitation")
    assert "source de métadonnées en échec" in shown(page)
    page.goto(site.public_url + "/exploitation/integration")
    assert "Source en échec" in shown(page)


def test_34_a_refused_message_is_explained_with_what_to_change(visit, site, publisher):
    """Documentation/Statements.md, 34: an unknown ACS, a wrong audience or an expired certificate is one sentence and an action."""
    publisher.documents["/erreurs.xml"] = document("erreurs")
    site.run("service-provider", "add", "--url", publisher.url + "/erreurs.xml", "--application", "netcotisation")
    request = (
        '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a1" Version="2.0" '
        'IssueInstant="{now}" AssertionConsumerServiceURL="https://ailleurs.example/acs">'
        '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer></samlp:AuthnRequest>')
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    references = []
    for issuer in ("https://erreurs.example/sp", "https://inconnu.example/&lt;b&gt;sp"):
        answer = requests.get(
            site.public_url + "/saml/sso", params={"SAMLRequest": deflated(request.format(now=now, issuer=issuer).encode())})
        assert answer.status_code in (400, 404), answer.status_code
        references.append(answer.text)

    page = arrive(visit(), site, "/exploitation/integration")
    for _ in range(20):
        if "Se nomme" in shown(page):
            break
        page.wait_for_timeout(500)
        page.reload()
    assert "https://inconnu.example/<b>sp" in shown(page)
    page.get_by_role("link", name="Dernier refus").first.click()
    words = shown(page)
    assert "demande une réponse à une adresse inconnue (ACS)" in words
    assert "publie cette adresse dans ses métadonnées" in words
    assert "mauvaise audience" in words and "certificat expiré" in words
    reference = page.locator("dt:has-text('Référence') + dd code").first.text_content()
    assert reference in references[0], "the reference is the one that the person saw"
    assert "ailleurs.example" not in words, "nothing of the message is shown"


@profiles
def test_the_pages_of_integration(visit, site, publisher, width, scheme):
    publisher.documents["/profil.xml"] = document("profil")
    if "profil" not in site.run("service-provider", "list"):
        site.run("service-provider", "add", "--url", publisher.url + "/profil.xml", "--application", "bip")
        publisher.documents["/profil.xml"] = document("profil", consumers=("https://profil.example/" + "long" * 20,))
        site.run("service-provider", "refresh", "https://profil.example/sp")
    visitor = visit(width=width, scheme=scheme)
    page = arrive(visitor, site, "/exploitation/integration")
    look_at(visitor, "integration", width, scheme)
    page.locator("a[href*='/bip/fournisseurs/']").last.click()
    page.wait_for_load_state()
    address = page.url
    look_at(visitor, "fournisseur", width, scheme)
    for part in ("erreurs", "source", "importer"):
        page.goto(f"{address}/{part}")
        look_at(visitor, f"fournisseur-{part}", width, scheme)
    page.goto(site.public_url + ADD.format("bip"))
    look_at(visitor, "fournisseur-ajouter", width, scheme)
