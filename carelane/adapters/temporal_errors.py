"""What goes wrong with Temporal, in our words: away -> `CaseUnavailable`, unknown -> `CaseNotFound`, closed -> `CaseEnded`."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.client import RPCTimeoutOrCancelledError
from temporalio.service import RPCError, RPCStatusCode

from carelane.domain.errors import CaseEnded, CaseNotFound, CaseUnavailable

TRY_AGAIN = (
    RPCStatusCode.ABORTED,
    RPCStatusCode.DEADLINE_EXCEEDED,
    RPCStatusCode.FAILED_PRECONDITION,  # more than ten Updates of one case in flight
    RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.UNAVAILABLE,
)
"""What is over in a moment, or may be: an Update is sent again."""


@contextmanager
def translated() -> Iterator[None]:
    """Say in our words what went wrong with Temporal."""
    try:
        yield
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND or "amespace" in error.message:
            raise CaseUnavailable from error  # a server that has just started may not know its namespace yet
        ended = "already completed" in error.message
        raise (CaseEnded if ended else CaseNotFound) from error
    except (TimeoutError, RPCTimeoutOrCancelledError, RuntimeError) as error:
        raise CaseUnavailable from error
