"""Each script is one job, and says which."""

import os
import subprocess

import pytest

from scratch import ROOT

# Passes its arguments on to the program.
PASSES_ON = "demo"
SCRIPTS = sorted(path for path in (ROOT / "Scripts").iterdir() if path.is_file())


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_help_tells_what_it_does_and_does_nothing(script):
    assert os.access(script, os.X_OK)
    asked = subprocess.run([script, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert asked.returncode == 0, asked.stderr
    assert f"Scripts/{script.name}" in asked.stdout or f"usage: {script.name}" in asked.stdout.lower()
    assert len(asked.stdout.split()) > 20


@pytest.mark.parametrize("script", [script for script in SCRIPTS if script.name != PASSES_ON], ids=lambda script: script.name)
def test_an_unknown_argument_is_refused(script):
    asked = subprocess.run([script, "--no-such-argument"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert asked.returncode != 0
