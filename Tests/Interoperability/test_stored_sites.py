"""What is stored stays readable: sites of earlier versions, opened by this one."""

import json
from pathlib import Path

import pytest

from Harness import judges, stored_site, world
from Harness.product import Site
from Harness.stored_site import StoredSite

ARCHIVES = sorted(stored_site.FOLDER.glob("*.tar.gz"))


@pytest.fixture(scope="module", params=ARCHIVES, ids=lambda archive: archive.name)
def stored(request, workshop) -> StoredSite:
    site = StoredSite(request.param, workshop / "stored" / request.param.name.removesuffix(".tar.gz"))
    yield site.start()
    assert site.stop() == 0, site.log()


@pytest.mark.parametrize("person", [world.HELENE, world.KARIM], ids=lambda person: person.given_name)
def test_people_of_a_stored_site_sign_on_and_are_who_they_were(stored, bench, person):
    response = stored_site.sign_on(stored_site.service_provider(stored, bench / "provider"), person, stored)
    assert stored_site.name_of(response) == stored.expected["names"][person.email]
    assert judges.find(response, "saml:Issuer").text == stored.entity_id


def test_the_journal_of_a_stored_site_is_whole_and_every_entry_has_a_sentence(stored):
    assert "The journal is whole" in stored.run("journal", "verify")
    records = [json.loads(line) for line in stored.run("journal", "export").splitlines()]
    assert len(records) >= stored.expected["journal"]
    listed = stored.run("journal", "list", "--limit", "200")
    assert "prestataire" in listed and "Luc Parti" in listed


def test_days_of_a_stored_site_are_the_days_that_were_named(stored):
    """Whether a command or a page had named them."""
    for person in (world.FATOU, world.HELENE):
        assert stored_site.DEPARTURE in stored.run("user", "show", person.email), person.email
    assert stored_site.END in stored.run("entitlement", "list", "--user", world.FATOU.email)


def test_there_is_a_store_from_before_each_new_migration(workshop):
    """Whoever adds a migration keeps the store before it (Scripts/store-fixture)."""
    folder = workshop / "newest"
    Site(folder)
    newest = stored_site.schema(folder)
    stores = [json.loads(stored_site.member(archive, "expected.json"))["schema"] for archive in ARCHIVES]
    first = {module: min(store.get(module, 0) for store in stores) for module in newest}
    for module, number in newest.items():
        missing = set(range(first[module], number)) - {store.get(module, 0) for store in stores}
        assert not missing, f"no store of {module} at migration {sorted(missing)}"
