"""A repository to try a script in, and the scripts of this one."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from scratch import ROOT, Repository


class Own:
    """This repository."""

    root = ROOT

    def load(self, name: str) -> ModuleType:
        """A script as a module, without running it."""
        path = str(ROOT / "Scripts" / name)
        loader = SourceFileLoader(name.replace("-", "_"), path)
        module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
        loader.exec_module(module)
        return module


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


@pytest.fixture
def own() -> Own:
    return Own()
