"""(d) Our metadata."""

NAME, ORDER = "metadata", 50


def run(bench):
    yield bench.ask("Metadata", ["/saml/metadata"], 8, repeat=True, must_hold="EntityDescriptor")
