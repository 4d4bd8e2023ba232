"""The figures in words: a table for people, a file for machines."""

import json
from dataclasses import asdict
from pathlib import Path

from .bench import Figure

BEGIN, END = "<!-- figures of Scripts/bench -->", "<!-- end of figures -->"


def save(folder: Path, head: dict, figures: list[Figure]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{head['date'].replace(':', '').replace(' ', '-')}.json"
    file.write_text(json.dumps({**head, "figures": [asdict(figure) for figure in figures]}, indent=1) + "\n")
    return file


def markdown(head: dict, figures: list[Figure]) -> str:
    machine, limits = head["machine"], head["limits"]
    signatures = ", ".join(f"{key} {microseconds:.0f} µs" for key, microseconds in limits["signature"].items())
    busy = "; **other programs used the machine: only CPU per request means something**" if head["disturbed"] else ""
    lines = [
        f"{head['date']}, {machine['cpu']}, {machine['cores']} cores, {machine['memory']}, {machine['system']}, "
        f"version {head['version']}.  ",
        f"Before the run others used {head['busy_before']:.0%} of the machine, after it {head['busy_after']:.0%}{busy}.  ",
        f"Limits measured in the same run: one signature {signatures}; one Argon2id hash "
        f"{limits['password_hash'] / 1000:.1f} ms, and {limits['password_hash_of_two'] / 1000:.1f} ms where two run "
        "at once.", "",
        "| What | people | key | at once | requests/s | p50 | p95 | p99 | CPU per request | limit | beyond it | PSS | failed |",
        "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [_row(figure) for figure in figures]
    lines += ["", "| people | from start to first answer | PSS then |", "|--:|--:|--:|"]
    lines += [f"| {start['users']:,} | {start['seconds'] * 1000:.0f} ms | {_mebibytes(start['pss'])} |"
              for start in head["starts"]]
    return "\n".join(lines) + "\n"


def publish(document: Path, text: str) -> None:
    """Puts the figures between their marks in the document."""
    before, rest = document.read_text().split(BEGIN)
    document.write_text(before + BEGIN + "\n" + text + END + rest.split(END)[1])


def _row(figure: Figure) -> str:
    cells = [
        figure.scenario, f"{figure.users:,}", figure.key, str(figure.concurrency), f"{figure.rate:,.0f}",
        _milliseconds(figure.p50), _milliseconds(figure.p95), _milliseconds(figure.p99),
        _time(figure.cpu) if figure.cpu else "–", _time(figure.limit) if figure.limit else "–",
        f"+ {_time(figure.cpu - figure.limit)}" if figure.limit and figure.cpu else "–",
        _mebibytes(figure.pss), str(figure.failed),
    ]
    return "| " + " | ".join(cells) + " |"


def _milliseconds(microseconds: float) -> str:
    return f"{microseconds / 1000:.1f} ms"


def _time(microseconds: float) -> str:
    return f"{microseconds:,.0f} µs" if abs(microseconds) < 5000 else _milliseconds(microseconds)


def _mebibytes(value: float | None) -> str:
    return f"{value:.0f} MiB" if value is not None else "–"
