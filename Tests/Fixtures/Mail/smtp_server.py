"""An SMTP server for tests: real sockets, real TLS, and the faults that it is told to have.

Usage: smtp_server.py FOLDER [--encryption none|starttls|tls --certificate PEM --key PEM] [--user USER:PASSWORD]
                      [--mechanisms "PLAIN LOGIN"] [--faults JSON]

Prints its port, serves until standard input ends. Every message that it accepts becomes NNNN.eml (the bytes after dot
unstuffing) and NNNN.json (the envelope) in FOLDER.

A fault is {"stage": STAGE, then one or more of "wait": SECONDS, "reply": "450 4.7.1 later", "drop": true, "times": N}.
STAGE is greeting, hello, starttls, auth, mail, rcpt, data, message (its end has come, it is not kept yet), accepted (it
is kept, the reply is not sent yet) or idle (the reply was sent). Without "times" a fault holds for ever.
"""

import argparse
import base64
import json
import os
import socketserver
import ssl
import sys
import threading
import time
from pathlib import Path


class Drop(Exception):
    """The connection ends without another word."""


class Session(socketserver.StreamRequestHandler):
    server: "Server"

    def handle(self):
        try:
            self.connection_number = self.server.next_connection()
            if self.server.options.encryption == "tls":
                self.encrypt()
            self.converse()
        except (Drop, OSError, ssl.SSLError, EOFError):
            pass

    def encrypt(self):
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)
        self.encrypted = True

    def finish(self):
        try:
            super().finish()
        except OSError:
            pass

    def say(self, stage, *lines):
        """Answers a command, unless a fault of its stage answers instead; true when the answer was as meant."""
        fault = self.server.fault(stage)
        if fault:
            time.sleep(fault.get("wait", 0))
            if fault.get("drop"):
                raise Drop
            if "reply" in fault:
                lines = fault["reply"].split("\n")
        self.wfile.write("".join(line + "\r\n" for line in lines).encode())
        return not (fault and "reply" in fault)

    def line(self):
        line = self.rfile.readline(2000)
        if not line.endswith(b"\r\n"):
            raise EOFError
        return line[:-2].decode("ascii")

    def converse(self):
        options = self.server.options
        self.encrypted = getattr(self, "encrypted", False)
        self.greeted = self.user = self.sender = None
        if not self.say("greeting", "220 localhost ESMTP ready"):
            raise Drop
        while True:
            line = self.line()
            self.server.log(line)
            verb, _, rest = line.partition(" ")
            verb = verb.upper()
            if verb == "EHLO":
                self.greeted = rest
                extensions = ["localhost", "SIZE 1000000", "ENHANCEDSTATUSCODES"]
                if options.encryption == "starttls" and not self.encrypted:
                    extensions.append("STARTTLS")
                if options.user:
                    extensions.append("AUTH " + options.mechanisms)
                self.say("hello", *[f"250-{line}" for line in extensions[:-1]], "250 " + extensions[-1])
            elif verb == "STARTTLS" and options.encryption == "starttls":
                if self.say("starttls", "220 2.0.0 go ahead"):
                    self.encrypt()
            elif verb == "AUTH":
                self.authenticate(rest)
            elif options.user and not self.user:
                self.say("mail", "530 5.7.0 Authentication required")
            elif verb == "MAIL":
                self.sender = rest if self.say("mail", "250 2.1.0 Ok") else None
            elif verb == "RCPT":
                if self.say("rcpt", "250 2.1.5 Ok"):
                    self.recipient = rest
            elif verb == "DATA":
                if self.say("data", "354 End data with <CR><LF>.<CR><LF>"):
                    self.take_message()
            elif verb == "QUIT":
                self.wfile.write(b"221 2.0.0 Bye\r\n")
                return
            else:
                self.wfile.write(b"502 5.5.2 not here\r\n")

    def authenticate(self, rest):
        mechanism, _, initial = rest.partition(" ")
        if mechanism not in self.server.options.mechanisms.split():
            self.wfile.write(b"504 5.5.4 unknown mechanism\r\n")
            return
        if mechanism == "PLAIN":
            _, user, password = base64.b64decode(initial or self.ask("")).split(b"\0")
        else:
            user = base64.b64decode(initial or self.ask("VXNlcm5hbWU6"))
            password = base64.b64decode(self.ask("UGFzc3dvcmQ6"))
        if f"{user.decode()}:{password.decode()}" != self.server.options.user:
            self.say("auth", "535 5.7.8 Error: authentication failed")
        elif self.say("auth", "235 2.7.0 Authentication successful"):
            self.user = user.decode()

    def ask(self, challenge):
        self.wfile.write(f"334 {challenge}\r\n".encode())
        return self.line()

    def take_message(self):
        lines = []
        while (line := self.rfile.readline(100_000)) != b".\r\n":
            if not line.endswith(b"\r\n"):
                raise EOFError
            lines.append(line[1:] if line.startswith(b".") else line)
        fault = self.server.fault("message")
        if fault:
            time.sleep(fault.get("wait", 0))
            if fault.get("drop"):
                raise Drop
            if "reply" in fault:
                self.wfile.write((fault["reply"] + "\r\n").encode())
                return
        number = self.server.keep(b"".join(lines), {
            "greeting": self.greeted, "from": self.sender, "to": self.recipient, "encrypted": self.encrypted,
            "user": self.user, "connection": self.connection_number})
        self.say("accepted", f"250 2.0.0 Ok: queued as {number:04}")
        if (idle := self.server.fault("idle")) and idle.get("drop"):
            raise Drop


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, options):
        super().__init__(("127.0.0.1", 0), Session)
        self.options = options
        self.faults = json.loads(options.faults)
        self.lock = threading.Lock()
        self.connections = self.kept = 0
        self.folder = Path(options.folder)
        if options.certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(options.certificate, options.key)

    def next_connection(self):
        with self.lock:
            self.connections += 1
            return self.connections

    def fault(self, stage):
        with self.lock:
            for fault in self.faults:
                if fault["stage"] == stage and fault.get("times", 1) > 0:
                    if "times" in fault:
                        fault["times"] -= 1
                    return fault
        return None

    def keep(self, message, envelope):
        with self.lock:
            self.kept += 1
            number = self.kept
        (self.folder / f"{number:04}.eml").write_bytes(message)
        temporary = self.folder / f".{number:04}.json"
        temporary.write_text(json.dumps(envelope))
        os.rename(temporary, self.folder / f"{number:04}.json")
        return number

    def log(self, line):
        with self.lock, open(self.folder / "commands.log", "a") as log:
            log.write(line + "\n")

    def handle_error(self, request, client_address):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--encryption", default="none")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--mechanisms", default="PLAIN LOGIN")
    parser.add_argument("--faults", default="[]")
    with Server(parser.parse_args()) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()
        os._exit(0)


main()
