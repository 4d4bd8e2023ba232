"""(c) The portal's page of a signed-in person."""

NAME, ORDER, ON_THE_CURVE = "portal", 40, True


def run(bench):
    yield bench.ask("Portal page", ["/"], 8, repeat=True, must_hold='class="tiles"')
