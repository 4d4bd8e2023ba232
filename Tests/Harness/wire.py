"""Bytes to a server and its answer back, without a library that would make them well formed."""

import socket


class Wire:
    """One connection, opened again when the server closes it."""

    def __init__(self, port: int, timeout: float = 10):
        self._port, self._timeout = port, timeout
        self._socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and answer, head included; status 0 when the server closed without a word."""
        for attempt in range(2):
            try:
                return self._ask(request)
            except (ConnectionResetError, BrokenPipeError):
                self.close()
                if attempt:
                    return 0, b""
        return 0, b""

    def _ask(self, request: bytes) -> tuple[int, bytes]:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=self._timeout)
        self._socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            part = self._socket.recv(65536)
            if not part:
                self.close()
                return _status(answer), answer
            answer += part
        head, body = answer.split(b"\r\n\r\n", 1)
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        length = int(fields.get(b"content-length", b"0"))
        while len(body) < length:
            part = self._socket.recv(65536)
            if not part:
                break
            body += part
        if fields.get(b"connection") == b"close":
            self.close()
        return _status(head), head + b"\r\n\r\n" + body

    def close(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None


def _status(answer: bytes) -> int:
    words = answer.split(b" ", 2)
    return int(words[1]) if len(words) > 2 and words[1].isdigit() else 0
