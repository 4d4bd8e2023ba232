"""Whoever publishes metadata: a folder served by http on this machine, with the documents that a test puts there."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
CONSUMER = "https://{name}.example/acs"


def document(name: str, *, consumers: tuple[str, ...] | None = None, attributes: str = "") -> str:
    """What a service provider without keys says of itself."""
    places = "".join(
        f'<md:AssertionConsumerService Binding="{POST}" Location="{place}" index="{index}"/>'
        for index, place in enumerate(consumers or (CONSUMER.format(name=name),)))
    return (f'<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://{name}.example/sp" '
            f'{attributes}><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
            f'{places}</md:SPSSODescriptor></md:EntityDescriptor>')


class Publisher:
    """Serves `documents` by path, with an entity tag."""

    def __init__(self):
        self.documents: dict[str, str] = {}
        self.asked: list[tuple[str, int]] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                text = publisher.documents.get(self.path)
                body = (text or "").encode()
                tag = f'"{hashlib.sha256(body).hexdigest()}"'
                status = 404 if text is None else 304 if self.headers["If-None-Match"] == tag else 200
                publisher.asked.append((self.path, status))
                self.send_response(status)
                self.send_header("ETag", tag)
                self.send_header("Content-Length", str(len(body) if status == 200 else 0))
                self.end_headers()
                if status == 200:
                    self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
