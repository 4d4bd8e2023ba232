"""(a) A service provider asks, the person has a session, the AuthnRequest is fresh each time."""

NAME, ORDER, ON_THE_CURVE = "sso", 10, True


def run(bench):
    for concurrency in (1, 8, 64) if bench.is_main else (8,):
        paths = bench.sign_on_paths(bench.seconds)
        yield bench.ask("SSO", paths, concurrency, limit=bench.signature, must_hold="SAMLResponse")
    if bench.is_main:
        paths = bench.sign_on_paths(bench.seconds, signed=True)
        yield bench.ask("SSO, signed request", paths, 8, limit=bench.signature, must_hold="SAMLResponse")
