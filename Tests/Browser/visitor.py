"""Somebody in front of a browser: what he does, and what his browser complains of."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from Harness.product import ROOT
from Harness.world import Person


SCREENSHOTS = ROOT / "artifacts" / "screenshots"
RULES = {"runOnly": {"type": "tag", "values": [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}

# A page of the service provider may complain of what it likes: it is none of ours.
SERVICE_PROVIDERS = ("https://sp.valmont.test", "https://bip.valmont.test")


class Visitor:
    """A browser profile of its own. Console errors, refusals by the Content-Security-Policy among them, fail the test."""

    def __init__(self, browser: Browser, *, width: int = 1280, scheme: str = "light", scripts: bool = True):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts, locale="fr-FR")
        self.context.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self.context.on("console", self._read_console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self.context.new_page()

    def new_tab(self) -> Page:
        return self.context.new_page()

    def sign_in(self, person: Person, page: Page | None = None) -> None:
        page = page or self.page
        page.fill("input[name=email]", person.email)
        page.fill("input[name=password]", person.password)
        page.get_by_role("button", name="Se connecter").click()

    def photograph(self, name: str) -> None:
        """A picture of the whole page for whoever looks at artifacts/screenshots."""
        self.page.wait_for_load_state()
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def tolerate(self, words: str) -> None:
        """The console may say this: the browser's own note of a 4xx page, for instance."""
        self.expected.append(words)

    def leave(self) -> None:
        self.context.close()
        unexpected = [said for said in self.complaints if not any(words in said for words in self.expected)]
        assert not unexpected, "the browser complains: " + " | ".join(unexpected)

    def _read_console(self, message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        if message.type in ("error", "warning") and not source.startswith(SERVICE_PROVIDERS):
            self.complaints.append(f"{message.text} ({source})")


def shown(page: Page) -> str:
    """The text that a person reads."""
    return page.locator("body").inner_text()


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert excess <= 0, f"{excess} px too wide at {page.url}"


def assert_heading(page: Page) -> None:
    expect(page.locator("h1")).to_have_count(1)


def assert_no_barrier(page: Page, within: str | None = None) -> None:
    """axe-core knows nothing to say against the page, or against a part of it that lies above the rest: what that
    covers in part would be taken for targets that are too small."""
    violations = Axe().run(page, context=within, options=RULES).response["violations"]
    assert not violations, f"{page.url}: " + "; ".join(
        f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes']]}" for rule in violations)
