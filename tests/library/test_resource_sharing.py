"""Beds, doctors and equipment between any two institutions: what callers rely on, and each row of the tables."""

from datetime import UTC, datetime

import pytest

from bpmn.definition import Definition, compile_bundle
from bpmn.dmn import read_decisions
from bpmn.json_types import Json, Variables
from bpmn.scenarios import read_scenarios
from carelane.adapters.folders import read_bundle, read_scenario_files
from carelane.adapters.library import LIBRARY
from carelane.domain.resource_holds import POST_OPERATIVE, PRIORITY
from tests.library.tables import rules_in

FOLDER = LIBRARY / "resource_sharing"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def candidate(match: str, minutes: int | None, *, verified: bool = True) -> Variables:
    return {"candidate": {"match": match, "minutes": minutes, "verified": verified}}


def asked(kind: str, urgency: str) -> Variables:
    return {"kind": kind, "urgency": urgency}


def within(target: str, calendar: str = "24x7") -> Json:
    return {"target": target, "calendar": calendar}


def rank(number: int) -> Json:
    return {"rank": number, "may_preempt": number == 0}


TABLES: dict[str, tuple[str, dict[str, tuple[Variables, Json]]]] = {
    "OfferTime": (
        "offer_time.dmn",
        {
            "bed_E": (asked("bed", "E"), within("PT15M")),
            "bed_U": (asked("bed", "U"), within("PT1H")),
            "bed": (asked("bed", "R"), within("PT4H")),
            "equipment_E": (asked("equipment", "E"), within("PT15M")),
            "equipment_U": (asked("equipment", "U"), within("PT2H")),
            "doctor_E": (asked("doctor", "E"), within("PT15M")),
            "doctor": (asked("doctor", "U"), within("P1D", "work")),
            "other": (asked("equipment", "R"), within("P1D", "work")),
        },
    ),
    "HoldTtl": (
        "hold_ttl.dmn",
        {"urgent": ({"urgency": "E"}, "PT2H"), "planned": ({"urgency": "P"}, "PT12H")},
    ),
    "MatchRank": (
        "match_rank.dmn",
        {
            "exact": (candidate("exact", 60), 1),
            "exact_far": (candidate("exact", 5, verified=False), 2),
            "substitute": (candidate("substitute", 5), 3),
            "substitute_far": (candidate("substitute", None), 4),
            "split": (candidate("split", 5), 5),
        },
    ),
    "BedPriority": (
        "bed_priority.dmn",
        {
            "emergency": ({"urgency": "E"}, rank(PRIORITY["E"])),
            "transfer": ({"urgency": "U", "indication": "transfer"}, rank(PRIORITY["U"])),
            "post_op": ({"urgency": "R", "indication": "post_op"}, rank(POST_OPERATIVE)),
            "priority": ({"urgency": "P"}, rank(PRIORITY["P"])),
            "elective": ({"urgency": "R"}, rank(PRIORITY["R"])),
        },
    ),
}
EXCEPTIONS = {
    "no match: group widens": "no_match_group_widens",
    "no match: surge bed": "no_match_surge_bed",
    "hold lapses: auto-release, both told": "hold_lapses",
    "patient never arrives": "patient_never_arrives",
    "equipment faulty at arrival: swap, incident": "equipment_faulty_at_arrival",
    "owner recalls: replacement first": "owner_recalls_replacement_first",
    "owner recalls: life threat": "owner_recalls_life_threat",
    "partial fulfilment": "partial_fulfilment",
    "pre-emption": "preempted_by_an_emergency",
    "at most three at once": "owner_declines_next_batch",
    "warn at 80 % of the term": "extended_in_time",
    "temporary privilege expires": "term_over_privileges_expire",
    "both sides one institution": "same_institution",
}
"""Every exception and rule of the specification's section, and the scenario that shows it."""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return compile_bundle(read_bundle(FOLDER))


def test_an_institution_could_not_lend_to_any_other(definition: Definition) -> None:
    requester, owner, group = definition.processes.values()
    assert [str(finding) for finding in definition.findings] == []
    assert (requester.id, owner.id) == ("resource_sharing", "resource_sharing_owner")
    assert [each.pool_kind for each in (requester, owner, group)] == ["", "", "GRP"]
    assert requester.message_starts == ("RES.HANDOUT",)
    assert (owner.message_starts, group.message_starts) == (("RES.NEED",), ("RES.WIDEN",))
    assert "hos_bed" in requester.startable_role.split(",")


@pytest.mark.parametrize("exception", list(EXCEPTIONS))
def test_an_exception_of_the_specification_would_have_no_scenario(exception: str) -> None:
    names = {each.name for each in read_scenarios(read_scenario_files(FOLDER))}
    assert EXCEPTIONS[exception] in names


def test_no_rule_is_without_its_case() -> None:
    for decision_id, (file, cases) in TABLES.items():
        assert rules_in(FOLDER / file, decision_id) == set(cases)


@pytest.mark.parametrize(
    ("decision_id", "rule"), [(name, rule) for name, (_, cases) in TABLES.items() for rule in cases]
)
def test_a_row_would_not_answer_its_case(decision_id: str, rule: str) -> None:
    file, cases = TABLES[decision_id]
    decisions = read_decisions((FOLDER / file).read_bytes(), file)
    values, output = cases[rule]
    decided = decisions.evaluate(decision_id, values, NOW)
    assert f"{decision_id}_{rule}" in decided.matched_rules
    assert decided.output == output
