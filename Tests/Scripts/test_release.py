"""A version is made of main, whole and tested, or not at all."""

import datetime

import pytest

VERSION_FILE = "Sources/Convergences/Version.swift"
CHANGELOG = "# Changelog\n\n## Unreleased\n- A new thing.\n- Another,\n  in two lines.\n\n## 0.1.0, 2026-11-23\n- The first.\n"


@pytest.fixture
def project(repository):
    """A repository with a version, a changelog and the script; its Scripts/test is green."""
    repository.add_script("release")
    repository.write(VERSION_FILE, '/// The version.\nenum Version {\n    static let current = "0.1.0"\n}\n')
    repository.write("CHANGELOG.md", CHANGELOG)
    repository.write("README.md", "# Small\n\n**Version** 0.1.0 (`CHANGELOG.md`); 1.0.0 is to come.\n")
    repository.write("Scripts/test", "#!/bin/sh\ntouch ../tested\n").chmod(0o755)
    repository.commit()
    return repository


def test_a_version_is_one_commit_with_its_changes_and_a_tag(project):
    made = project.run("Scripts/release", "1.0.0")
    day = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    assert made.returncode == 0, made.stderr
    assert (project.folder.parent / "tested").exists()
    assert '"1.0.0"' in project.read(VERSION_FILE)
    assert "**Version** 1.0.0 (`CHANGELOG.md`); 1.0.0 is to come." in project.read("README.md")
    assert project.read("CHANGELOG.md") == CHANGELOG.replace("## Unreleased\n", f"## Unreleased\n\n## 1.0.0, {day}\n")
    assert project.git("log", "-1", "--format=%s") == "Release 1.0.0"
    assert project.git("rev-parse", "v1.0.0^{commit}") == project.git("rev-parse", "HEAD")
    assert "- Another,\n  in two lines." in project.git("tag", "--list", "--format=%(contents)", "v1.0.0")
    assert project.git("status", "--porcelain") == ""


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(project):
    before = project.git("rev-parse", "HEAD")
    told = project.run("Scripts/release", "1.0.0", "--dry-run")
    assert told.returncode == 0 and "A new thing." in told.stdout
    assert project.git("rev-parse", "HEAD") == before and project.git("tag") == "" and project.git("status", "--porcelain") == ""
    assert not (project.folder.parent / "tested").exists()


def test_tests_that_ran_are_not_run_again(project):
    assert project.run("Scripts/release", "0.2.0", "--tested").returncode == 0
    assert not (project.folder.parent / "tested").exists()


def test_a_second_version_needs_changes_of_its_own(project):
    assert project.run("Scripts/release", "0.2.0", "--tested").returncode == 0
    refused = project.run("Scripts/release", "0.3.0", "--tested")
    assert refused.returncode == 1 and "nothing to release" in refused.stderr


@pytest.mark.parametrize(("version", "why"), [
    ("1.0", "is no version"), ("v1.0.0", "is no version"), ("01.0.0", "is no version"), ("1.0.0-rc1", "is no version"),
    ("0.1.0", "not greater than 0.1.0"), ("0.0.9", "not greater than 0.1.0"),
])
def test_what_is_no_greater_version_is_refused(project, version, why):
    refused = project.run("Scripts/release", version, "--tested")
    assert refused.returncode == 1 and why in refused.stderr


def change_a_file(project):
    project.write("CHANGELOG.md", CHANGELOG + "\n")


def leave_main(project):
    project.git("switch", "--quiet", "--create", "elsewhere")


def tag_already(project):
    project.git("tag", "v1.0.0")


def name_already(project):
    project.write("CHANGELOG.md", CHANGELOG + "\n## 1.0.0, 2026-11-24\n")
    project.commit()


def empty_unreleased(project):
    project.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 0.1.0\n- The first.\n")
    project.commit()


def no_unreleased(project):
    project.write("CHANGELOG.md", "# Changelog\n\n## 0.1.0\n- The first.\n")
    project.commit()


def two_versions(project):
    project.write(VERSION_FILE, 'static let current = "0.1.0"\nstatic let other = "0.1.0"\n')
    project.commit()


def fail_the_tests(project):
    project.write("Scripts/test", "#!/bin/sh\nexit 1\n").chmod(0o755)
    project.commit()


@pytest.mark.parametrize(("spoil", "why"), [
    (change_a_file, "changes that are not committed"), (leave_main, "made on main; this is elsewhere"),
    (tag_already, "The tag v1.0.0 is there"), (name_already, "has a section 1.0.0"),
    (empty_unreleased, "nothing to release"), (no_unreleased, "no heading"), (two_versions, "holds 2 constants"),
    (fail_the_tests, "Scripts/test failed"),
], ids=lambda value: getattr(value, "__name__", None))
def test_a_tree_that_is_not_ready_is_refused_in_a_sentence_and_stays_as_it_is(project, spoil, why):
    spoil(project)
    before, tags = project.git("rev-parse", "HEAD"), project.git("tag")
    refused = project.run("Scripts/release", "1.0.0")
    assert refused.returncode == 1 and why in refused.stderr
    assert project.git("rev-parse", "HEAD") == before and project.git("tag") == tags


def test_our_own_version_and_changelog_are_what_the_script_reads(own):
    told = own.load("release")
    assert told.NUMBERS.fullmatch(told.current_version())
    assert f"## {told.current_version()}, " in told.CHANGELOG.read_text()
    assert told.REPEATED.findall(told.README.read_text()) == [told.current_version()]
    assert len(told.UNRELEASED.findall(told.CHANGELOG.read_text())) == 1
