"""The documents that scripts make are what those scripts would make."""

import json
import shutil
import sys

import pytest


@pytest.fixture
def report(own, monkeypatch):
    """The module of the benchmark that writes."""
    monkeypatch.syspath_prepend(str(own.root / "Tests"))
    from Benchmarks import report
    yield report
    sys.modules.pop("Benchmarks.report", None)


@pytest.fixture
def performance(own, report, tmp_path):
    """A copy of the document and of the result that it is made of."""
    document, result = tmp_path / "Performance.md", tmp_path / "published.json"
    shutil.copy(own.root / "Documentation/Performance.md", document)
    shutil.copy(report.PUBLISHED, result)
    return document, result


def test_the_table_of_figures_is_made_of_the_stored_result(own, report, performance):
    document, result = performance
    document.write_text(document.read_text().replace("| SSO |", "| an edited line |"))
    report.publish(document, *report.load(result), published=result)
    assert document.read_text() == (own.root / "Documentation/Performance.md").read_text()
    assert json.loads(result.read_text()) == json.loads(report.PUBLISHED.read_text())


def test_every_line_has_its_limit_beside_it_where_there_is_one(report, performance):
    head, figures = report.load(performance[1])
    rows = [line for line in report.markdown(head, figures).splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(figures) > 50
    for figure, row in zip(figures, rows):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[0] == figure.scenario and (cells[9] == "–") == (figure.limit is None)


def test_figures_of_wrong_answers_are_not_published(report, performance):
    document, result = performance
    before = document.read_text()
    head, figures = report.load(result)
    figures[0].failed = 1
    with pytest.raises(ValueError, match="SSO"):
        report.publish(document, head, figures, published=result)
    assert document.read_text() == before


@pytest.fixture
def decisions(repository):
    repository.add_script("decisions")
    repository.write("Documentation/Decisions/0001-first.md", "# 0001 The first\n\n2026-11-22, superseded by 0002\n\nWords.\n")
    repository.write("Documentation/Decisions/0002-second.md", "# 0002 The second\n\n2026-12-01, accepted\n\nWords.\n")
    assert repository.run("Scripts/decisions").returncode == 0
    return repository


def test_the_index_of_decisions_follows_their_heads(decisions):
    index = decisions.read("Documentation/Decisions/README.md")
    assert "| [0001](0001-first.md) | The first | 2026-11-22 | superseded by [0002](0002-second.md) |" in index
    assert decisions.run("Scripts/decisions", "--check").returncode == 0


@pytest.mark.parametrize(("name", "text", "why"), [
    ("0003-third.md", "# 0003 The third\n\n2026-12-01, accepted\n\nWords.\n", "README.md is not what the heads"),
    ("0003-third.md", "# 0004 The third\n\n2026-12-01, accepted\n\nWords.\n", "the first line"),
    ("0003-third.md", "# 0003 – The third\n\n2026-12-01, accepted\n\nWords.\n", "the first line"),
    ("0003-third.md", "# 0003 The third\n2026-12-01, accepted\n\nWords.\n", "the third line"),
    ("0003-third.md", "# 0003 The third\n\n1 December 2026\n\nWords.\n", "the third line"),
    ("0003-third.md", "# 0003 The third\n\n2026-02-30, accepted\n\nWords.\n", "is no date"),
    ("0003-third.md", "# 0003 The third\n\n2026-12-01, superseded by 0009\n\nWords.\n", "no other decision 0009"),
    ("0002-again.md", "# 0002 Again\n\n2026-12-01, accepted\n\nWords.\n", "two notes have the number 0002"),
    ("notes.md", "# Notes\n", "the name is not"),
])
def test_a_decision_that_the_index_does_not_tell_is_refused(decisions, name, text, why):
    decisions.write(f"Documentation/Decisions/{name}", text)
    refused = decisions.run("Scripts/decisions", "--check")
    assert refused.returncode == 1 and why in refused.stdout
