"""Hands over to a case what has come for it: to the one that waits, or to the one that it begins."""

from collections.abc import Callable

from carelane.domain.errors import CaseEnded, CaseNotFound
from carelane.domain.wire import StartProcess
from carelane.services.ports import CasePort


def hand_over(cases: CasePort, start: StartProcess | None, give: Callable[[], None]) -> bool:
    """Begin the case if there is one to ``start``, else ``give``; tell whether there was still somebody to take it.

    Raises `CaseUnavailable`.
    """
    if start is not None:
        cases.start(start, wait=False)
        return True
    try:
        give()
    except (CaseEnded, CaseNotFound):
        return False
    return True
