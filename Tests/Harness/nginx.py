"""nginx with TLS before the product, by the sample that is shipped, and before a service provider."""

import http.client
import re
import socket
import ssl
from pathlib import Path

from .certificates import Authority
from .programs import Program, free_port, is_listening

SAMPLE = Path(__file__).parents[2] / "Documentation" / "nginx.conf.sample"

SERVICE_PROVIDER = """
server {{
    listen 127.0.0.1:{port} ssl;
    server_name {host};
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    location / {{
        proxy_pass http://127.0.0.1:{upstream};
        proxy_set_header Host $host;
    }}
}}
"""


class TLSFront:
    """Every host name of the test on one TLS port; a browser finds it through its host resolver rules."""

    def __init__(self, folder: Path, authority: Authority):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        self.port = free_port()
        self._folder = folder
        self._authority = authority
        self._servers: list[str] = []
        self._program: Program | None = None

    def serve_product(self, host: str, upstream: int) -> None:
        """The sample as it is shipped, with this host, this port and these files."""
        credential = self._authority.issue(host)
        text = SAMPLE.read_text()
        text = re.sub(r"/etc/ssl/certs/\S+?;", f"{credential.certificate};", text)
        text = re.sub(r"/etc/ssl/private/\S+?;", f"{credential.key};", text)
        text = text.replace("sso.example.fr", host).replace("127.0.0.1:8080", f"127.0.0.1:{upstream}")
        text = text.replace("listen 443 ", f"listen 127.0.0.1:{self.port} ")
        text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        self._servers.append(text)

    def serve_service_provider(self, host: str, upstream: int) -> None:
        credential = self._authority.issue(host)
        self._servers.append(SERVICE_PROVIDER.format(
            port=self.port, host=host, certificate=credential.certificate, key=credential.key, upstream=upstream))

    def start(self) -> "TLSFront":
        temporary = "\n".join(
            f"{kind}_temp_path {self._folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        configuration = self._folder / "nginx.conf"
        configuration.write_text(
            f"daemon off;\npid {self._folder}/nginx.pid;\nworker_processes 1;\nevents {{ worker_connections 256; }}\n"
            f"http {{\naccess_log {self._folder}/access.log;\n{temporary}\n" + "\n".join(self._servers) + "\n}\n")
        self._program = Program(
            "nginx", ["/usr/sbin/nginx", "-c", configuration, "-e", self._folder / "error.log"], self._folder)
        self._program.wait_until(lambda: is_listening(self.port))
        return self

    def ask(self, host: str, path: str, method: str = "GET", headers: dict | None = None) -> http.client.HTTPResponse:
        """One request as it goes over the wire, without a browser's help; the answer, its body read already."""
        trust = ssl.create_default_context(cafile=self._authority.certificate)
        connection = http.client.HTTPSConnection(host, timeout=20)
        connection.sock = trust.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), timeout=20), server_hostname=host)
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def stop(self) -> None:
        if self._program:
            self._program.stop()
