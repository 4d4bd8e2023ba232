"""Sites as earlier versions left them: made by Scripts/store-fixture, opened by every later version.

A fixture holds what a backup holds (configuration, database, certificates) but the private keys: whoever opens one
makes new keys, as after a theft, and everything else has to be as it was.
"""

import json
import re
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

from . import judges, world
from .product import ROOT, Site
from .programs import free_port
from .python_service_providers import PySAML2
from .user_agent import UserAgent

FOLDER = ROOT / "Tests" / "Fixtures" / "Stores"
SERVICE_PROVIDER = "http://127.0.0.1:8/stored"
END, DEPARTURE = "2127-03-28", "2127-10-31"  # both days on which the clocks would change
FILES = ("convergences.json5", "convergences.sqlite", "certs", "expected.json")


def schema(folder: Path) -> dict[str, int]:
    """Module -> number of its last migration, in the database of a site."""
    with closing(sqlite3.connect(folder / "convergences.sqlite")) as store:
        return dict(store.execute("SELECT module, max(number) FROM migration GROUP BY module"))


def name_of_schema(folder: Path) -> str:
    """A name for a store: what each module's schema stands at."""
    return "-".join(f"{module.lower()}{number}" for module, number in sorted(schema(folder).items()))


def member(archive: Path, name: str) -> bytes:
    """One file of a fixture."""
    with tarfile.open(archive) as packed:
        return packed.extractfile(name).read()


def make(folder: Path) -> None:
    """A site with something of everything that is stored, by the commands and the pages of this version."""
    site = Site(folder)
    world.populate(site)
    provider = service_provider(site, folder.with_name("provider"))
    world.connect(site, world.BIP, provider, folder.with_name("provider"))
    site.decide(provider.entity_id, name_id="persistent")
    bip = ("--structure", world.TOWN, "--role", "BIP\\utilisateurs", "--application", world.BIP)

    # Days far away, so that they lie ahead whenever this is opened.
    site.run("entitlement", "grant", "--user", world.FATOU.email, *bip, "--until", END)
    site.run("user", "edit", world.FATOU.email, "--departs", DEPARTURE)
    # People who came, changed and went.
    outsider, leaver = "paul.martin@autre.example", f"luc.parti@{world.DOMAIN}"
    site.run("domain", "except", world.TOWN, "--email", outsider, "--reason", "prestataire")
    for email, given_name, family_name in ((outsider, "Paul", "Martin"), (leaver, "Luc", "Parti")):
        site.run("user", "add", "--email", email, "--given-name", given_name, "--family-name", family_name,
                 "--structure", world.TOWN)
    site.run("user", "edit", outsider, "--family-name", "Martín")
    site.run("user", "suspend", outsider)
    site.run("user", "delete", leaver)
    site.run("entitlement", "grant", "--user", world.NADIA.email, *bip)
    site.run("entitlement", "revoke", "--user", world.NADIA.email, *bip)
    site.run("application", "edit", world.ELECPRO, "--maintenance", "Mise à jour jeudi",
             "--maintenance-english", "Update on Thursday")
    site.run("setting", "set", "site.owner", "CIG de la petite couronne")

    site.start()
    names = {}
    for person in (world.HELENE, world.KARIM):
        names[person.email] = name_of(sign_on(provider, person, site))
    depart_by_page(site, world.HELENE)
    assert site.stop() == 0, site.log()
    site.run("journal", "seal")
    journal = site.run("journal", "export").splitlines()
    (folder / "expected.json").write_text(json.dumps(
        {"schema": schema(folder), "names": names, "journal": len(journal)}, indent=2) + "\n")


def depart_by_page(site: Site, person: world.Person) -> None:
    """The operator says on the person's page which day is their last."""
    operator = UserAgent()
    operator.open(site.public_url)
    operator.sign_in(world.CLAIRE.email, world.CLAIRE.password)
    number = json.loads(site.run("user", "show", person.email, "--json"))["id"]
    page = operator.open(f"{site.public_url}/annuaire/utilisateurs/{number}/depart")
    page = operator.submit(page.form("depart"), depart=DEPARTURE)
    assert page.status == 200, page


def pack(folder: Path, archive: Path) -> None:
    """What `make` made, without private keys, in one file."""
    with closing(sqlite3.connect(folder / "convergences.sqlite")) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.execute("VACUUM")
    for key in (folder / "certs").rglob("*.key"):
        key.unlink()
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive, "w:gz", compresslevel=9) as packed:
        for name in FILES:
            packed.add(folder / name, name, filter=_anonymous)


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's file, of no particular time."""
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    return entry


class StoredSite(Site):
    """A fixture that is a site again, at a port of its own and with keys of its own."""

    def __init__(self, archive: Path, folder: Path):
        folder.mkdir(parents=True)
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        (folder / "metadata").mkdir()
        self.expected = json.loads((folder / "expected.json").read_text())
        configuration = folder / "convergences.json5"
        written = configuration.read_text()
        port = re.search(r'publicURL: "http://localhost:(\d+)"', written)[1]
        self.adopt(folder, free_port(), entity_id=f"http://localhost:{port}/saml/metadata")
        configuration.write_text(written.replace(f":{port}", f":{self.port}"))
        for use in ("signing", "metadata", "encryption"):
            self.run("key", "replace", use, "--reason", "a fixture holds no private key")
        self.metadata = folder / "metadata" / "idp.xml"


def service_provider(site: Site, folder: Path) -> PySAML2:
    """The application that every stored site knows. Its requests are unsigned: a fixture holds no key."""
    shutil.rmtree(folder, ignore_errors=True)
    return PySAML2(folder, SERVICE_PROVIDER, site.metadata, signs_requests=False)


def sign_on(provider: PySAML2, person: world.Person, site: Site):
    """The Response that a person brings the service provider, which has verified it."""
    agent = UserAgent()
    agent.open(provider.redirect())
    page = agent.sign_in(person.email, person.password)
    if not page.has_field("SAMLResponse"):  # rights for several structures: for the town, this time
        page = agent.press(world.TOWN)
    provider.receive(page)
    return judges.parse(judges.decode_posted(page.field("SAMLResponse")))


def name_of(response) -> str:
    """Who the service provider is told that it is."""
    (name,) = response.findall(".//saml:Subject/saml:NameID", judges.NS)
    return name.text
