"""An HTTP server for tests: `http_server.py [--certificate PEM --key PEM] [--folder FOLDER]` prints its port, serves until
standard input ends."""

import argparse
import hashlib
import os
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        match url.path:
            case "/document":
                if self.headers["If-None-Match"] == '"v1"':
                    self.answer(304, b"", ETag='"v1"')
                else:
                    self.answer(200, "voilà".encode(), ETag='"v1"', **{"Content-Type": "text/plain; charset=utf-8"})
            case "/big":
                self.answer(200, b"x" * int(query["size"]))
            case "/endless":
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for _ in range(10_000):
                    self.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
            case "/many-headers":
                self.answer(200, b"", **{f"X-{number}": "y" * 1000 for number in range(99)})
            case "/redirect":
                self.answer(302, b"gone", Location=query["to"])
            case "/slow":
                time.sleep(float(query["seconds"]))
                self.answer(200, b"late")
            case path if path.startswith("/files/") and self.server.folder:
                self.file(os.path.join(self.server.folder, os.path.basename(path)))
            case "/request":
                self.answer(200, "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode())
            case _:
                self.answer(404, b"not here")

    def file(self, path):
        """What stands in the folder now, with a tag of its content."""
        try:
            with open(path, "rb") as content:
                body = content.read()
        except FileNotFoundError:
            return self.answer(404, b"not here")
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        if self.headers["If-None-Match"] == tag:
            self.answer(304, b"", ETag=tag)
        else:
            self.answer(200, body, ETag=tag, **{"Content-Type": "application/samlmetadata+xml"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/moved":
            self.answer(307, b"", Location="/echo")
        else:
            self.answer(200, body, **{"Content-Type": self.headers["Content-Type"], "X-Expect": str(self.headers["Expect"])})

    def answer(self, status, body, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--folder", help="its files are at /files/NAME")
    options = parser.parse_args()
    server = Server(("127.0.0.1", 0), Handler)
    server.folder = options.folder
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)


main()
