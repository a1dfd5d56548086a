"""The referral's folder, compiled once, and its scenarios."""

from pathlib import Path

import pytest

from bpmn.definition import Definition, compile_bundle
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import LIBRARY

FOLDER = LIBRARY / "referral_up"


@pytest.fixture
def folder() -> Path:
    return FOLDER


@pytest.fixture
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))
