"""(b) Sign-in from scratch: the page, the form, the hash, the session."""

NAME, ORDER = "sign-in", 30


def run(bench):
    newcomers = bench.newcomers(100)
    yield bench.together("Sign-in", [person.sign_in for person in newcomers], 2, limit=bench.limits.password_hash)
