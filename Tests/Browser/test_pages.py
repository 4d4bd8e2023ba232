"""Every page at three widths, light and dark: no barrier that axe knows, nothing too wide, no complaint of the browser."""

import pytest

from Browser.visitor import Visitor, assert_fits, assert_heading, assert_no_barrier
from Harness.world import FATOU, HELENE, KARIM

SIGNED_OUT = {
    "connexion": "/connexion",
    "premiere-visite": "/premiere-visite",
    "aide": "/aide",
    "accessibilite": "/accessibilite",
    "donnees-personnelles": "/donnees-personnelles",
    "mentions-legales": "/mentions-legales",
    "plan-du-site": "/plan-du-site",
    "introuvable": "/nulle-part",
    "requete-refusee": "/saml/sso",
}
SIGNED_IN = {"portail": "/", "profil": "/profil"}

# Each width and each scheme; test_every_page tries all six ways on every page there is.
profiles = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])


def look_at(visitor: Visitor, name: str, width: int, scheme: str) -> None:
    visitor.photograph(f"{name}-{width}-{scheme}")
    assert_heading(visitor.page)
    assert_fits(visitor.page)
    assert_no_barrier(visitor.page)


@profiles
def test_pages_that_anybody_sees(visit, site, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    visitor.tolerate("the server responded with a status of 4")
    for name, path in SIGNED_OUT.items():
        visitor.page.goto(site.public_url + path)
        look_at(visitor, name, width, scheme)


@profiles
def test_pages_of_a_person_who_is_signed_in(visit, site, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    visitor.page.goto(site.public_url)
    visitor.sign_in(HELENE)
    for name, path in SIGNED_IN.items():
        visitor.page.goto(site.public_url + path)
        look_at(visitor, name, width, scheme)


@profiles
def test_pages_on_the_way_to_an_application(visit, shibboleth, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    visitor.tolerate("the server responded with a status of 4")
    visitor.page.goto(shibboleth.secret_page)
    look_at(visitor, "connexion-pour-une-application", width, scheme)
    visitor.sign_in(HELENE)
    look_at(visitor, "choix-de-la-structure", width, scheme)

    other = visit(width=width, scheme=scheme)
    other.tolerate("the server responded with a status of 4")
    other.page.goto(shibboleth.secret_page)
    other.sign_in(FATOU)
    look_at(other, "sans-habilitation", width, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_that_carries_a_response(visit, shibboleth, scheme):
    visitor = visit(scheme=scheme, scripts=False)
    visitor.page.goto(shibboleth.secret_page)
    visitor.sign_in(KARIM)
    visitor.photograph(f"envoi-{scheme}")
    assert visitor.page.locator("form input[name=SAMLResponse]").count() == 1


@pytest.mark.parametrize("path", ["/connexion", "/"])
def test_a_page_is_light_and_all_our_own(visitor, site, path):
    page = visitor.page
    page.goto(site.public_url)
    if path == "/":
        visitor.sign_in(HELENE)
        page.wait_for_url(f"{site.public_url}/")
    received = []
    page.on("response", lambda answer: received.append(answer))
    page.goto(site.public_url + path, wait_until="networkidle")
    sizes = [answer.request.sizes()["responseBodySize"] for answer in received]
    assert len(received) <= 5
    assert sum(sizes) <= 40 * 1024
    assert all(answer.url.startswith(f"{site.public_url}/") for answer in received)
