"""Names and definitions of what is counted, and of the codes of reasons, in the reader's language."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from carelane.domain.measures import Measure
from carelane.domain.small_numbers import COMPARABLE, Share
from carelane.services.measure_percentiles import Times
from carelane.services.measure_sums import Sum
from carelane.services.measured_case_lists import MeasuredCase
from worklists_ui import times
from worklists_ui.translation import translator
from worklists_ui.vocabulary import URGENCIES, business_status, case_state

Grouped = TypeVar("Grouped", Sum, Times)


def name(measure: Measure) -> str:
    """Name a measure."""
    _ = translator()
    names = {
        Measure.STARTED: _("Cases begun"),
        Measure.ENDED: _("Cases ended"),
        Measure.CLOCK: _("Clocks with a verdict"),
        Measure.PICKUP: _("Until a task was taken"),
        Measure.TASK: _("From opening to completion of a task"),
        Measure.STAY: _("Stay at an element"),
        Measure.DECISION: _("From receipt to the first decision"),
        Measure.REJECT_REASON: _("Requests sent back"),
        Measure.REDIRECT_REASON: _("Requests sent on"),
        Measure.VISIT: _("From receipt to the first visit"),
        Measure.NO_SHOW: _("Missed appointments"),
        Measure.LOOP: _("Accepted requests"),
    }
    return names[measure]


def definition(measure: Measure) -> str:
    """Say how a measure is counted."""
    _ = translator()
    texts = {
        Measure.STARTED: _("Cases by the day on which they began."),
        Measure.ENDED: _("From the beginning to the end of a completed case."),
        Measure.CLOCK: _(
            "A clock is kept if it stopped at or before its due time, and missed once it has run out, answered later or "
            "not. Clocks that still run in time, or whose task or case was taken back, have no verdict."
        ),
        Measure.PICKUP: _(
            "From the opening of a task until somebody took it; of several takings the last."
        ),
        Measure.TASK: _("From the opening of a task until it was completed."),
        Measure.STAY: _("From coming to an activity or a waiting event until leaving it."),
        Measure.DECISION: _(
            "At the receiver: from receipt until it accepted, rejected, redirected or only advised for the first time."
        ),
        Measure.REJECT_REASON: _("Reasons that receivers gave for sending a request back."),
        Measure.REDIRECT_REASON: _("Reasons that receivers gave for sending a request on."),
        Measure.VISIT: _(
            "At the receiver: from receipt until the patient came for the first time."
        ),
        Measure.NO_SHOW: _("Each missed appointment, by what came of asking why."),
        Measure.LOOP: _(
            "Requests by the day on which they were accepted: closed once the sender has read the reply, open while the "
            "sender's case runs, lost if it ended otherwise."
        ),
    }
    return texts[measure]


def code_name(measure: Measure, code: str) -> str:
    """Name a code by which a measure is counted."""
    _ = translator()
    if measure is Measure.DECISION:
        return _("advice only") if code == "replied" else business_status(code)
    if measure in {Measure.ENDED, Measure.TASK}:
        return case_state(code)
    names = {
        "": _("none given") if measure is not Measure.NO_SHOW else _("not known yet"),
        "free_text": _("in words (not shown)"),
        "scope": _("out of scope"),
        "capacity": _("no capacity"),
        "insufficient_data": _("insufficient data"),
        "wrong_level": _("wrong level of care"),
        "better_elsewhere": _("better elsewhere"),
        "regraded": _("urgency does not match"),
        "other": _("other"),
        "rebook": _("booked anew"),
        "not_reached": _("not reached"),
        "declined": _("the patient declines"),
        "advise": _("referrer advised"),
        "closed": _("closed"),
        "open": _("open"),
        "lost": _("ended otherwise"),
    }
    return names.get(code, code)


def by_urgency(found: Iterable[Grouped]) -> list[Grouped]:
    """Give what was counted by urgency in the order of urgencies, those without one last."""
    order = {code: number for number, code in enumerate(URGENCIES)}
    return sorted(found, key=lambda one: order.get(one.by[0], len(order)))


def share(one: Share) -> str:
    """Write a share with its counts; a dash where nothing was counted."""
    if one.value is None:
        return "–"
    return f"{one.value:.0%} ({one.good}/{one.total})"


def interval(one: Share) -> str:
    """Write between which shares the true one lies, or that there are too few to tell."""
    _ = translator()
    if one.value is None:
        return ""
    low, high = (f"{end:.0%}" for end in one.interval)
    text = _("95 % interval {low} to {high}").format(low=low, high=high)
    if one.total < COMPARABLE:
        return _("few cases: {interval}").format(interval=text)
    return text


def took(length: timedelta | None) -> str:
    """Write a length of time; a dash for none."""
    return "–" if length is None else times.span(length)


def verdict(row: MeasuredCase) -> str:
    """Say what was counted of a case: its code, or whether its clock was kept."""
    _ = translator()
    if row.code:
        return code_name(row.measure, row.code)
    return {None: "", True: _("kept"), False: _("missed")}[row.good]
