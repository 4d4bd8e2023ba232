"""The machine under the benchmark: how busy it is, and what it can do at best."""

import ctypes
import ctypes.util
import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

PASSES, MEMORY_KIB, LANES = 2, 19_456, 1  # Argon2id as the site hashes
SPEED_NAMES = {"rsa-2048": "rsa2048", "rsa-3072": "rsa3072", "ec-p256": "ecdsap256"}


@dataclass(frozen=True)
class Limits:
    """What no server on this machine can beat, in microseconds of one core, measured in this very run."""

    signature: dict[str, float]  # key type -> one signature, by `openssl speed`
    password_hash: float  # one Argon2id hash, by libargon2
    password_hash_of_two: float  # one of two that run at the same time: they share the way to the memory

    def as_dict(self) -> dict:
        return asdict(self)


def limits(keys: list[str]) -> Limits:
    return Limits({key: _signature(key) for key in keys}, _password_hash(1), _password_hash(2))


def describe() -> dict:
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) // 1024
    return {
        "cpu": cpu[1] if cpu else os.uname().machine, "cores": os.cpu_count(), "memory": f"{memory} MiB",
        "system": system[1] if system else os.uname().sysname, "kernel": os.uname().release,
    }


def busy_share(seconds: float = 3) -> float:
    """Which part of all cores others use now, from 0 to 1."""
    def sample() -> tuple[int, int]:
        fields = [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
        return sum(fields), fields[3] + fields[4]
    total, idle = sample()
    time.sleep(seconds)
    total_after, idle_after = sample()
    return 1 - (idle_after - idle) / max(1, total_after - total)


def _signature(key: str) -> float:
    """CPU time of one signature: `openssl speed` counts user time, and tells operations a second."""
    report = subprocess.run(["openssl", "speed", "-mr", "-seconds", "2", SPEED_NAMES[key]],
                            capture_output=True, text=True, check=True).stdout
    line = next(line for line in report.splitlines() if line.startswith("+F"))
    return 1e6 / float(line.split(":")[3])


def _password_hash(at_once: int) -> float:
    """CPU time of one hash, the middle one of a dozen, while so many threads hash (ctypes lets go of Python's lock)."""
    library = ctypes.CDLL(ctypes.util.find_library("argon2"))

    def measure(_: int) -> list[float]:
        output, times = ctypes.create_string_buffer(32), []
        for _ in range(12):
            begun = time.thread_time()
            code = library.argon2id_hash_raw(PASSES, MEMORY_KIB, LANES, b"correct horse", 13, b"sixteen bytes sa", 16,
                                             output, 32)
            times.append(time.thread_time() - begun)
            assert code == 0, f"argon2id_hash_raw: {code}"
        return times

    with ThreadPoolExecutor(at_once) as threads:
        times = sorted(seconds for measured in threads.map(measure, range(at_once)) for seconds in measured)
    return times[len(times) // 2] * 1e6
