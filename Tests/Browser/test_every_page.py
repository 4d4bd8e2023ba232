"""Every page of the product, found by following its links as an operator, a referent, an agent and nobody, in a world
where every name is hostile: no barrier, nothing too wide, nothing that acts, nothing heavy, no complaint."""

import csv
import gzip
import io
import json

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from lxml import html
from playwright.sync_api import BrowserContext, Page

from Harness import hostile
from Harness.chromium import chromium
from Harness.explorer import Explorer
from Harness.product import Site

from Browser.visitor import RULES

AXE = AXE_FILE_PATH.read_text()
ROLES = {"operator": hostile.OPERATOR, "referent": hostile.REFERENT, "agent": hostile.AGENT, "nobody": None}

# WCAG 1.4.12: what a person may set without losing anything.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""

# In dark and on a phone only colours and the order of headings' boxes may differ from the first run.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.fixture(scope="module")
def site(workshop) -> Site:
    site = Site(workshop / "hostile", key="ec-p256")
    hostile.populate(site)
    site.start()
    yield site
    assert site.stop() == 0, site.log()


@pytest.fixture(scope="module")
def browser(workshop):
    with chromium(workshop / "hostile-profile") as browser:
        yield browser


class Round:
    """What one kind of person can reach, and the browser that reached it."""

    def __init__(self, browser, site: Site, person):
        self.site, self.person = site, person
        self.context: BrowserContext = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.dead: dict[str, int] = {}
        self.context.on("console", lambda said: self.complaints.append(f"{said.type}: {said.text}")
                        if said.type in ("error", "warning") else None)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page: Page = self.context.new_page()
        if person:
            self.page.goto(f"{site.public_url}/connexion")
            self.page.fill("input[name=email]", person.email)
            self.page.fill("input[name=password]", person.password)
            self.page.get_by_role("button", name="Se connecter").click()
            self.page.wait_for_url(f"{site.public_url}/")
        self.found = Explorer(site.public_url, self.fetch)

    def fetch(self, path: str) -> tuple[str, bytes]:
        answer = self.context.request.get(self.site.public_url + path)
        assert answer.status < 500, f"{answer.status} {path}"
        if answer.status >= 400:
            self.dead[path] = answer.status
        return answer.headers.get("content-type", ""), answer.body()


@pytest.fixture(scope="module")
def rounds(browser, site) -> dict[str, Round]:
    return {role: Round(browser, site, person) for role, person in ROLES.items()}


def own_pages(rounds: dict[str, Round], role: str) -> list[str]:
    """The pages of this role, without those of the information that everybody sees alike."""
    found = rounds[role].found.pages
    common = rounds["nobody"].found.pages if role != "nobody" else {}
    return [address for kind, address in found.items() if kind not in common or kind == "/"]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_a_barrier_or_is_too_wide_or_acts(rounds, site, role):
    """axe finds nothing (three widths, light and dark); nothing scrolls sideways, with WCAG 1.4.12 spacing either; no
    stored name becomes an element; the console is silent; every request stays here."""
    tour = rounds[role]
    page, faults = tour.page, []
    for address in own_pages(rounds, role):
        tour.requests.clear()
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site.public_url + address)
        strangers = [url for url in tour.requests if not url.startswith(site.public_url + "/")]
        if strangers or len(tour.requests) > 5:
            faults.append(f"{address}: {len(tour.requests)} requests, of others {strangers}")
        if page.title() in ("1", "taken") or page.locator("img[src=x], svg[onload], body script").count():
            faults.append(f"{address}: a stored name acts")
        if page.locator("h1").count() != 1:
            faults.append(f"{address}: {page.locator('h1').count()} h1")
        if tour.person:
            way_out = page.get_by_role("button", name="Se déconnecter")
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 900})
                if way_out.count() < 1 or not way_out.first.is_visible():
                    faults.append(f"{address}: no way to sign out at {width}")
        page.evaluate(AXE)
        for width, scheme, rules in ((1280, "light", RULES), (1280, "dark", COLOURS), (640, "light", None),
                                     (390, "light", RULES), (390, "dark", COLOURS), (320, "light", RULES),
                                     (320, "dark", COLOURS)):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            faults += [f"{address} at {width} {scheme}: {fault}" for fault in barriers(page, rules)]
            if scheme == "light":
                faults += [f"{address} at {width}: {fault}" for fault in too_wide(page)]
    assert not faults + tour.complaints, "\n".join(faults + tour.complaints)


