"""Words for what is technical: why an element is held up, what came of an attempt, how long it waits."""

from collections.abc import Callable, Iterable, Mapping

from carelane.services.incident_results import Outcome
from worklists_ui import problems
from worklists_ui.job_words import failed
from worklists_ui.translation import translator
from worklists_ui.vocabulary import case_state

KINDS = (
    "job_failed",
    "expression",
    "no_flow",
    "decision",
    "unhandled_error",
    "message",
    "call",
    "data",
    "loop_limit",
    "stuck",
    "internal",
)
AGES = (0, 15, 60, 24 * 60, 7 * 24 * 60)
"""Minutes that the filter offers."""


def reason(kind: str) -> str:
    """Say why an element is held up (`bpmn.engine.effects.RaiseIncident.kind`)."""
    _ = translator()
    words = {
        "job_failed": _("an automatic step failed"),
        "expression": _("an expression cannot be computed"),
        "no_flow": _("no way on fits the values"),
        "decision": _("a decision gives no answer"),
        "unhandled_error": _("an error that nothing catches"),
        "message": _("a message cannot be sent or awaited"),
        "call": _("a called case failed"),
        "data": _("data that the step needs is missing"),
        "loop_limit": _("too many steps at once"),
        "stuck": _("it waits for a branch that cannot come"),
        "internal": _("the program itself could not do it"),
    }
    return words.get(kind, kind)


def age(minutes: int) -> str:
    """Name a filter by age."""
    _ = translator()
    words = {
        0: _("any time"),
        15: _("15 minutes"),
        60: _("an hour"),
        24 * 60: _("a day"),
        7 * 24 * 60: _("a week"),
    }
    return words.get(minutes, _("{minutes} minutes").format(minutes=minutes))


def outcome(one: Outcome) -> str:
    """Say what came of an attempt, in one sentence."""
    _ = translator()
    if one.result == "went_on":
        return _went_on(one)
    if one.result == "failed_again":
        return _("failed again: {error}").format(error=failed(one.error) or reason(one.code))
    if one.result == "refused":
        why = problems.by_code(one.code) or one.code
        return _("refused: {why}").format(why=why)
    words = {
        "still_running": _("still running: not known yet"),
        "unavailable": _("the case did not answer; try again"),
        "not_tried": _("not tried: the batch was stopped before"),
    }
    return words.get(one.result, one.result)


def _went_on(one: Outcome) -> str:
    """Say how far it came."""
    _ = translator()
    if one.case_state:
        return _("went on, and the case is over: {state}").format(state=case_state(one.case_state))
    if one.further:
        return _("went on, and is held up again further on")
    return _("went on")


def tally(counts: Mapping[str, int], order: Iterable[str], named: Callable[[str], str]) -> str:
    """Sum up in one line how many came to what, in this order; what is none is left out."""
    return " · ".join(f"{named(code)}: {counts[code]}" for code in order if counts.get(code))


def result(code: str) -> str:
    """Name a result as a heading of a count."""
    _ = translator()
    words = {
        "went_on": _("Went on"),
        "failed_again": _("Failed again"),
        "still_running": _("Still running"),
        "refused": _("Refused"),
        "unavailable": _("No answer"),
        "not_tried": _("Not tried"),
    }
    return words.get(code, code)
