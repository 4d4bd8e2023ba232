"""The directory in front of an operator and of a référente: people, a search, first letters, members, journal, figures."""

import re

NAME, ORDER, ON_THE_CURVE = "lists", 70, True
PEOPLE = {"operator": "claire.morel@cig.example", "référente": "nadia.benslimane@ville-valmont.example"}
ROLE = re.compile(r'href="(/annuaire/applications/[^/"]+/\d+)"')


def run(bench):
    for who, email in PEOPLE.items():
        person = bench.site.named(email)
        person.sign_in()
        role = ROLE.search(person.ask("GET", "/annuaire/applications")[1])[1]
        for what, path, must_hold in (
            ("List of users", "/annuaire/utilisateurs", 'id="contenu"'),
            ("Search of users", "/annuaire/utilisateurs?q=lefevre", 'id="contenu"'),
            ("First letters of a person", f"{role}/suggestions?q=le", '"value"'),
            ("Members of a role", role, 'id="contenu"'),
            ("List of structures", "/annuaire/structures", 'id="contenu"'),
            ("Journal", "/journal", 'id="contenu"'),
            ("Search of the journal", "/journal?q=lefevre", 'id="contenu"'),
            ("Figures (suivi)", "/suivi", 'id="contenu"'),
        ):
            yield bench.ask(f"{what}, {who}", [path], 2, repeat=True, must_hold=must_hold, visitors=[person],
                            seconds=min(bench.seconds, 4))
