"""(b) Sign-in from scratch: page, form, hash, session. One at a time, and two beside two hashes at a time."""

NAME, ORDER = "sign-in", 30


def run(bench):
    newcomers = [person.sign_in for person in bench.newcomers(100)]
    yield bench.together("Sign-in", newcomers[:50], 1, limit=bench.limits.password_hash)
    yield bench.together("Sign-in", newcomers[50:], 2, limit=bench.limits.password_hash_of_two)
