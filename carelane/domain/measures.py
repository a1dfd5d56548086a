"""What is measured of cases, and how each measure is defined; pages say the same in the reader's language.

After sections 1.4 to 1.8 of the process specifications and their paragraphs on key figures: a clock starts when a
request has reached its receiver, only the receiver decides, and a loop is closed when the sender has read the reply.
"""

from enum import StrEnum


class Measure(StrEnum):
    """One thing that is counted."""

    STARTED = "started"
    """A case began."""
    ENDED = "ended"
    """A case ended; ``code`` is its state, ``seconds`` since it began."""
    CLOCK = "clock"
    """A clock came to its verdict: ``good`` if it stopped in time, on that day; missed on the day it ran out.

    ``seconds`` are those used, without pauses. A clock that stopped because its case was taken back, or that still
    runs in time, has no verdict.
    """
    PICKUP = "pickup"
    """A human task found somebody; ``seconds`` from its opening until whoever had it last took it."""
    TASK = "task"
    """A human task was closed; ``code`` is its outcome, ``seconds`` since it was opened."""
    STAY = "stay"
    """Something that can wait (an activity or a catching event) was left; ``seconds`` of the stay."""
    DECISION = "decision"
    """The receiver of a request decided for the first time; ``code`` is the status, ``seconds`` since it was received."""
    REJECT_REASON = "reject_reason"
    """The receiver sent a request back; ``code`` is the reason it gave."""
    REDIRECT_REASON = "redirect_reason"
    """The receiver sent a request on to another place; ``code`` is the reason it gave."""
    VISIT = "visit"
    """The patient came for the first time; ``seconds`` since the request was received."""
    NO_SHOW = "no_show"
    """The patient did not come to an appointment; ``code`` is what came of asking why, empty while nobody knows."""
    LOOP = "loop"
    """The sender's request was accepted, counted on that day; ``good`` once its reply was read and the case closed.

    ``code`` is closed, open, or lost (the case ended in another way); ``seconds`` from acceptance to closing.
    """


DECISIONS = ("accepted", "rejected", "redirected", "replied")
"""Business statuses by which a receiver decides; replied without acceptance is advice only."""
WITHDRAWN = frozenset({"cancelled", "terminated", "error"})
"""States of a case that was not carried through: a clock that stopped with it was neither kept nor missed."""
