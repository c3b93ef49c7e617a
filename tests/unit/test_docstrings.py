"""Every example in a docstring runs and tells the truth."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import kvi_widgets

MODULES = ["kvi_widgets", *(one.name for one in pkgutil.walk_packages(kvi_widgets.__path__, "kvi_widgets."))]


def offers_functions(module):
    return any(
        inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
        for name, thing in vars(module).items()
    )


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_run_and_there_is_one_where_it_offers_functions(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module, report=True)
    assert result.failed == 0
    assert result.attempted > 0 or not offers_functions(module)
