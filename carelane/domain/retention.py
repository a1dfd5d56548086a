"""What is kept for how long, as data: the rules by which the scheduler forgets.

Nothing is forgotten that a rule does not name. A case is never deleted: what it says of its patient is taken out of it,
and ids, times, statuses and figures stay, so that a message never arrives twice and numbers stay what they were.
"""

from dataclasses import dataclass

LEAST_CASE_DAYS = 180
"""Temporal could write the content anew as long as it knows the case: 90 days in the embedded server, more elsewhere."""
SAYS_NOTHING = frozenset(
    {
        "StatusChanged",
        "StatusRefused",
        "SlaStarted",
        "SlaStepReached",
        "SlaStopped",
        "SlaPaused",
        "SlaResumed",
        "SlaReplanned",
        "CaseSuspended",
        "CaseResumed",
        "Ended",
    }
)
"""Kinds of lines of a history that say nothing of a patient: a stripped case keeps what they say."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Days for which things are kept; 0 keeps them for ever.

    ``drafts`` counts from the closing of their task, ``notices`` from when they were read or sent, ``cases`` (what they
    say of their patients) from their end, ``unread`` from when a notice that nobody read was written, ``requests`` from when
    operators asked the scheduler for something that was done.
    """

    drafts: int = 7
    notices: int = 365
    cases: int = 0
    unread: int = 730
    requests: int = 365
