"""What becomes of cases that shall move to another version, and why they cannot, in the reader's language."""

from typing import Any

from worklists_ui.operations import words
from worklists_ui.translation import translator

OUTCOMES = (
    "moved",
    "moves",
    "undone",
    "settled",
    "cannot",
    "nothing",
    "ended",
    "unanswered",
    "lost",
    "waiting",
)


def outcome(code: str) -> str:
    """Name what would become, or became, of a case."""
    _ = translator()
    return {
        "moves": _("Would move"),
        "cannot": _("Cannot move"),
        "nothing": _("Has this version already"),
        "ended": _("Has ended"),
        "unanswered": words.result("unavailable"),
        "lost": _("Unknown to Temporal"),
        "moved": _("Moved"),
        "waiting": _("Waits"),
        "undone": _("Taken back"),
        "settled": _("Has gone on, stays"),
    }.get(code, code)


def state(code: str) -> str:
    """Name how far a migration is."""
    _ = translator()
    names = {"running": _("Not finished"), "paused": _("Paused"), "done": _("Finished")}
    return names.get(code, code)


def reason(code: str) -> str:
    """Say why something cannot move."""
    _ = translator()
    return {
        "unmapped": _("has no counterpart"),
        "other_kind": _("is of another kind now"),
        "loop_changed": _("has another kind of loop now"),
        "scope_changed": _("lies in another sub-process now"),
        "event_detached": _("belongs to another activity now"),
        "options_changed": _("has other events behind it now"),
        "join_gone": _("is no join of its own any more"),
        "flow_unmapped": _("has a token on a flow without a counterpart"),
        "join_full": _("would have fired already"),
        "not_undoable": _("cannot be undone there"),
        "ahead_unmapped": _("cannot begin there"),
        "unknown_target": _("is mapped to an element that is not there"),
        "unknown_element": _("is not in the old version"),
        "unknown_flow": _("is no sequence flow"),
        "two_to_one": _("shares its counterpart with another event"),
        "other_process": _("belongs to another process"),
        "other_pool": _("runs at another kind of institution"),
    }.get(code, code)


def why(problems: tuple[dict[str, Any], ...], names: dict[str, str]) -> str:
    """Say in one line why a case cannot move; ``names`` are the old elements' names by id."""
    told = [
        f"{names.get(each.get('element_id', ''), each.get('element_id', ''))} "
        f"{reason(each['code'])}".strip()
        for each in problems
    ]
    return "; ".join(told)


def counted(counts: dict[str, int]) -> str:
    """Sum up how many cases came to what."""
    return words.tally(counts, OUTCOMES, outcome)
