"""File descriptors run out."""

import socket
import time


def test_a_server_without_descriptors_recovers_by_itself(site):
    """Connections past the limit wait or are closed; those that are there are answered; afterwards all is as before."""
    site.start(before=["prlimit", "--nofile=96:96"])
    person = site.person(0)
    person.sign_in()
    assert person.ask("GET", "/")[0] == 200  # its connection stays open
    crowd = []
    for _ in range(200):
        try:
            crowd.append(socket.create_connection(("127.0.0.1", site.port), timeout=1))
        except OSError:
            break
    time.sleep(0.3)
    assert person.ask("GET", "/")[0] == 200, "who is connected is served"
    for connection in crowd:
        connection.close()
    deadline = time.monotonic() + 5
    while True:
        newcomer = site.person(1)
        try:
            newcomer.sign_in()
            break
        except (OSError, AssertionError):
            assert time.monotonic() < deadline, "no recovery within 5 seconds"
            time.sleep(0.1)
