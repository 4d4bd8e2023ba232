"""ruby-saml takes what we sign, encrypted or not, and signs out through us."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from Harness import world
from Harness.ruby_saml import RubySAML, is_installed
from Harness.world import HELENE, KARIM, TOWN

pytestmark = pytest.mark.skipif(not is_installed(), reason="this system has no package ruby-saml")


class Silent(BaseHTTPRequestHandler):
    """An application's page, which says nothing."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def origin() -> str:
    """Where the application lives, so that a browser that is sent there arrives."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module", params=[False, True], ids=["signed", "encrypted"])
def ruby_saml(request, workshop, site, origin) -> RubySAML:
    name = "ruby-encrypted" if request.param else "ruby-signed"
    provider = RubySAML(workshop / name, f"{origin}/{name}", site.metadata, encrypted=request.param)
    world.add_application(site, name, f"Conges {name}", HELENE, KARIM)
    world.connect(site, name, provider, workshop)
    site.decide(provider.entity_id, encryption="always" if request.param else "never")
    return provider


def test_it_takes_what_answers_its_signed_request(agent, site, ruby_saml):
    agent.open(ruby_saml.redirect(relay_state="à & <b>; état"))
    page = agent.sign_in(HELENE.email, HELENE.password)
    assert page.field("RelayState") == "à & <b>; état"
    read = ruby_saml.receive(page)
    assert read["name_id"] == HELENE.email
    values = list(read["attributes"].values())
    assert ["Hélène Lefèvre-N'Guyen"] in values and [TOWN] in values


def test_its_logout_ends_our_session_and_the_answer_is_signed(agent, site, ruby_saml):
    agent.open(ruby_saml.redirect())
    read = ruby_saml.receive(agent.sign_in(KARIM.email, KARIM.password))
    page = agent.open(ruby_saml.logout(read))
    told = ruby_saml.receive_logout(page.url)
    assert told["valid"], told
    assert told["status"] == "urn:oasis:names:tc:SAML:2.0:status:Success"
    assert agent.open(site.public_url).has_field("password")
