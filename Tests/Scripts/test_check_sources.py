"""What `Scripts/check-sources` refuses, each in a small project that is sound but for that."""

import pytest

from scratch import Repository

PACKAGE = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Small",
    targets: [
        .target(name: "Floor", path: "Sources/Floor"),
        .target(name: "House", dependencies: ["Floor"], path: "Sources/House"),
    ])
"""
RULES = """# The rules
### Invariant 6
What is taken ends sessions. Held by `House.swift`.
- `what is taken ends sessions`
### R14
The web's locks.
### Step 9
The sender.
## Figures
"""
RECIPE = """# Recipes
1. `Sources/House/House.swift`, and `SomethingView.swift` beside `Sources/House/…`.

| Forgotten | What fails |
|---|---|
| the end | `what is taken ends sessions`: `notFound` |
"""
HOUSE = "import Floor\n\n/// A house (Invariant 6, R14, step 9, decision 0001).\npackage struct House {\n    package let name: String\n}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = Repository(tmp_path_factory.mktemp("sources") / "repository")
    for script in ("check-sources", "check-citations", "decisions"):
        project.add_script(script)
    project.write("Package.swift", PACKAGE)
    project.write("Documentation/Rules.md", RULES)
    project.write("Documentation/Decisions/0001-first.md", "# 0001 The first\n\n2026-11-22, accepted\n\nWords.\n")
    assert project.run("Scripts/decisions").returncode == 0
    project.write("Sources/Floor/Floor.swift", "/// What houses stand on.\npackage enum Floor {}\n")
    project.write("Sources/House/House.swift", HOUSE)
    project.write("Tests/HouseTests/HouseTests.swift", "@Test func `what is taken ends sessions`() {}\n")
    project.write("CONTRIBUTING.md", RECIPE)
    project.write("README.md", "| Module | What it is |\n|---|---|\n| `Floor` | below |\n| `House` | above |\n")
    project.write(".gitignore", ".build\n")
    project.commit()
    return project


def check(script, project, name, text):
    """What a script says once a file has this text; the file is as before afterwards."""
    path = project.folder / name
    before = path.read_text() if path.exists() else None
    project.write(name, text)
    try:
        return project.run(f"Scripts/{script}")
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before)


def test_a_sound_project_is_accepted(project):
    checked = project.run("Scripts/check-sources")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(("name", "text", "why"), [
    ("Sources/House/Door.swift", "// Shut (Invariant 7).\n", "Documentation/Rules.md has no Invariant 7"),
    ("Sources/House/Door.swift", "// Shut (Invariants 6 and 8).\n", "Documentation/Rules.md has no Invariant 8"),
    ("Sources/House/Door.swift", "// Shut (R4 to R7).\n", "Documentation/Rules.md has no R4"),
    ("Sources/House/Door.swift", "// Shut (steps 9 to 11).\n", "Documentation/Rules.md has no Step 10"),
    ("Sources/House/Door.swift", "// Shut (decision 0002).\n", "there is no decision 0002"),
    ("Sources/House/Door.swift", "// Shut (Decisions/0003).\n", "there is no decision 0003"),
    ("Sources/House/Door.swift", "// Shut (security.md R14).\n", "security.md is no document of this repository"),
    ("Sources/House/Door.swift", "// Shut (ux.md, J11).\n", "cites what is not in this repository: J11"),
    ("Documentation/Other.md", "See `Documentation/Nothing.md`.\n", "Documentation/Nothing.md is no document"),
    ("Documentation/Rules.md", RULES.replace("House.swift", "Hut.swift"), "there is no file Hut.swift"),
    ("Documentation/Rules.md", RULES.replace("- `what is taken", "- `what was taken"), "there is no test `what was taken"),
    ("CONTRIBUTING.md", RECIPE.replace("House.swift", "Hut.swift"), "there is no Sources/House/Hut.swift"),
    ("CONTRIBUTING.md", RECIPE.replace("is taken", "was taken"), "there is no test `what was taken ends sessions`"),
    ("README.md", "| `House` | above |\n", "nothing is said of the module Floor"),
])
def test_what_leads_nowhere_is_told_with_its_line(project, name, text, why):
    checked = check("check-citations", project, name, text)
    assert checked.returncode == 1 and f"{name}:" in checked.stdout and why in checked.stdout, checked.stdout


@pytest.mark.parametrize("text", [
    "// Shut (Invariant 6, R14, steps 9 and 9, decision 0001, Documentation/Rules.md).\n",
    'let address = "https://example.org/bip.md"\n',
])
def test_what_leads_somewhere_is_accepted(project, text):
    checked = check("check-citations", project, "Sources/House/Door.swift", text)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("name", "text", "why"), [
    ("Sources/House/Door.swift", "package struct Door {}\n", "no doc comment: package struct Door"),
    ("Sources/House/Door.swift", "package func open() {}\n", "no doc comment: package func open"),
    ("Sources/Floor/Tile.swift", "import House\n", "Floor does not name it in Package.swift"),
    ("Sources/House/Door.swift", "func open() { fatalError() }\n", "only in a file that talks to C"),
    ("Sources/House/Door.swift", "// line\n" * 401, "401 lines"),
    ("Sources/House/Door.swift", "// TO" "DO: a lock\n", "unfinished"),
    ("Sources/House/Door.swift", "// Shut (Invariant 7).\n", "Documentation/Rules.md has no Invariant 7"),
    ("Documentation/Decisions/0002-second.md", "# 0002 The second\n\n2026-12-01, accepted\n\nWords.\n", "README.md is not what"),
])
def test_what_breaks_a_rule_is_told_with_its_line(project, name, text, why):
    checked = check("check-sources", project, name, text)
    assert checked.returncode == 1 and why in checked.stdout, checked.stdout


def test_properties_and_plain_initialisers_need_no_comment(project):
    door = "/// A door.\npackage struct Door {\n    package var width: Int { 1 }\n    package init(_ width: Int) {}\n}\n"
    checked = check("check-sources", project, "Sources/House/Door.swift", door)
    assert checked.returncode == 0, checked.stdout
