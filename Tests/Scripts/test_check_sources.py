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
    project.add_script("check-sources")
    project.write("Package.swift", PACKAGE)
    project.write("Documentation/Rules.md", RULES)
    project.write("Documentation/Decisions/0001-first.md", "# 0001 The first\n")
    project.write("Sources/Floor/Floor.swift", "/// What houses stand on.\npackage enum Floor {}\n")
    project.write("Sources/House/House.swift", HOUSE)
    project.write("Tests/HouseTests/HouseTests.swift", "@Test func `what is taken ends sessions`() {}\n")
    project.write("CONTRIBUTING.md", RECIPE)
    project.write("README.md", "| Module | What it is |\n|---|---|\n| `Floor` | below |\n| `House` | above |\n")
    project.write(".gitignore", ".build\n")
    project.commit()
    return project


def check(project, name, text):
    """What is said once a file has this text; the file is as before afterwards."""
    path = project.folder / name
    before = path.read_text() if path.exists() else None
    project.write(name, text)
    try:
        return project.run("Scripts/check-sources")
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
    ("Sources/House/Door.swift", "package struct Door {}\n", "no doc comment: package struct Door"),
    ("Sources/House/Door.swift", "package func open() {}\n", "no doc comment: package func open"),
    ("Sources/Floor/Tile.swift", "import House\n", "Floor does not name it in Package.swift"),
    ("Sources/House/Door.swift", "func open() { fatalError() }\n", "only in a file that talks to C"),
    ("Sources/House/Door.swift", "// line\n" * 401, "401 lines"),
    ("Sources/House/Door.swift", "// TO" "DO: a lock\n", "unfinished"),
])
def test_what_breaks_a_rule_is_told_with_its_line(project, name, text, why):
    checked = check(project, name, text)
    assert checked.returncode == 1 and f"{name}:" in checked.stdout and why in checked.stdout, checked.stdout


@pytest.mark.parametrize("text", [
    "// Shut (Invariant 6, R14, steps 9 and 9, decision 0001, Documentation/Rules.md).\n",
    "/// A door.\npackage struct Door {\n    package var width: Int { 1 }\n    package init(_ width: Int) {}\n}\n",
    'let address = "https://example.org/bip.md"\n',
])
def test_what_keeps_the_rules_is_accepted(project, text):
    checked = check(project, "Sources/House/Door.swift", text)
    assert checked.returncode == 0, checked.stdout
