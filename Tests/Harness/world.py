"""The directory that the tests act in: a town hall, its CCAS, people with awkward names and roles with awkward values."""

from dataclasses import dataclass
from pathlib import Path

from .product import Site

TOWN = "Ville de Valmont"
CCAS = "CCAS de Valmont"
TOWN_SIRET = "21930001000010"
CCAS_SIRET = "26930001000015"
DOMAIN = "ville-valmont.example"

# What each role sends, as XML, as an environment variable of Apache and as a person would stumble over it.
PAY = "Gestion & paie <RH>; niveau \"2\""
READ = "d'accès en lecture\\seule"
PLAIN = "net cotisation"


@dataclass(frozen=True)
class Person:
    given_name: str
    family_name: str
    email: str
    password: str

    @property
    def display_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


HELENE = Person("Hélène", "Lefèvre-N'Guyen", f"helene.lefevre@{DOMAIN}", "trois petits chats & un chapeau")
KARIM = Person("Karim", "Amrani", f"karim.amrani@{DOMAIN}", "dix-sept péniches; à quai")
FATOU = Person("Fatou", "Camara", f"fatou.camara@{DOMAIN}", "<balise> fermée avec soin")  # no role anywhere
NADIA = Person("Nadia", "Benslimane", f"nadia.benslimane@{DOMAIN}", "une référente tient les clés")

PEOPLE = (HELENE, KARIM, FATOU, NADIA)

# The operator's own structure and its operator.
CIG, CIG_DOMAIN = "CIG petite couronne", "cig.example"
CLAIRE = Person("Claire", "Morel", f"claire.morel@{CIG_DOMAIN}", "la petite couronne veille sur tous")

# The guide's applications, by slug -> name. Each has one service provider here.
BIP, SITE, NETCOTISATION, ELECPRO = "bip", "site", "netcotisation", "elecpro"
APPLICATIONS = {BIP: "BIP", SITE: "Site internet", NETCOTISATION: "NetCotisation", ELECPRO: "Elecpro 2022"}

# Application -> group, and label -> value of its roles.
ROLES = {
    BIP: ("BIP", {"utilisateurs": "utilisateur"}),
    SITE: ("site internet collectivités", {"gestionnaire RH": "gestionnaire RH"}),
    NETCOTISATION: ("Net-cotisation collectivité", {"paie": PAY, "lecture": READ, "net cotisation": PLAIN}),
    ELECPRO: ("Elecpro", {"utilisateur": "utilisateur"}),
}

# Who may do what for which structure.
ENTITLEMENTS = (
    [(HELENE, TOWN, NETCOTISATION, label) for label in ROLES[NETCOTISATION][1]]
    + [(HELENE, CCAS, NETCOTISATION, "net cotisation")]
    + [(HELENE, structure, BIP, "utilisateurs") for structure in (TOWN, CCAS)]
    + [(KARIM, TOWN, BIP, "utilisateurs"), (KARIM, TOWN, SITE, "gestionnaire RH")]
    + [(KARIM, TOWN, NETCOTISATION, "net cotisation"), (KARIM, TOWN, ELECPRO, "utilisateur")]
)


def populate(site: Site) -> None:
    """Fills a new site, command by command."""
    site.run("structure", "add", "--name", TOWN, "--siret", TOWN_SIRET, "--domain", DOMAIN)
    site.run("structure", "add", "--name", CCAS, "--siret", CCAS_SIRET, "--attached-to", TOWN)
    for person in PEOPLE:
        add_person(site, person, TOWN)
    site.run("structure", "add", "--name", CIG, "--kind", "partner", "--domain", CIG_DOMAIN)
    add_person(site, CLAIRE, CIG)
    site.run("operator", "add", CLAIRE.email)
    site.run("user", "attach", HELENE.email, "--structure", CCAS)
    site.run("referent", "add", NADIA.email, "--structure", TOWN)
    for slug, name in APPLICATIONS.items():
        group, roles = ROLES[slug]
        site.run("application", "add", "--slug", slug, "--name", name, "--description", f"Application {name}")
        site.run("role-group", "add", "--application", slug, "--label", group)
        for label, value in roles.items():
            site.run("role", "add", "--application", slug, "--group", group, "--label", label, "--value", value)
    for person, structure, slug, label in ENTITLEMENTS:
        site.run("entitlement", "grant", "--user", person.email, "--structure", structure,
                 "--role", f"{ROLES[slug][0]}\\{label}", "--application", slug)


def add_person(site: Site, person: Person, structure: str) -> None:
    """Somebody who has chosen a password already."""
    site.run("user", "add", "--email", person.email, "--given-name", person.given_name,
             "--family-name", person.family_name, "--structure", structure, "--password-stdin",
             text=person.password + "\n")


def add_application(site: Site, slug: str, name: str, *people: Person) -> None:
    """One more application, with one role that these people of the town have."""
    site.run("application", "add", "--slug", slug, "--name", name, "--description", f"Application {name}")
    site.run("role-group", "add", "--application", slug, "--label", name)
    site.run("role", "add", "--application", slug, "--group", name, "--label", "agents", "--value", f"{name} : agents")
    for person in people:
        site.run("entitlement", "grant", "--user", person.email, "--structure", TOWN, "--role", f"{name}\\agents",
                 "--application", slug)


def connect(site: Site, application: str, provider, folder: Path) -> None:
    """Registers a service provider by the metadata that it made itself."""
    file = folder / f"{application}.xml"
    file.write_bytes(provider.metadata())
    site.run("service-provider", "import", file, "--application", application)
