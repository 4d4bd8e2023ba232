"""A browser without a screen: cookies, redirects, forms and links, with the headers and the SameSite rule of a real one."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import requests
from lxml import html

NAVIGATION = {"Accept": "text/html", "Accept-Language": "fr", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


class Page:
    """An answer, where it came from and what it links to."""

    def __init__(self, response: requests.Response, history: list):
        self.url = response.url
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.content
        self.history = history
        self.document = html.fromstring(self.body, base_url=self.url) if self.body.strip() else None

    @property
    def text(self) -> str:
        return " ".join(self.document.text_content().split())

    @property
    def forms(self) -> list:
        return self.document.forms if self.document is not None else []

    def form(self, field: str):
        """The one form that has this field."""
        found = [form for form in self.forms if field in form.fields.keys()]
        assert len(found) == 1, f"{len(found)} forms with {field} at {self.url}:\n{self.text[:2000]}"
        return found[0]

    def has_field(self, field: str) -> bool:
        return any(field in form.fields.keys() for form in self.forms)

    def field(self, name: str) -> str:
        return self.form(name).fields[name]

    def links(self) -> dict[str, str]:
        """Text of each link -> its absolute address."""
        return {
            " ".join(link.text_content().split()): urljoin(self.url, link.get("href"))
            for link in self.document.iter("a") if link.get("href")
        }

    def __repr__(self) -> str:
        return f"<{self.status} {self.url}: {self.text[:400] if self.document is not None else ''}>"


class UserAgent:
    """Keeps cookies as a browser does; `page` is what is shown now."""

    def __init__(self, verify: str | bool = True):
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = verify
        self.page: Page | None = None
        self._unreachable: tuple[str, Callable[[str], None]] | None = None

    def stop_before(self, prefix: str, tell: Callable[[str], None]) -> None:
        """A redirect to an address of that beginning is told of and not followed: nothing listens there."""
        self._unreachable = (prefix, tell)

    def open(self, url: str, source: str | None = None) -> Page:
        """Opens an address as if typed; with `source`, as a link on that page."""
        return self._navigate("GET", url, source, None)

    def submit(self, form, **values: str) -> Page:
        """Sends a form of the current page as its button does."""
        fields = {name: value for name, value in form.form_values()}
        fields.update(values)
        method = (form.method or "GET").upper()
        return self._navigate(method, urljoin(self.page.url, form.action or ""), self.page.url, fields)

    def press(self, text: str) -> Page:
        """Follows the one link, or presses the one button, that shows this text."""
        found = [
            element for element in self.page.document.iter("a", "button")
            if text in " ".join(element.text_content().split())
        ]
        assert len(found) == 1, f"{len(found)} links or buttons show {text!r} at {self.page!r}"
        (element,) = found
        if element.tag == "a":
            return self.open(urljoin(self.page.url, element.get("href")), source=self.page.url)
        form = next(element.iterancestors("form"))
        return self.submit(form, **{element.get("name"): element.get("value", "")} if element.get("name") else {})

    def sign_in(self, email: str, password: str) -> Page:
        """Fills in the sign-in page."""
        return self.submit(self.page.form("password"), email=email, password=password)

    def pass_on(self) -> Page:
        """Sends on the SAML messages of pages that a script would submit at once."""
        while field := next(filter(self.page.has_field, ("SAMLRequest", "SAMLResponse", "SAMLart")), None):
            self.submit(self.page.form(field))
        return self.page

    def post(self, url: str, fields: dict[str, str], source: str) -> Page:
        """Sends a form that some other page, `source`, holds."""
        return self._navigate("POST", url, source, fields)

    def show(self, page: Page) -> None:
        """Goes to another tab, which shows this page."""
        self.page = page

    def tile(self, application: str, structure: str | None = None) -> str:
        """Where the portal's tile of this application leads, for this structure if it names several."""
        found = [
            urljoin(self.page.url, link.get("href"))
            for tile in self.page.document.iter("li", "article")
            if any(application == " ".join(heading.text_content().split()) for heading in tile.iter("h2", "h3"))
            for link in tile.iter("a")
            if structure is None or structure in link.text_content()
        ]
        assert len(set(found)) == 1, f"{found} for {application} {structure} at {self.page!r}"
        return found[0]

    def forget(self, url: str) -> None:
        """Deletes the cookies of this host."""
        host = urlsplit(url).hostname
        for cookie in list(self._session.cookies):
            if cookie.domain.startswith(host):
                self._session.cookies.clear(cookie.domain, cookie.path, cookie.name)

    def cookies(self, host: str) -> dict:
        return {cookie.name: cookie for cookie in self._session.cookies if host in cookie.domain}

    def _navigate(self, method: str, url: str, source: str | None, fields: dict | None) -> Page:
        """Redirects, and pages that go on by themselves at once, as browsers follow them."""
        page = self._follow(method, url, source, fields)
        for _ in range(20):
            if not (found := re.fullmatch(r"0; url=(.+)", page.headers.get("refresh", ""))):
                return page
            page = self._follow("GET", urljoin(page.url, found[1]), page.url, None)
        raise AssertionError(f"{page.url} goes on for ever")

    def _follow(self, method: str, url: str, source: str | None, fields: dict | None) -> Page:
        history = []
        crossed = False
        for _ in range(20):
            relation = _relation(source, url)
            crossed = crossed or relation == "cross-site"
            headers = {**NAVIGATION, "Sec-Fetch-Site": "cross-site" if crossed else relation}
            if source:
                headers["Referer"] = _origin(source) + "/"
            if method == "POST":
                headers["Origin"] = "null" if crossed and history else _origin(source or url)
            response = self._send(method, url, fields, headers, hides_lax=crossed and method == "POST")
            if response.status_code not in (301, 302, 303, 307, 308):
                self.page = Page(response, history)
                return self.page
            history.append(response)
            if response.status_code not in (307, 308):
                method, fields = "GET", None
            url = urljoin(url, response.headers["Location"])
            if self._unreachable and url.startswith(self._unreachable[0]):
                self._unreachable[1](url)
                self.page = Page(response, history)
                return self.page
        raise AssertionError("more than 20 redirects: " + " -> ".join(answer.url for answer in history))

    def _send(self, method, url, fields, headers, hides_lax) -> requests.Response:
        arguments = {"params": fields} if method == "GET" else {"data": fields}
        request = requests.Request(method, url, headers=headers, **arguments)
        prepared = self._session.prepare_request(request)
        if hides_lax:
            prepared.headers.pop("Cookie", None)
            kept = requests.cookies.RequestsCookieJar()
            for cookie in self._session.cookies:
                if str(cookie._rest.get("SameSite", "None")).lower() == "none":
                    kept.set_cookie(cookie)
            prepared.prepare_cookies(kept)
        settings = self._session.merge_environment_settings(url, {}, False, self._session.verify, None)
        return self._session.send(prepared, allow_redirects=False, timeout=20, **settings)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _relation(source: str | None, url: str) -> str:
    if source is None:
        return "none"
    if _origin(source) == _origin(url):
        return "same-origin"
    return "same-site" if urlsplit(source).hostname == urlsplit(url).hostname else "cross-site"
