"""A référente imports a list: from the file to its preview, and from the confirmation to the last line written."""

import re
import time
import uuid

NAME, ORDER = "import", 95
LIST = "/annuaire/utilisateurs/importer"


def run(bench):
    count = 5_000 if not bench.is_quick else 200
    person = bench.site.named("nadia.benslimane@ville-valmont.example")
    person.sign_in()
    tag = uuid.uuid4().hex[:8]
    lines = ["Nom;Prénom;Adresse électronique;Structure;Rôles"] + [
        f"Nom{number};Zoé;{tag}.{number}@ville-valmont.example;Ville de Valmont;BIP\\utilisateurs"
        for number in range(count)]
    draft = []

    def check():
        token = person.token(LIST)
        status, page, location = person.ask("POST", LIST, {"jeton": token, "liste": "\r\n".join(lines)})
        assert status == 303, f"{status}\n{page[:500]}"
        status, page, _ = person.ask("GET", location)
        shown = re.sub(r"\s", "", page.replace("\u202f", "").replace("\u00a0", ""))
        assert status == 200 and f"Importerles{count}lignesvalides" in shown, page[-3000:]
        draft.append(location)

    def write():
        # The whole form of the preview, whatever it asks besides.
        _, page, _ = person.ask("GET", draft[0])
        form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if "Importer les" in form)
        fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
        status, page, location = person.ask("POST", re.search(r'action="([^"]*)"', form)[1], fields)
        assert status == 303, f"{status}\n{page[:500]}"
        deadline = time.monotonic() + 600
        while True:
            page = person.ask("GET", location)[1]
            progress = re.search(r'<progress max="(\d+)" value="(\d+)"', page)
            if progress and progress[1] == progress[2]:
                return
            assert time.monotonic() < deadline, "the import does not end"
            time.sleep(0.2)

    yield bench.together(f"Import of {count:,} lines: read and shown", [check], 1)
    yield bench.together(f"Import of {count:,} lines: written", [write], 1)
