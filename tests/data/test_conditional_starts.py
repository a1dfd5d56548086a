"""What would be lost: the case of a ward that is full, or twenty of them because it stays full."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from bpmn.definition import Bundle
from carelane import cli
from carelane.adapters import bootstrap
from carelane.domain.errors import CaseUnavailable, InvalidValues, NotAllowed
from carelane.domain.tables import ConditionalStart, ProcessInstance
from carelane.services import process_definitions
from carelane.services.process_instances import ConditionResult, evaluate_conditions
from tests.data.cases import CasesInMemory
from tests.data.world import World

TEXT = (Path(__file__).parent / "files" / "wards.bpmn").read_text("utf-8")
FULL = {"occupied": 30, "beds": 30}
FREE = {"occupied": 29, "beds": 30}


class Wards:
    """Told how full its wards are."""

    def __init__(self, world: World, cases: CasesInMemory) -> None:
        self.world = world
        self.cases = cases
        process_definitions.deploy(world.database, Bundle(TEXT), "wards")

    def tell(
        self, values: dict[str, Any], login: str = "desk_a", at: str = "HOSA", subject: str = ""
    ) -> dict[str, str]:
        """Give the outcome of each start event."""
        return {one.element_id: one.outcome for one in self.told(values, login, at, subject)}

    def told(
        self, values: dict[str, Any], login: str = "desk_a", at: str = "HOSA", subject: str = ""
    ) -> tuple[ConditionResult, ...]:
        actor = self.world.actor(login)
        database = self.world.database
        return evaluate_conditions(database, self.cases, actor, at, values, subject)

    def begun(self) -> list[ProcessInstance]:
        mine = col(ProcessInstance.process_id) == "full_ward"
        with self.world.database.reading() as session:
            return list(session.exec(select(ProcessInstance).where(mine)))


@pytest.fixture
def wards(world: World, cases: CasesInMemory) -> Wards:
    return Wards(world, cases)


def test_a_full_ward_gets_its_case_with_what_is_known(wards: Wards) -> None:
    full, closed = wards.told(FULL | {"outbreak": False})
    assert (full.outcome, closed.outcome) == ("started", "false")
    (case,) = wards.begun()
    assert (case.id, case.business_key) == (full.instance_id, full.business_key)
    assert (case.institution_code, case.started_by) == ("HOSA", "id-desk_a")
    assert case.variables["occupied"] == 30
    assert case.pools == {"ward": "HOSA"}


def test_a_ward_that_stays_full_gets_one_case_and_another_when_it_is_full_again(
    wards: Wards,
) -> None:
    outcomes = [wards.tell(values)["full"] for values in (FREE, FULL, FULL, FREE, FULL, FREE)]
    assert outcomes == ["false", "started", "still_true", "false", "started", "false"]
    assert len(wards.begun()) == 2


def test_each_ward_and_each_hospital_is_full_by_itself(wards: Wards) -> None:
    assert wards.tell(FULL, subject="ward 3")["full"] == "started"
    assert wards.tell(FULL, subject="ward 4")["full"] == "started"
    assert wards.tell(FULL, subject="ward 3")["full"] == "still_true"
    assert wards.tell(FULL, "desk_b", "HOSB", "ward 3")["full"] == "started"
    assert len(wards.begun()) == 3


def test_values_that_leave_a_condition_open_change_nothing_about_it(wards: Wards) -> None:
    assert wards.tell(FULL) == {"full": "started", "closed": "undecided"}
    assert wards.tell({"outbreak": True}) == {"full": "undecided", "closed": "started"}
    assert wards.tell(FULL)["full"] == "still_true"


def test_a_new_version_does_not_find_the_ward_full_again(wards: Wards) -> None:
    wards.tell(FULL)
    newer = Bundle(TEXT.replace("Relieve the ward", "Find beds"))
    process_definitions.deploy(wards.world.database, newer, "wards")
    assert wards.tell(FULL)["full"] == "still_true"


def test_a_start_that_failed_half_way_is_repeated_and_is_one_case(wards: Wards) -> None:
    wards.cases.available = False
    with pytest.raises(CaseUnavailable):
        wards.tell(FULL)
    wards.cases.available = True
    first = wards.told(FULL)[0]
    with wards.world.database.transaction() as session:  # as after a crash before it was noted
        session.delete(session.exec(select(ConditionalStart)).one())
    assert wards.told(FULL)[0].instance_id == first.instance_id
    assert len(wards.begun()) == 1


@pytest.mark.parametrize(("login", "at"), [("desk_a", "HOSB"), ("group", "HOSA")])
def test_nobody_tells_values_at_anothers_institution(wards: Wards, login: str, at: str) -> None:
    with pytest.raises(NotAllowed):
        wards.tell(FULL, login, at)


def test_a_role_that_may_not_start_the_process_does_not_start_it_by_a_condition(
    wards: Wards,
) -> None:
    assert wards.tell(FULL, "spec_a") == {}
    assert wards.begun() == []


@pytest.mark.parametrize("name", ["patient", "institution", "calendar"])
def test_nobody_tells_what_only_the_product_gives(wards: Wards, name: str) -> None:
    with pytest.raises(InvalidValues, match=name):
        wards.tell(FULL | {name: "x"})


def test_the_command_line_says_what_came_of_it(
    wards: Wards, monkeypatch: pytest.MonkeyPatch
) -> None:
    wired = SimpleNamespace(database=wards.world.database, cases=wards.cases)
    monkeypatch.setattr(bootstrap, "product", lambda _settings: wired)
    arguments = ["evaluate", "HOSA", json.dumps(FULL), "--as", "desk_a", "--about", "ward 3"]
    said = CliRunner().invoke(cli.app, arguments).output.splitlines()
    (case,) = wards.begun()
    assert said == [f"started full_ward full {case.business_key}", "undecided full_ward closed"]
    again = json.loads(CliRunner().invoke(cli.app, [*arguments, "--json"]).output)
    assert [one["outcome"] for one in again] == ["still_true", "undecided"]
    wrong = CliRunner().invoke(cli.app, ["evaluate", "HOSA", "[1]", "--as", "desk_a"])
    assert (wrong.exit_code, "not a JSON object" in wrong.output) == (2, True)
