"""The list of what SpiffWorkflow 3.2 cannot do: kind -> what it does instead.

A case is compared until it reaches a listed element, and the report names it. Every entry has a test that
shows the wrong behaviour on SpiffWorkflow itself, so that the entry is taken away when SpiffWorkflow improves.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bpmn.model import (
    AdHocSubProcess,
    BoundaryEvent,
    CancelTrigger,
    ComplexGateway,
    ErrorTrigger,
    EscalationTrigger,
    FlowNode,
    Link,
    Process,
    SignalTrigger,
    StartEvent,
    SubProcess,
    TimerTrigger,
)
from bpmn.spiff import places, splits
from bpmn.spiff.known import not_handed_over
from bpmn.spiff.places import Place
from bpmn.spiff.tree import Shape


@dataclass(frozen=True, slots=True)
class Limit:
    """One entry: ``finds`` says whether a node is meant, ``shape`` what SpiffWorkflow gets instead of it.

    ``passes`` counts how often the node may be entered before it matters.
    """

    kind: str
    reason: str
    shape: Shape
    finds: Callable[[Place], bool]
    passes: int = 0


NOT_HANDED_OVER = "not_handed_over"
LIMITS: tuple[Limit, ...] = (
    Limit("complex_gateway", "refuses the file", "wall", places.is_a(ComplexGateway)),
    Limit("ad_hoc", "asks for a condition in Python", "wall", places.is_a(AdHocSubProcess)),
    Limit("link", "ends there: it takes a link for a none event", "wall", places.event_of(Link)),
    Limit("compensation", "refuses the file, or undoes nothing", "wall", places.compensates),
    Limit("cancel", "leaves what it has done as it is", "wall", places.event_of(CancelTrigger)),
    Limit(
        "event_beside_again",
        "is triggered once only while the activity is open",
        "keep",
        places.message_beside,
    ),
    Limit(
        "event_beside_again",
        "is triggered once only while the activity is open",
        "keep",
        places.event_beside,
        passes=1,
    ),
    Limit(
        "condition_elsewhere",
        "looks at conditions on activities and on a token's way only",
        "wall",
        places.condition_elsewhere,
    ),
    Limit(
        "condition_in_an_instance",
        "looks at what the instance began with, not at what other tokens change since",
        "wall",
        places.condition_in_an_instance,
    ),
    Limit("signal_end_event", "throws nothing", "wall", places.end_throwing(SignalTrigger)),
    Limit("nested_event_subprocess", "is never triggered", "gone", places.nested_event_subprocess),
    Limit(
        "error_event_subprocess", "starts at once", "gone", places.event_subprocess(ErrorTrigger)
    ),
    Limit(
        "escalation_event_subprocess",
        "starts at once",
        "gone",
        places.event_subprocess(EscalationTrigger),
    ),
    Limit(
        "timer_event_subprocess",
        "keeps the case open",
        "gone",
        places.event_subprocess(TimerTrigger),
    ),
    Limit(
        "interrupting_event_subprocess",
        "leaves the tokens around it where they are",
        "gone",
        places.interrupting_event_subprocess,
    ),
    Limit(
        "interrupting_escalation",
        "goes on behind the throw event whose token the boundary event takes away",
        "keep",
        places.interrupting_escalation,
    ),
    Limit(
        "two_timers_on_an_activity",
        "lets both go on when they are due at once",
        "keep",
        places.two_timers_on_one,
    ),
    Limit(
        "cycle_on_the_way",
        "stays in an event with a cycle when it has fired",
        "wall",
        places.cycle_on_the_way,
    ),
    Limit(
        "cycle_form",
        "counts a cycle with an end from that end, and knows neither cron nor what FEEL gives",
        "wall",
        places.cycle_form,
    ),
    Limit(
        "cycle_beside_an_activity",
        "takes away what the cycle has begun when the activity ends",
        "keep",
        places.cycle_beside,
    ),
    Limit(
        "two_timers_at_a_gateway",
        "keeps one time for both",
        "keep",
        splits.two_timers_at_a_gateway,
    ),
    Limit("one_event_twice", "goes both ways", "keep", splits.one_event_twice),
    Limit(
        "loop_behind_a_boundary",
        "stops with an exception of its own",
        "keep",
        splits.loop_behind_a_boundary,
    ),
    Limit("interrupted_loop", "leaves its passes open inside", "keep", splits.interrupted_loop),
    Limit(
        "implicit_split",
        "refuses the file, with conditions or without",
        "trim",
        splits.implicit_split,
    ),
    Limit("instantiating_element", "waits for a start event", "wall", splits.instantiating),
    Limit(
        "join_in_a_loop",
        "lets a later pass go on after one branch, or never",
        "keep",
        splits.join_in_a_loop,
        passes=1,
    ),
    Limit("quantities", "takes and gives one token", "wall", places.quantities),
    Limit("telling_instances", "throws nothing", "wall", places.telling_instances),
    Limit(
        NOT_HANDED_OVER, "is not given it: there are no words for it yet", "wall", not_handed_over
    ),
)
"""What the file's elements are looked up in, first come first served."""

MOST_ELEMENTS = 300
"""Elements that a case may pass before SpiffWorkflow's tree is near the depth at which it stalls."""
LONG = "long_case"
INCIDENT = "incident"
NOT_TOLD = "not_told"
TOKENS = "tokens_on_one_flow"
UNCAUGHT = "uncaught_error"
WITHOUT_ELEMENT = {
    LONG: "stalls without a word when its tree of tasks is deeper than 1,000",
    TOKENS: "lets a join fire again on a second token of one flow",
    UNCAUGHT: "goes on behind a sub-process that an error has left, when nobody catches the error",
    INCIDENT: "has no incidents: what fails leaves its case half way",
    NOT_TOLD: "has no word for what was given to the case",
}
"""Entries that are no element of the file: what happened on our engine ends the comparison."""

REASONS = {**{limit.kind: limit.reason for limit in LIMITS}, **WITHOUT_ELEMENT}
"""What SpiffWorkflow does instead, by kind."""

Listed = dict[str, Limit]
"""The elements of one process that are on the list, by id."""


def listed_in(process: Process, limits: tuple[Limit, ...] = LIMITS) -> Listed:
    """Give the elements of the process that are on the list."""
    found: Listed = {}
    for place in places.places_of(process.body):
        limit = next((each for each in limits if each.finds(place)), None)
        if limit is not None:
            found[place.node.id] = _shaped(limit, place.node)
    return found


def _shaped(limit: Limit, node: FlowNode) -> Limit:
    """Leave an event out that cannot become a task, because it stands on something or begins it."""
    stands = isinstance(node, BoundaryEvent | StartEvent) and limit.shape == "wall"
    handler = isinstance(node, SubProcess) and node.by_event
    return replace(limit, shape="gone") if stands or handler else limit
