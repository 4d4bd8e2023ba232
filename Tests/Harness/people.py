"""People at their browsers, as far as a benchmark needs them: they sign in and keep a cookie."""

import html
import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

TOKEN = re.compile(r'name="(jeton)" value="([^"]*)"')


class Person:
    """One browser of one person."""

    def __init__(self, port: int, email: str, password: str):
        self.email, self.password, self._port = email, password, port
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None

    def another_browser(self) -> "Person":
        """The same person elsewhere, signed in nowhere."""
        return Person(self._port, self.email, self.password)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self) -> None:
        """Opens the sign-in page and sends its form; raises unless that leads in."""
        status, page, _ = self.ask("GET", "/connexion")
        assert status == 200, f"the sign-in page: {status}"
        form = dict((name, html.unescape(value)) for name, value in TOKEN.findall(page))
        assert form, "the sign-in page has no token"
        status, page, location = self.ask("POST", "/connexion", {
            **form, "email": self.email, "password": self.password})
        assert status == 303 and "session" in self.cookies, f"sign-in of {self.email}: {status} {location}\n{page[:300]}"
        self.close()

    def begin(self, method: str, path: str, form: dict | None = None) -> None:
        """Sends a request whose answer nobody waits for."""
        self._connection = self._connection or http.client.HTTPConnection("localhost", self._port, timeout=60)
        headers = {"Cookie": self.cookie, "Accept": "text/html", "Accept-Language": "fr", "Sec-Fetch-Site": "none",
                   "X-Forwarded-For": self._address()}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, urlencode(form) if form is not None else None, headers)

    def ask(self, method: str, path: str, form: dict | None = None) -> tuple[int, str, str | None]:
        self.begin(method, path, form)
        try:
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            # The server had closed a connection that was idle for long: asked again on a new one, once.
            self.close()
            self.begin(method, path, form)
            response = self._connection.getresponse()
        body = response.read().decode(errors="replace")
        for line in response.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return response.status, body, response.headers.get("Location")

    def token(self, path: str) -> str:
        """What proves that a form was on that page."""
        return html.unescape(TOKEN.search(self.ask("GET", path)[1])[2])

    def download(self, path: str) -> bytes:
        """A file, as its bytes."""
        connection = http.client.HTTPConnection("localhost", self._port, timeout=300)
        connection.request("GET", path, headers={"Cookie": self.cookie, "Sec-Fetch-Site": "none"})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        assert response.status == 200, f"{path}: {response.status}"
        return content

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _address(self) -> str:
        """Each person has an address of their own, behind the proxy that the site trusts."""
        number = hash(self.email) % 65_536
        return f"10.9.{number >> 8}.{number & 255}"


def sign_in(people: list[Person], at_once: int) -> None:
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(Person.sign_in, people))
