"""The directory that the tests act in: a town hall, its CCAS, people with awkward names and roles with awkward values."""

from dataclasses import dataclass

from .product import Site

TOWN = "Ville de Valmont"
CCAS = "CCAS de Valmont"
TOWN_SIRET = "21930001000014"
CCAS_SIRET = "26930001000017"
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
