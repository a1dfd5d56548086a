"""The views of the page Figures as tables for files: counts and lengths of time as such, days as days."""

from collections.abc import Iterator
from typing import Any

from carelane.domain.measures import Measure
from carelane.services.bottlenecks import Bottlenecks
from carelane.services.compliance import Compliance
from carelane.services.export_files import Table
from carelane.services.measure_percentiles import RANKS, Times
from carelane.services.measure_sums import Sum
from carelane.services.request_outcomes import RequestOutcomes
from carelane.services.waiting_times import Waiting
from worklists_ui import times
from worklists_ui.case_names import names_of
from worklists_ui.figures import elements, words
from worklists_ui.translation import language, translator

Row = tuple[Any, ...]


def clocks(kept: Compliance) -> Table:
    """Give how many clocks were kept: by part of the period, by urgency, by element."""
    _ = translator()
    heads = (
        _("First day"),
        _("Urgency"),
        _("Process"),
        _("Clock at"),
        _("kept"),
        _("with a verdict"),
    )
    rows = [
        *((f"{one.by[0]}", "", "", "", *_kept(one)) for one in kept.over_time),
        *(("", one.by[0], "", "", *_kept(one)) for one in kept.by_urgency),
        *(
            ("", "", one.by[0], elements.name_of(one.by[1], one.by[0]), *_kept(one))
            for one in kept.by_element
        ),
    ]
    return Table(_("Clocks kept"), heads, rows)


def _kept(one: Sum) -> Row:
    return one.good, one.total


def waits(found: Waiting) -> Table:
    """Give all percentiles; hours for each rank."""
    _ = translator()
    ranks = (f"{rank} %" for rank in RANKS)
    heads = (_("What"), _("Urgency"), _("Process"), _("Step"), _("counted"), *ranks)
    return Table(_("Waiting times"), heads, list(_waits(found)))


def _waits(found: Waiting) -> Iterator[Row]:
    for measure, one in found.whole.items():
        yield (words.name(measure), "", "", "", *_ranks(one))
    for measure, several in found.by_urgency.items():
        for one in several:
            yield (words.name(measure), one.by[0], "", "", *_ranks(one))
    for measure, several in ((Measure.PICKUP, found.pickups), (Measure.TASK, found.tasks)):
        for one in several:
            step = elements.name_of(one.by[1], one.by[0])
            yield (words.name(measure), "", one.by[0], step, *_ranks(one))


def _ranks(one: Times) -> Row:
    return one.total, *(one.percentile(rank) for rank in RANKS)


def requests(found: RequestOutcomes) -> Table:
    """Give what became of requests, counted by code."""
    _ = translator()
    counted = {
        Measure.DECISION: found.decisions,
        Measure.REJECT_REASON: found.reject_reasons,
        Measure.REDIRECT_REASON: found.redirect_reasons,
        Measure.NO_SHOW: found.no_shows,
        Measure.LOOP: found.loops,
    }
    rows = [
        (words.name(measure), words.code_name(measure, one.by[0]), one.total)
        for measure, sums in counted.items()
        for one in sums
    ]
    return Table(_("Requests"), (_("Measure"), _("What"), _("Number")), rows)


def stays(found: Bottlenecks) -> Table:
    """Give the elements of a process, with how long cases stood there and how many do now."""
    _ = translator()
    names = names_of(found.definition_id)
    heads = (
        _("Element"),
        _("Stays"),
        _("Half within"),
        _("Nine in ten within"),
        _("There now"),
        _("Oldest since"),
    )
    rows = [
        (
            names.of(stay.element_id, language()),
            stay.times.total if stay.times else 0,
            stay.times.percentile(50) if stay.times else None,
            stay.times.percentile(90) if stay.times else None,
            stay.now,
            stay.oldest.astimezone(times.zone()) if stay.oldest else None,
        )
        for stay in found.stays
    ]
    return Table(_("Bottlenecks"), heads, rows)
