"""One scenario, one small file: a docstring that says what is done, `NAME`, and `run(bench)`, which yields figures.

`ON_THE_CURVE = True` has it measured for every number of people, not only for the main one.
"""

import importlib
import pkgutil


def all_scenarios() -> dict:
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return {module.NAME: module for module in sorted(modules, key=lambda module: getattr(module, "ORDER", 50))}
