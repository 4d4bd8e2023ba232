"""The directory in front of an operator: everybody, a search, structures, the journal."""

NAME, ORDER, ON_THE_CURVE = "lists", 70, True
PAGES = {
    "List of users": "/annuaire/utilisateurs",
    "Search of users": "/annuaire/utilisateurs?q=lefevre",
    "List of structures": "/annuaire/structures",
    "Journal": "/journal",
}


def run(bench):
    operator = bench.site.named("claire.morel@cig.example")
    operator.sign_in()
    for scenario, path in PAGES.items():
        yield bench.ask(scenario, [path], 2, repeat=True, must_hold='id="contenu"', visitors=[operator],
                        seconds=min(bench.seconds, 4))
