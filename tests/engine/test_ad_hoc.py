"""Ad-hoc sub-processes: what the ward round needs, in whatever order, until it is enough."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpmn.findings import Refused
from bpmn.reader import read_bpmn

Begin = Callable[..., Any]
TEXT = (Path(__file__).parent / "files" / "ad_hoc.bpmn").read_text()
ENOUGH = (
    '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=enough</bpmn:completionCondition>'
)
CHOSEN = (
    "<bpmn:extensionElements>"
    '<zeebe:adHoc activeElementsCollection="=wanted"/></bpmn:extensionElements>'
)


def ad_hoc(attributes: str = "", extension: str = "", condition: str = "") -> str:
    text = TEXT.replace('Process id="round">', f'Process id="round" {attributes}>{extension}')
    return text.replace("</bpmn:adHocSubProcess>", f"{condition}</bpmn:adHocSubProcess>")


def test_everything_is_offered_at_once_and_the_round_ends_with_the_last(begin_text: Begin) -> None:
    case = begin_text(ad_hoc())
    assert case.tasks() == ["see", "blood", "xray"]
    assert case.do("blood").do("see").do("xray").tasks() == ["note"]
    assert case.do("note").tasks() == ["letter"]
    assert case.do("letter").outcome == "completed"


def test_one_after_the_other_where_one_person_does_it(begin_text: Begin) -> None:
    case = begin_text(ad_hoc('ordering="Sequential"'))
    done = []
    while case.tasks() != ["letter"]:
        assert len(case.tasks()) == 1
        done += case.tasks()
        case.do(case.tasks()[0])
    assert done == ["see", "note", "blood", "xray"]


def test_only_what_was_chosen_begins(begin_text: Begin) -> None:
    case = begin_text(ad_hoc(extension=CHOSEN), wanted=["xray", "see"])
    assert case.tasks() == ["xray", "see"]
    assert case.do("xray").do("see").do("note").tasks() == ["letter"]


def test_nothing_chosen_is_nothing_to_do(begin_text: Begin) -> None:
    assert begin_text(ad_hoc(extension=CHOSEN), wanted=[]).tasks() == ["letter"]


@pytest.mark.parametrize("wanted", [None, "see", ["note"], ["nowhere"], [1], ["see", "see"]])
def test_a_wrong_choice_is_put_right_by_an_operator(wanted: Any, begin_text: Begin) -> None:
    case = begin_text(ad_hoc(extension=CHOSEN), wanted=wanted)
    assert case.incidents() == ["expression"]
    assert case.tasks() == []
    assert case.resolve(wanted=["blood"]).tasks() == ["blood"]


def test_as_soon_as_it_is_enough_the_rest_is_taken_away(begin_text: Begin) -> None:
    case = begin_text(ad_hoc(condition=ENOUGH), enough=False).do("see")
    assert case.tasks() == ["blood", "xray", "note"]
    assert case.do("blood", enough=True).tasks() == ["letter"]
    assert not case.state.timers


def test_enough_lets_the_rest_be_finished_where_the_file_says_so(begin_text: Begin) -> None:
    text = ad_hoc('cancelRemainingInstances="false"', condition=ENOUGH)
    case = begin_text(text, enough=False).do("blood", enough=True)
    assert case.tasks() == ["see", "xray"]
    case.do("xray").do("see", enough=False)
    assert case.tasks() == ["note"]
    assert case.do("note").tasks() == ["letter"]


def test_enough_ends_the_sequence(begin_text: Begin) -> None:
    case = begin_text(ad_hoc('ordering="Sequential"', condition=ENOUGH), enough=False)
    case.do("see").do("note", enough=True)
    assert case.tasks() == ["letter"]


def test_all_done_and_still_not_enough_is_shown_to_an_operator(begin_text: Begin) -> None:
    case = begin_text(ad_hoc(extension=CHOSEN, condition=ENOUGH), wanted=["blood"], enough=False)
    assert case.do("blood").incidents() == ["stuck"]
    assert case.resolve().incidents() == ["stuck"]
    assert case.resolve(enough=True).tasks() == ["letter"]


def test_a_condition_that_cannot_be_evaluated_is_one_incident(begin_text: Begin) -> None:
    case = begin_text(ad_hoc(condition=ENOUGH), enough="perhaps").do("see").do("blood")
    assert case.incidents() == ["expression"]
    assert case.resolve(enough=False).tasks() == ["xray", "note"]


def test_events_inside_and_around_still_happen(begin_text: Begin) -> None:
    case = begin_text(ad_hoc()).wait(hours=1)
    assert case.tasks() == ["see", "blood", "ask_why"]
    assert case.wait(days=1).tasks() == ["search"]
    assert case.do("search").outcome == "completed"


def rules(text: str) -> set[str]:
    with pytest.raises(Refused) as refused:
        read_bpmn(text.encode(), "round.bpmn")
    return {finding.rule for finding in refused.value.findings if finding.severity == "error"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (ad_hoc(condition='<bpmn:endEvent id="e"/>'), "ad_hoc_start_or_end"),
        (ad_hoc('ordering="Whatever"'), "invalid_value"),
        (ad_hoc('triggeredByEvent="true"'), "unsupported_attribute"),
        (ad_hoc(extension=CHOSEN.replace("activeElements", "output")), "unsupported_attribute"),
        (ad_hoc(condition=ENOUGH.replace("tFormal", "t")), "informal_expression"),
        (
            ad_hoc(
                'ordering="Sequential"',
                condition='<bpmn:sequenceFlow id="x" sourceRef="see" targetRef="ask_why"/>',
            ),
            "ad_hoc_split",
        ),
    ],
)
def test_what_no_ward_round_can_mean_is_refused(text: str, rule: str) -> None:
    assert rule in rules(text)


def test_an_empty_round_is_refused() -> None:
    start, _, rest = TEXT.partition('<bpmn:adHocSubProcess id="round">')
    end = rest.partition("</bpmn:adHocSubProcess>")[2]
    text = f'{start}<bpmn:adHocSubProcess id="round"></bpmn:adHocSubProcess>{end}'
    assert "ad_hoc_empty" in rules(text)
