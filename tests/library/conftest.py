"""The referral's folder, compiled once; and the scenarios of each process for its class of promises."""

from pathlib import Path

import pytest

from bpmn.definition import Definition, compile_bundle
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY
from tests.library.promises import Promises, scenarios_of

FOLDER = LIBRARY / "referral_up"


@pytest.fixture
def folder() -> Path:
    return FOLDER


@pytest.fixture
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a class of promises each scenario of its process."""
    if (
        metafunc.cls is not None
        and issubclass(metafunc.cls, Promises)
        and "scenario" in metafunc.fixturenames
    ):
        metafunc.parametrize("scenario", list(scenarios_of(metafunc.cls.folder)))
