"""The kinds of lines of a case's timeline as data: to which group each belongs, and which the process writes by itself.

Filters of the services and of the pages are made from `GROUPS`; a kind that stands in none is about the course of the case.
"""

from collections.abc import Iterable
from typing import Literal, get_args

from carelane.domain.human_task_verbs import VERB

Group = Literal["work", "comments", "messages", "files", "clocks", "course", "technical"]
KINDS: tuple[Group, ...] = get_args(Group)
"""All groups, in the order in which they are offered."""
COURSE: Group = "course"
TECHNICAL: Group = "technical"
COMMENT, CORRECTION, WITHDRAWAL = "Comment", "CommentCorrected", "CommentWithdrawn"
NUDGED, ESCALATED = "Nudged", "EscalatedByPerson"
UNDOING, CALLED_OFF, CONDITION_MET = "Undoing", "CalledOff", "ConditionMet"
"""What no line of the history says, but the tokens."""
NAMING = frozenset({*VERB, NUDGED, ESCALATED})
"""Kinds whose data name people: ``from``, ``to``, ``people``."""

GROUPS: dict[Group, frozenset[str]] = {
    "work": frozenset({*NAMING, "OpenHumanTask", "CloseHumanTask", "HumanTaskMoved"}),
    "comments": frozenset({COMMENT, CORRECTION, WITHDRAWAL}),
    "messages": frozenset(
        {
            "PublishMessage",
            "MessageTaken",
            "MessageExpired",
            "MessageBound",
            "MessageDiscarded",
            "MessageReopened",
            "BroadcastSignal",
            "SignalHeard",
        }
    ),
    "files": frozenset({"FileAdded", "FileRemoved", "LetterPrinted"}),
    "clocks": frozenset(
        {
            "SlaStarted",
            "SlaStepReached",
            "SlaPaused",
            "SlaPauseRefused",
            "SlaResumed",
            "SlaReplanned",
            "SlaExtended",
            "EscalationRaised",
        }
    ),
    TECHNICAL: frozenset(
        {
            "VariablesChanged",
            "RunJob",
            "JobAnswered",
            "CancelJob",
            "SetTimer",
            "ClearTimer",
            "SlaStopped",
            "HumanTaskDue",
            "MessageNotTaken",
        }
    ),
}
BY_ITSELF = frozenset(
    {
        *GROUPS["clocks"] - {"SlaExtended"},
        "SlaStopped",
        "OpenHumanTask",
        "PublishMessage",
        "RunJob",
        "JobWaiting",
        "StartChild",
        "CancelChild",
        UNDOING,
        CALLED_OFF,
        CONDITION_MET,
        "HumanTaskMoved",
        "EventHeld",
        "BroadcastSignal",
        "SignalHeard",
        "MessageTaken",
        "RaiseIncident",
        "SetTimer",
        "ClearTimer",
    }
)
"""What the process does by itself, even in the turn that somebody's click began."""


def group_of(kind: str) -> Group:
    """Say to which group a kind of line belongs."""
    return next((name for name, kinds in GROUPS.items() if kind in kinds), COURSE)


def fits(kind: str, groups: Iterable[str]) -> bool:
    """Say whether a kind is wanted where these groups are; of no groups everything but what is technical."""
    wanted = set(groups)
    return group_of(kind) in wanted if wanted else group_of(kind) != TECHNICAL
