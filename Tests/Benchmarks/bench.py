"""One measurement after the other: what scenarios are given, and what they give back."""

import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from Harness import people
from Harness.authn_requests import AuthnRequest, Signer
from Harness.crowded_site import CrowdedSite

from .machine import Limits

LUA = Path(__file__).with_name("wrk.lua")
FASTEST = 5_000  # requests a second for which messages are made ahead: no machine here answers more sign-ons


@dataclass
class Figure:
    """One line of the report; times in microseconds."""

    scenario: str
    users: int
    key: str
    concurrency: int
    requests: int
    rate: float
    p50: float
    p95: float
    p99: float
    cpu: float  # of the server, per request
    limit: float | None  # what cannot be beaten, if there is such a thing
    pss: float | None  # MiB, right after
    failed: int = 0


class Bench:
    """A running site, people signed in to it, and the means to ask it and to measure."""

    def __init__(self, site: CrowdedSite, users: int, key: str, limits: Limits, seconds: float, is_main: bool,
                 is_quick: bool):
        self.site, self.users, self.key, self.limits, self.seconds = site, users, key, limits, seconds
        self.is_quick = is_quick  # only whether everything works: the figures mean nothing
        self.is_main = is_main  # the number of people for which everything is measured, not only the curve
        self.sessions: list[people.Person] = []

    @property
    def signature(self) -> float:
        return self.limits.signature[self.key]

    def repetitions(self, count: int) -> int:
        """How often something is done that is done so many times in earnest."""
        return count if not self.is_quick else max(2, count // 8)

    def sign_in_sessions(self, count: int = 64) -> None:
        """People who have signed in before the load begins, which is when the server has nothing else to do."""
        self.sessions = [self.site.person(index) for index in range(count)]
        people.sign_in(self.sessions, at_once=4)
        self.site.settle()

    def let_hashes_rest(self) -> None:
        """Waits until the server has given back the memory of the last sign-ins, which it does within two minutes."""
        if not self.is_quick:
            time.sleep(130)

    def newcomers(self, count: int) -> list[people.Person]:
        """People who have not signed in yet."""
        return [self.site.person(64 + index) for index in range(count)]

    def sign_on_paths(self, seconds: float, signed: bool = False) -> list[str]:
        """Fresh requests of a service provider, more than can be answered in that time."""
        signer = Signer(self.site.service_provider_key) if signed else None
        return ["/saml/sso?" + AuthnRequest(self.site.url, self.site.service_provider).query(signer)
                for _ in range(int(seconds * FASTEST))]

    def ask(self, scenario: str, paths: list[str], concurrency: int, *, limit: float | None = None,
            repeat: bool = False, must_hold: str = "", seconds: float | None = None,
            visitors: list[people.Person] | None = None) -> Figure:
        """Asks for the paths by `wrk`, as the people signed in (or those visitors), in turn; every answer must be a 200
        as long as the first, which must hold those words."""
        visitors = visitors or self.sessions
        status, body, _ = visitors[0].ask("GET", paths[0])
        assert status == 200 and must_hold in body, f"{scenario}: {status}\n{body[:500]}"
        expected = len(body.encode())
        with self._measured(scenario, concurrency, limit) as figure:
            result = self._wrk(paths[1:] or paths, visitors, concurrency, repeat, seconds or self.seconds)
            figure.requests, figure.rate = result["requests"], result["requests"] / result["seconds"]
            figure.p50, figure.p95, figure.p99 = result["p50"], result["p95"], result["p99"]
            figure.failed = result["failed"]
        mean = result["bytes"] / max(1, result["requests"])
        assert 0.9 * expected < mean < 1.25 * expected + 1500, f"{scenario}: answers of {mean:.0f} bytes, not {expected}"
        return figure

    @staticmethod
    def shared_by(figure: Figure, times: int) -> Figure:
        """The figure of one, when each action did the same so many times in a row."""
        figure.requests, figure.rate, figure.cpu = figure.requests * times, figure.rate * times, figure.cpu / times
        figure.p50, figure.p95, figure.p99 = figure.p50 / times, figure.p95 / times, figure.p99 / times
        return figure

    @contextmanager
    def _measured(self, scenario: str, concurrency: int, limit: float | None) -> Iterator[Figure]:
        figure = Figure(scenario, self.users, self.key, concurrency, 0, 0, 0, 0, 0, 0, limit, None)
        before = self.site.cpu()
        yield figure
        figure.cpu = (self.site.cpu() - before) / max(1, figure.requests) * 1e6
        figure.pss = self.site.pss()

    def together(self, scenario: str, actions: list, at_once: int, limit: float | None = None) -> Figure:
        """Runs the actions in so many threads, all beginning at one moment, and times each."""
        times: list[float] = []
        failures: list[str] = []
        barrier, queue, lock = threading.Barrier(at_once), iter(actions), threading.Lock()

        def work() -> None:
            barrier.wait()
            while True:
                with lock:
                    action = next(queue, None)
                if action is None:
                    return
                begun = time.perf_counter()
                try:
                    action()
                    times.append(time.perf_counter() - begun)
                except (AssertionError, OSError) as error:
                    failures.append(str(error)[:200])

        with self._measured(scenario, at_once, limit) as figure:
            begun = time.perf_counter()
            threads = [threading.Thread(target=work) for _ in range(at_once)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            figure.requests, figure.failed = len(times), len(failures)
            figure.rate = len(times) / (time.perf_counter() - begun)
            figure.p50, figure.p95, figure.p99 = (percentile(times, part) * 1e6 for part in (50, 95, 99))
        if failures:
            print(f"{scenario}: {len(failures)} failed, one of them: {failures[0]}", flush=True)
        return figure

    def _wrk(self, paths: list[str], visitors: list[people.Person], concurrency: int, repeat: bool,
             seconds: float) -> dict:
        with tempfile.NamedTemporaryFile("w", suffix=".paths") as file:
            file.writelines(f"{path}\t{visitors[index % len(visitors)].cookie}\n"
                            for index, path in enumerate(paths))
            file.flush()
            report = subprocess.run(
                ["wrk", "--threads", "1", "--connections", str(concurrency), "--duration", f"{max(1, round(seconds))}s",
                 "--timeout", "20s", "--script", LUA, self.site.url, "--", file.name,
                 "repeat" if repeat else "once"], capture_output=True, text=True, check=False)
        line = next((line for line in report.stdout.splitlines() if line.startswith("RESULT ")), None)
        assert line, f"wrk: {report.stdout}{report.stderr}"
        return json.loads(line.removeprefix("RESULT "))


def percentile(values: list[float], part: float) -> float:
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]
