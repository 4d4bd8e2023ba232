"""A world in which every name tries to be something else: markup, a script, a formula of a spreadsheet, a very long word."""

from .product import Site
from .world import Person

MARKUP = '<img src=x onerror="document.title=1">'
SCRIPT = "</script><script>document.title='taken'</script>"
QUOTES = "\"'><svg/onload=document.title=1>"
FORMULA = "=HYPERLINK(\"http://evil.test\",\"ici\")"
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)")
LONG = "Interministérialisation" * 4
DOMAIN = "hostile.example"

OPERATOR = Person("Olga", "Opératrice", f"operatrice@{DOMAIN}", "un deux trois soleil en hiver")
REFERENT = Person("Rémi" + QUOTES, "Référent", f"referent@{DOMAIN}", "des clés et des serrures rouges")
AGENT = Person(MARKUP, SCRIPT, f"agent@{DOMAIN}", "neuf colombes sur le toit")


def populate(site: Site) -> list[str]:
    """Fills a new site; the strings that must never act."""
    towns = [f"Ville {MARKUP}", f"{FORMULA}", f"{LONG}"]
    site.run("structure", "add", "--name", towns[0], "--domain", DOMAIN, "--address", SCRIPT, "--telephone", QUOTES,
             "--email", f"mairie@{DOMAIN}", "--short-name", "<b>V</b>")
    site.run("structure", "add", "--name", towns[1], "--attached-to", towns[0])
    site.run("structure", "add", "--name", towns[2], "--attached-to", towns[0])
    people = [OPERATOR, REFERENT, AGENT]
    for person in people:
        site.run("user", "add", "--email", person.email, "--given-name", person.given_name, "--family-name",
                 person.family_name, "--structure", towns[0], "--password-stdin", text=person.password + "\n")
    for number, formula in enumerate(FORMULAS):
        site.run("user", "add", "--email", f"formule{number}@{DOMAIN}", "--given-name", formula, "--family-name",
                 f"{formula} {LONG[:70]}", "--structure", towns[number % 3])
    site.run("user", "attach", AGENT.email, "--structure", towns[2])
    site.run("operator", "add", OPERATOR.email)
    site.run("referent", "add", REFERENT.email, "--structure", towns[0])
    site.run("application", "add", "--slug", "piege", "--name", f"Piège {QUOTES}", "--description", SCRIPT)
    site.run("role-group", "add", "--application", "piege", "--label", f"Groupe {MARKUP}")
    for label in (FORMULA, LONG[:80]):
        site.run("role", "add", "--application", "piege", "--group", f"Groupe {MARKUP}", "--label", label,
                 "--value", SCRIPT)
        site.run("entitlement", "grant", "--user", AGENT.email, "--structure", towns[0], "--application", "piege",
                 "--role", f"Groupe {MARKUP}\\{label}")
    site.run("message", "add", "--fr", f"Avis {MARKUP}", "--en", f"Notice {SCRIPT}")
    return [MARKUP, SCRIPT, QUOTES]
