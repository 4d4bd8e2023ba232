"""The figures in words: a table for people, a file for machines."""

import json
from dataclasses import asdict
from pathlib import Path

from .bench import Figure

BEGIN, END = "<!-- figures of Scripts/bench -->", "<!-- end of figures -->"
# The result that the document's table is made of.
PUBLISHED = Path(__file__).with_name("published.json")


def save(folder: Path, head: dict, figures: list[Figure]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{head['date'].replace(':', '').replace(' ', '-')}.json"
    _write(file, head, figures)
    return file


def load(file: Path) -> tuple[dict, list[Figure]]:
    result = json.loads(file.read_text())
    return result, [Figure(**figure) for figure in result.pop("figures")]


def _write(file: Path, head: dict, figures: list[Figure]) -> None:
    result = {**head, "figures": [asdict(figure) for figure in figures]}
    file.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")


def markdown(head: dict, figures: list[Figure]) -> str:
    machine, limits = head["machine"], head["limits"]
    signatures = ", ".join(f"{key} {microseconds:.0f} µs" for key, microseconds in limits["signature"].items())
    hashes = f"one Argon2id hash {limits['password_hash'] / 1000:.1f} ms"
    if of_two := limits.get("password_hash_of_two"):
        hashes += f", and {of_two / 1000:.1f} ms where two run at once"
    busy = "; **other programs used the machine: only CPU per request means something**" if head["disturbed"] else ""
    lines = [
        f"Version {head['version']}, {head['date']}, on {machine['cpu']}, {machine['cores']} cores, {machine['memory']}, "
        f"{machine['system']}.  ",
        f"Before the run others used {head['busy_before']:.0%} of the machine, after it {head['busy_after']:.0%}{busy}.  ",
        f"Limits measured in the same run: one signature {signatures}; {hashes}.  ",
        "From start to first answer: " + "; ".join(
            f"with {start['users']:,} people {start['seconds'] * 1000:.0f} ms, then {_mebibytes(start['pss'])}"
            for start in head["starts"]) + ".", "",
        "| What | people | key | at once | requests/s | p50 | p95 | p99 | CPU per request | limit | beyond it | PSS |",
        "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    return "\n".join(lines + [_row(figure) for figure in figures]) + "\n"


def publish(document: Path, head: dict, figures: list[Figure], published: Path = PUBLISHED) -> None:
    """Puts the figures between their marks in the document, and keeps the result that they are made of beside this file."""
    if wrong := [figure.scenario for figure in figures if figure.failed]:
        raise ValueError(f"figures of wrong answers are not published: {', '.join(wrong)}")
    before, rest = document.read_text().split(BEGIN)
    document.write_text(before + BEGIN + "\n" + markdown(head, figures) + END + rest.split(END)[1])
    _write(published, head, figures)


def _row(figure: Figure) -> str:
    cells = [
        figure.scenario, f"{figure.users:,}", figure.key, str(figure.concurrency), f"{figure.rate:,.0f}",
        _milliseconds(figure.p50), _milliseconds(figure.p95), _milliseconds(figure.p99),
        _time(figure.cpu) if figure.cpu else "–", _time(figure.limit) if figure.limit else "–",
        _beyond(figure.cpu - figure.limit) if figure.limit and figure.cpu else "–", _mebibytes(figure.pss),
    ]
    return "| " + " | ".join(cells) + " |"


def _beyond(microseconds: float) -> str:
    return f"{'+' if microseconds >= 0 else '−'} {_time(abs(microseconds))}"


def _milliseconds(microseconds: float) -> str:
    return f"{microseconds / 1000:.1f} ms"


def _time(microseconds: float) -> str:
    return f"{microseconds:,.0f} µs" if abs(microseconds) < 5000 else _milliseconds(microseconds)


def _mebibytes(value: float | None) -> str:
    return f"{value:.0f} MiB" if value is not None else "–"
