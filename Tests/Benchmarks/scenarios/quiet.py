"""SSO when nobody has signed in for two minutes: the memory of the hashes is given back."""

NAME, ORDER = "quiet", 15


def run(bench):
    bench.let_hashes_rest()
    yield bench.ask("SSO, no sign-in for two minutes", bench.sign_on_paths(bench.seconds), 8, limit=bench.signature,
                    must_hold="SAMLResponse")
