"""The person opens an application from the portal: an answer without a request."""

NAME, ORDER = "opening", 20


def run(bench):
    yield bench.ask("Opening from the portal", ["/ouvrir/bip"], 8, limit=bench.signature, repeat=True,
                    must_hold="SAMLResponse")
