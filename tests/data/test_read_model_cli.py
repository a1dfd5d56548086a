"""What would be lost by scripts that compare and rebuild rows: the exit code, the last line, which cases differ."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.cli import app
from carelane.domain.errors import CaseUnavailable
from carelane.domain.process_instances import ProcessInstance
from carelane.settings import Settings
from tests.data.stuck import Ward
from tests.data.world import World


@pytest.fixture
def ward(world: World, monkeypatch: pytest.MonkeyPatch) -> Ward:
    made = Ward(world.database)
    wired = Product(Settings(), world.database, made.cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda _settings: wired)
    return made


def told(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def last(result: Result) -> str:
    return result.stdout.strip().splitlines()[-1]


def turn_of(ward: Ward, case: str) -> int | None:
    with ward.database.reading() as session:
        row = session.get(ProcessInstance, case)
        return row.turn if row is not None else None


def without_rows(ward: Ward) -> str:
    ward.cases.losing = True
    case = ward.begin()
    ward.cases.losing = False
    return case


def test_rows_that_are_lost_come_back(ward: Ward) -> None:
    whole, lost = ward.begin(), without_rows(ward)
    assert turn_of(ward, lost) is None
    done = told("rebuild")
    assert (done.exit_code, last(done)) == (0, "2 written, 0 failed, 0 messages wait")
    assert turn_of(ward, lost) == turn_of(ward, whole)
    again = json.loads(told("rebuild", "--closed", "--fresh", "--json").stdout)
    assert again == {"outcomes": {whole: "written", lost: "written"}, "waiting": 0}


def test_a_difference_is_named_and_mended(ward: Ward) -> None:
    case = ward.begin(secret="canary")
    well = told("reconcile")
    assert (well.exit_code, last(well)) == (0, "1 agree, 0 repaired, 0 differ")
    with ward.database.transaction() as session:
        session.get_one(ProcessInstance, case).suspended = True
    found = told("reconcile")
    assert (found.exit_code, last(found)) == (1, "0 agree, 0 repaired, 1 differ")
    assert f"{case}  process_instances  {case}  suspended  different" in found.stdout
    mended: dict[str, Any] = json.loads(told("reconcile", "--repair", "--json").stdout)
    assert mended["outcomes"] == {case: "repaired"}
    assert [each["column"] for each in mended["differences"]] == ["suspended"]
    assert told("reconcile").exit_code == 0
    assert "canary" not in found.stdout + json.dumps(mended)


def test_a_case_that_nobody_knows_any_more_or_a_silent_server_would_pass_for_all_is_well(
    ward: Ward,
) -> None:
    case = ward.begin()
    del ward.cases.cases[case]
    lost = told("reconcile", "--repair")
    assert (lost.exit_code, f"{case}  lost" in lost.stdout) == (1, True)
    ward.cases.available = False
    for words in (("reconcile",), ("rebuild",)):
        assert isinstance(told(*words).exception, CaseUnavailable)
