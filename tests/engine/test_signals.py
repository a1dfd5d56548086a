"""Signals: heard by everything that waits, in this case and in all others."""

from collections.abc import Callable
from typing import Any

from bpmn.engine.effects import BroadcastSignal, ForgetSignal, ListenSignal
from bpmn.engine.events import SignalArrived

Begin = Callable[..., Any]


def test_other_cases_hear_what_this_one_tells(begin: Begin) -> None:
    case = begin("signals").do("a")
    (told,) = case.of(BroadcastSignal)
    assert (told.element_id, told.signal_name, told.variables) == ("say", "bed.free", {})
    assert case.outcome == "completed"


def test_a_signal_of_another_case_ends_the_waiting(begin: Begin) -> None:
    case = begin("signals").give(SignalArrived("bed.free", {"bed": "B-12"}))
    assert "heard" in case.completed()
    assert case.state.variables["bed"] == "B-12"
    assert not case.of(BroadcastSignal)


def test_a_signal_of_another_name_changes_nothing(begin: Begin) -> None:
    case = begin("signals").give(SignalArrived("bed.gone"))
    assert case.last == ()
    assert "heard" not in case.completed()


def test_the_read_model_knows_who_listens(begin: Begin) -> None:
    case = begin("signals")
    (listening,) = case.of(ListenSignal)
    assert (listening.element_id, listening.signal_name) == ("heard", "bed.free")
    case.give(SignalArrived("bed.free"))
    assert case.of(ForgetSignal) == [ForgetSignal(listening.wait_id)]


def test_only_what_is_mapped_leaves_with_a_signal(
    begin_text: Begin, draw: Callable[..., str]
) -> None:
    mapped = (
        "<extensionElements><zeebe:ioMapping>"
        '<zeebe:input source="=ward" target="place"/></zeebe:ioMapping></extensionElements>'
    )
    throws = f'<endEvent id="say">{mapped}<signalEventDefinition signalRef="s"/></endEvent>'
    text = draw('<startEvent id="start"/>' + throws, "start>say", '<signal id="s" name="full"/>')
    (told,) = begin_text(text, ward="4B", patient="secret").of(BroadcastSignal)
    assert told.variables == {"place": "4B"}
