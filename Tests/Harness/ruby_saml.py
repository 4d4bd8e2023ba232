"""ruby-saml, the service provider's side of most applications in Ruby. Requests out, Responses in, no server needed."""

import json
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from . import certificates
from .user_agent import Page

LIBRARY = Path("/usr/share/rubygems-integration/all/specifications")
SCRIPT = Path(__file__).with_suffix(".rb")


def is_installed() -> bool:
    return any(LIBRARY.glob("ruby-saml-*.gemspec"))


class RubySAML:
    """What it takes, it has verified."""

    def __init__(self, folder: Path, entity_id: str, identity_provider: Path, *, encrypted: bool = False):
        folder.mkdir(parents=True)
        credential = certificates.self_signed(folder, "ruby-saml")
        self.entity_id = entity_id
        self.assertion_consumer = f"{entity_id}/acs"
        self._facts = {
            "entity_id": entity_id, "identity_provider": str(identity_provider), "encrypted": encrypted,
            "key": str(credential.key), "certificate": str(credential.certificate)}
        self._request: str | None = None

    def metadata(self) -> bytes:
        return self._ask("metadata").encode()

    def redirect(self, relay_state: str = "") -> str:
        """Address that carries a new AuthnRequest."""
        made = self._ask("redirect", relay_state=relay_state)
        self._request = made["id"]
        return made["address"]

    def receive(self, page: Page) -> dict:
        """What the Response of the page's form says, once every check of ruby-saml is passed."""
        form = page.form("SAMLResponse")
        assert form.action == self.assertion_consumer
        read = self._ask("receive", SAMLResponse=form.fields["SAMLResponse"], request=self._request)
        assert read["valid"], read["errors"]
        return read

    def logout(self, read: dict) -> str:
        """Address that carries a LogoutRequest for what `receive` returned."""
        made = self._ask("logout", name_id=read["name_id"], session_index=read["session_index"])
        self._request = made["id"]
        return made["address"]

    def receive_logout(self, address: str) -> dict:
        """What the LogoutResponse in a query says, its signature verified."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return self._ask(
            "receive_logout", SAMLResponse=query["SAMLResponse"], request=self._request, query=query)

    def _ask(self, what: str, **facts):
        question = json.dumps({"do": what, **self._facts, **facts})
        result = subprocess.run(["ruby", SCRIPT], input=question, capture_output=True, text=True, timeout=60)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)
