"""Moving tokens by hand: a case goes on where an operator puts it, and nowhere else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bpmn.engine.effects import (
    CancelJob,
    CaseModified,
    ElementActivated,
    ElementTerminated,
    OpenHumanTask,
    RunJob,
    StatusChanged,
)
from bpmn.engine.events import CancelRequested
from bpmn.engine.modification import Problem, problems
from bpmn.engine.operator_events import (
    Activate,
    ModificationRequested,
    ResumeRequested,
    SuspendRequested,
)

Begin = Callable[..., Any]
FILES = Path(__file__).parent / "files"

IN_A_SUB_PROCESS = """
<startEvent id="start"/><parallelGateway id="fork"/><userTask id="other"/><endEvent id="e"/>
<subProcess id="stay"><startEvent id="in"/><userTask id="one"/><endEvent id="out"/><complexGateway id="gather">
<activationCondition xsi:type="tFormalExpression">=activationCount = 2</activationCondition></complexGateway>
<exclusiveGateway id="way" default="w1"/><sequenceFlow id="w0" sourceRef="in" targetRef="way"/>
<sequenceFlow id="w1" sourceRef="way" targetRef="one"/><sequenceFlow id="w2" sourceRef="one" targetRef="gather"/>
<sequenceFlow id="w3" sourceRef="way" targetRef="gather"><conditionExpression>=false</conditionExpression></sequenceFlow>
<sequenceFlow id="w4" sourceRef="gather" targetRef="out"/></subProcess>
"""


def of(case: Any, element: str) -> str:
    """Give the id of the only activation of the element."""
    (found,) = (id_ for id_ in case.state.activations if case.state.element_of(id_) == element)
    return str(found)


def change(
    case: Any, *, away: tuple[str, ...] = (), to: tuple[str | Activate, ...] = (), **variables: Any
) -> ModificationRequested:
    activate = tuple(Activate(one) if isinstance(one, str) else one for one in to)
    terminate = tuple(of(case, one) for one in away)
    return ModificationRequested(terminate, activate, variables, "mistake", "op")


def move(
    case: Any, *, away: tuple[str, ...] = (), to: tuple[Any, ...] = (), **variables: Any
) -> Any:
    wanted = change(case, away=away, to=to, **variables)
    assert problems(case.process, case.state, wanted) == ()
    return case.give(wanted)


def refused(case: Any, wanted: ModificationRequested) -> list[Problem]:
    """Give why; the engine changes nothing then."""
    found = problems(case.process, case.state, wanted)
    before = case.state.dump()
    case.give(wanted)
    assert case.state.dump() == before
    assert case.last == ()
    return list(found)


@pytest.fixture
def ward(begin: Begin) -> Any:
    return begin("modified_ward", ward="A", key="K")


def test_a_token_could_not_be_moved(ward: Any) -> None:
    move(ward, away=("admit",), to=("test",))
    assert (ward.tasks(), ward.jobs()) == ([], ["test"])
    assert ward.of(CaseModified) == [CaseModified(("test",), ("admit",))]
    ended = [each.element_id for each in ward.last if isinstance(each, ElementTerminated)]
    assert ended == ["admit"]


def test_a_scope_would_not_be_opened_with_its_parents(ward: Any) -> None:
    move(ward, away=("admit",), to=("sew", "operate"))
    assert ward.tasks() == ["sew", "operate"]
    begun = [each.element_id for each in ward.last if isinstance(each, ElementActivated)]
    assert begun == ["stay", "theatre", "sew", "operate"]
    task = next(each for each in ward.last if isinstance(each, OpenHumanTask))
    assert task.variables["bed"] == "BA"
    ward.hear("ALARM")
    assert "react" in ward.tasks()
    ward.wait(days=3)
    assert "b_end" in ward.completed()


def test_an_element_would_begin_in_a_second_scope(ward: Any) -> None:
    ward.do("admit")
    stay = of(ward, "stay")
    move(ward, away=("round",), to=("sew",))
    assert of(ward, "stay") == stay
    assert ward.tasks() == ["sew"]
    assert ward.do("sew").completed()[-2:] == ["s_end", "stay"]


def test_an_emptied_scope_would_hang(ward: Any) -> None:
    ward.do("admit")
    move(ward, away=("round",))
    assert "stay" not in ward.state.live_elements()
    assert not ward.state.timers
    assert ward.jobs() == ["test"]


def test_nothing_would_be_left_of_a_case(ward: Any) -> None:
    assert refused(ward, change(ward, away=("admit",))) == [
        Problem("not_modifiable", why="nothing_left")
    ]
    ward.do("admit")
    both = change(ward, away=("round", "test"))
    assert [one.why for one in refused(ward, both)] == ["nothing_left"]


def test_nothing_would_be_left_where_only_a_complex_gateway_holds_tokens(begin: Begin) -> None:
    case = begin("complex_join", asked=2, needed=3).do("a").do("b")
    assert case.incidents() == ["stuck"]
    alone = change(case, away=("enough",))
    assert [one.why for one in refused(case, alone)] == ["nothing_left"]
    assert case.resolve(needed=2).tasks() == ["go_on"]


def test_nothing_would_be_left_around_a_complex_gateway_in_a_sub_process(
    begin_text: Begin, draw: Callable[..., str]
) -> None:
    case = begin_text(draw(IN_A_SUB_PROCESS, "start>fork fork>stay fork>other stay>e other>e"))
    case.do("one")
    assert (case.tasks(), case.incidents()) == (["other"], ["stuck"])
    both = change(case, away=("other", "gather"))
    assert [one.why for one in refused(case, both)] == ["nothing_left"]
    move(case, away=("gather",))
    assert case.state.live_elements() == ("other",)
    assert case.do("other").outcome == "completed"


def test_a_token_that_waits_at_a_join_would_be_lost_or_doubled(ward: Any) -> None:
    ward.do("admit").done("test").receive("RESULT", "K")
    assert ward.state.root.arrived
    move(ward, away=("stay",), to=("join",))
    assert ward.state.root.arrived is None
    assert ward.tasks() == ["opinions", "opinions"]


def test_a_token_left_alone_at_a_join_would_hang_unseen(ward: Any) -> None:
    ward.do("admit").done("test").receive("RESULT", "K")
    move(ward, away=("stay",))
    assert ward.incidents() == ["stuck"]
    move(ward, to=("join",))
    assert ward.tasks() == ["opinions", "opinions"]


def test_an_event_gateway_would_go_two_ways(ward: Any) -> None:
    ward.do("admit").done("test")
    assert len(ward.state.subscriptions) == 1
    move(ward, away=("which",), to=("test",))
    assert not ward.state.subscriptions
    assert ward.jobs() == ["test"]
    move(ward, away=("test",), to=("which",))
    assert [each.job_id for each in ward.last if isinstance(each, CancelJob)]
    ward.receive("RESULT", "K")
    assert not ward.state.subscriptions
    assert list(ward.state.root.arrived["join"]) == ["f5"]


def test_a_whole_loop_could_not_be_begun_or_ended(ward: Any) -> None:
    move(ward, away=("admit",), to=("opinions",))
    assert ward.tasks() == ["opinions", "opinions"]
    whole = next(each for each in ward.state.activations.values() if each.key == "opinions")
    wanted = ModificationRequested((whole.id,), (Activate("visits"),))
    assert problems(ward.process, ward.state, wanted) == ()
    ward.give(wanted)
    assert ward.tasks() == ["visit", "visit"]
    instance = next(a for a in ward.state.activations.values() if a.key == "visit")
    assert [p.why for p in refused(ward, ModificationRequested((instance.id,)))] == ["inside_loop"]
    assert [p.why for p in refused(ward, change(ward, to=("visit",)))] == ["inside_loop"]


def test_an_event_sub_process_could_not_be_repaired(ward: Any) -> None:
    ward.do("admit")
    move(ward, to=("react",))
    assert ward.tasks() == ["round", "react"]
    move(ward, away=("react",))
    assert ward.tasks() == ["round"]


def test_two_scopes_would_be_taken_for_one(ward: Any) -> None:
    ward.do("admit")
    move(ward, to=("stay",))
    first, second = (a.id for a in ward.state.activations.values() if a.key == "stay")
    assert refused(ward, change(ward, to=("sew",))) == [
        Problem("ambiguous_scope", "sew", choices=(first, second))
    ]
    move(ward, to=(Activate("sew", second, {"needle": 3}),))
    theatre = next(a for a in ward.state.activations.values() if a.key == "theatre")
    assert theatre.parent.id == second
    assert ward.state.activations[of(ward, "sew")].variables == {"needle": 3}
    gone = ModificationRequested((first,), (Activate("operate"),))
    assert problems(ward.process, ward.state, gone) == ()


@pytest.mark.parametrize(
    ("element", "code", "why"),
    [
        ("nobody", "unknown_element", ""),
        ("f1", "unknown_element", ""),
        ("start", "not_modifiable", "start_event"),
        ("long", "not_modifiable", "boundary_event"),
        ("on_alarm", "not_modifiable", "event_subprocess"),
        ("void", "not_modifiable", "compensation_handler"),
        ("visit", "not_modifiable", "inside_loop"),
    ],
)
def test_what_cannot_begin_by_hand_would_begin(
    ward: Any, element: str, code: str, why: str
) -> None:
    assert refused(ward, change(ward, to=(element,))) == [Problem(code, element, why)]


def test_an_activation_that_is_gone_would_be_taken_for_another(ward: Any) -> None:
    root = ward.state.root.id
    wanted = ModificationRequested(("a99", root), (Activate("start"),))
    told = [(one.code, one.about, one.why) for one in refused(ward, wanted)]
    assert told == [
        ("unknown_activation", "a99", ""),
        ("not_modifiable", root, "root"),
        ("not_modifiable", "start", "start_event"),
    ]
    assert [p.why for p in refused(ward, ModificationRequested())] == ["nothing_to_do"]
    elsewhere = Activate("sew", of(ward, "admit"))
    assert [p.why for p in refused(ward, ModificationRequested((), (elsewhere,)))] == [
        "wrong_scope"
    ]


def test_a_case_that_is_being_undone_would_go_on(ward: Any) -> None:
    ward.do("admit").done("test").give(CancelRequested("over", "op", compensate=True))
    assert ward.jobs() == ["void"]
    assert [p.code for p in refused(ward, change(ward, to=("admit",)))] == ["case_compensating"]


def test_variables_of_a_modification_would_come_too_late(ward: Any) -> None:
    move(ward, away=("admit",), to=("stay",), ward="B")
    task = next(each for each in ward.last if isinstance(each, OpenHumanTask))
    assert task.variables["bed"] == "BB"


def test_a_suspended_case_would_begin_what_was_moved(ward: Any) -> None:
    ward.do("admit").give(SuspendRequested("", "op"))
    move(ward, away=("round", "test"), to=("sew", "test"))
    assert (ward.tasks(), ward.jobs()) == ([], [])
    assert {"theatre", "test"} <= set(ward.state.live_elements())
    ward.give(ResumeRequested("", "op"))
    assert (ward.tasks(), ward.jobs()) == (["sew"], ["test"])
    assert len([each for each in ward.last if isinstance(each, RunJob)]) == 1


def test_a_moved_token_that_fails_would_not_be_seen(begin_text: Begin) -> None:
    text = (FILES / "modified_ward.bpmn").read_text()
    text = text.replace(">P3D<", ">=longest<")
    case = begin_text(text, key="K")
    move(case, away=("admit",), to=("sew",))
    assert (case.incidents(), case.tasks()) == (["expression"], [])
    assert case.resolve("retry", longest="P1D").tasks() == ["sew"]


def test_an_activity_of_an_ad_hoc_process_could_not_begin_again(begin: Begin) -> None:
    case = begin("ad_hoc")
    before = case.tasks() + case.jobs()
    scope = next(a for a in case.state.activations.values() if a.parent and a.children)
    inner = case.state.element_of(next(iter(scope.children)))
    move(case, to=(inner,))
    assert sorted(case.tasks() + case.jobs()) == sorted([*before, inner])
    assert not case.of(StatusChanged)