def barriers(page: Page, rules: dict | None) -> list[str]:
    if rules is None:
        return []
    violations = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", rules)
    return [f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes']][:3]}" for rule in violations]


def too_wide(page: Page) -> list[str]:
    """Sideways scrolling as the page is, and with the spacing of WCAG 1.4.12."""
    return page.evaluate("""spacing => {
        const root = document.documentElement, faults = [];
        const look = name => {
            const excess = root.scrollWidth - root.clientWidth;
            if (excess <= 0) return;
            const wide = [...document.querySelectorAll('main *, header *, footer *')]
                .filter(one => one.getBoundingClientRect().right > root.clientWidth + 1 && one.children.length === 0);
            faults.push(`${excess} px too wide ${name}: ${wide.slice(0, 2).map(one => one.outerHTML.slice(0, 120))}`);
        };
        look('');
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(spacing);
        document.adoptedStyleSheets = [sheet];
        look('with spacing');
        document.adoptedStyleSheets = [];
        return faults;
    }""", SPACING)


@pytest.mark.parametrize("role", ROLES)
def test_no_link_leads_nowhere(rounds, role):
    tour = rounds[role]
    assert not [f"{tour.found.came_from[path]} links to {path}: {status}" for path, status in tour.dead.items()]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_is_heavy(rounds, role):
    """At most 5 requests and 40 KB over the wire for a page, its style, its script and its icon."""
    tour = rounds[role]
    sizes = {}
    for address, body in tour.found.bodies.items():
        document = html.fromstring(body)
        files = {link.get("href") for link in document.iter("link")} | {one.get("src") for one in document.iter("script", "img")}
        for file in files - sizes.keys():
            sizes[file] = len(gzip.compress(tour.fetch(file)[1]))
        weight = len(gzip.compress(body)) + sum(sizes[file] for file in files)
        assert len(files) < 5 and weight <= 40 * 1024, f"{address}: {len(files) + 1} requests, {weight} bytes"


@pytest.mark.parametrize("role", ROLES)
def test_every_control_works_without_scripts(rounds, role):
    """Each button belongs to a form that goes somewhere, each link has an address, and no page is empty without scripts."""
    for address, body in rounds[role].found.bodies.items():
        document = html.fromstring(body)
        for button in document.iter("button"):
            form = next(button.iterancestors("form"), None)
            if form is None and button.get("form"):
                form = document.get_element_by_id(button.get("form"))
            assert form is not None and (form.get("action") or form.get("method") == "get"), f"{address}: {html.tostring(button)}"
        for link in document.iter("a"):
            assert link.get("href"), f"{address}: {html.tostring(link)}"
            assert not link.get("href").lower().startswith(("javascript:", "data:")), f"{address}: {link.get('href')}"
        assert len(document.find(".//main").text_content().split()) > 3, address
        assert document.find(".//noscript") is None, address


@pytest.mark.parametrize("role", ["operator", "referent"])
def test_no_cell_of_an_export_is_a_formula(rounds, role):
    """Cells that begin like a formula are neutralised in every CSV that a page links to."""
    tour = rounds[role]
    read = 0
    for address in tour.found.files.values():
        content_type, body = tour.fetch(address)
        if not content_type.startswith("text/csv"):
            continue
        read += 1
        for line in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"):
            for cell in line:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), f"{address}: {cell}"
    assert read >= 2, tour.found.files


def test_suggestions_are_text(rounds, site):
    """The type-ahead shows a hostile name as it is written."""
    tour = rounds["referent"]
    page = tour.page
    page.set_viewport_size({"width": 1280, "height": 900})
    place = next(address for kind, address in tour.found.pages.items() if kind.endswith("/affecter"))
    page.goto(site.public_url + place)
    page.locator("#q").press_sequentially("agent@")
    option = page.get_by_role("option").first
    option.wait_for()
    assert hostile.MARKUP in option.inner_text() and hostile.SCRIPT in option.inner_text()
    assert page.title() not in ("1", "taken")
    answer = tour.context.request.get(
        site.public_url + page.locator("[data-combobox]").get_attribute("data-combobox") + "agent%40")
    assert answer.headers["content-type"].startswith("application/json") and json.loads(answer.body())
