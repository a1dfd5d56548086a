"""What would be lost: a form that nobody could fill in, found by the first patient who needs it."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bpmn.definition import compile_released
from bpmn.forms import check_values
from carelane.adapters.folders import read_bundle
from carelane.adapters.library import library_folders
from carelane.demo.people import patients
from carelane.demo.simulation.habits import Asked
from carelane.demo.simulation.pen import UnfillableError, fill
from carelane.demo.simulation.ways import ways_of
from carelane.services.patients import as_variable

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CHOOSE_FROM_THE_CASE = {"pe04_choose", "pe09_destination", "rs02_group"}
"""Forms that ask for what the case has found: units, hospitals, owners."""


@pytest.mark.parametrize("folder", library_folders(), ids=lambda folder: folder.name)
def test_a_form_would_take_nothing_that_a_person_can_write(folder: Path) -> None:
    somebody = as_variable(patients(1, 1)[0])
    unfilled = set()
    forms = compile_released(read_bundle(folder)).forms
    for form in forms.values():
        asked = Asked(Random(1), {}, NOW, "me", somebody)
        try:
            values = fill(form, ways_of(folder.name), asked)
        except UnfillableError:
            unfilled.add(form.id)
        else:
            assert not check_values(form, values, NOW, {})
    assert unfilled == CHOOSE_FROM_THE_CASE & set(forms)
