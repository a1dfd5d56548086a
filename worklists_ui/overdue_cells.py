"""The rows of the page Overdue as people read them, on the screen and in a file."""

from typing import Any

import streamlit as st

from carelane.services.export_files import Table
from carelane.services.supervision import OverdueRow
from worklists_ui import clocks, times
from worklists_ui.case_names import names_of, process_name
from worklists_ui.columns import urgency_column
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role, urgency


def process(row: OverdueRow) -> str:
    """Name a row's process."""
    return process_name(row.definition_id, row.process_id, row.process_name)


def cells(row: OverdueRow) -> dict[str, Any]:
    """Turn a row into what is shown of it."""
    _ = translator()
    owner = row.actual_owner.shown(language()) if row.actual_owner else ""
    roles = ", ".join(dict.fromkeys(role(one.role) for one in row.owners))
    return {
        "late": _late(row),
        "key": row.business_key,
        "urgency": [urgency(row.urgency)] if row.urgency else [],
        "what": element(row),
        "reason": _reason(row),
        "breach": _holder(row),
        "owner": owner or (_("unclaimed: {roles}").format(roles=roles) if roles else ""),
        "place": row.institution.shown(language()),
        "due": times.moment(row.due_at),
        "percent": row.percent,
        "process": process(row),
    }


def element(row: OverdueRow) -> str:
    """Name the clock as the process does, else the element."""
    if row.clock is not None and row.clock.name:
        return clocks.name(row.clock, row.definition_id)
    return names_of(row.definition_id).of(row.element_id, language(), row.what)


def _holder(row: OverdueRow) -> str:
    """Say who held a case when its clock ran out: a person, or the list on which it lay."""
    if row.breach is None:
        return ""
    if row.breach.person is not None:
        return row.breach.person.shown(language())
    place = row.breach.institution.shown(language())
    return f"{role(row.breach.role)}, {place}" if row.breach.role else place


def table(rows: tuple[OverdueRow, ...]) -> Table:
    """Give the rows as a table for a file: moments and numbers as such."""
    _ = translator()
    heads = columns()
    names = list(heads)
    return Table(
        _("Overdue"),
        tuple(str(heads[name]["label"]) for name in names),
        [_exported(row, names) for row in rows],
    )


def _exported(row: OverdueRow, names: list[str]) -> tuple[Any, ...]:
    """Give a row's cells for a file."""
    shown = cells(row) | {
        "urgency": row.urgency,
        "due": row.due_at.astimezone(times.zone()),
    }
    return tuple(shown[name] for name in names)


def _late(row: OverdueRow) -> str:
    """Say by how much it is late, or what is left, as its clock counts it."""
    _ = translator()
    if row.clock is not None:
        return clocks.left(row.clock)
    span = times.span(row.late)
    return span if row.overdue else _("{span} left").format(span=span)


def _reason(row: OverdueRow) -> str:
    """Say why it is late."""
    _ = translator()
    reasons = {
        "unclaimed": _("nobody has taken it"),
        "not_completed": _("taken, not completed"),
        "incident": _("technical incident"),
        "waiting": _("waits for a message or job"),
    }
    return reasons[row.reason]


def columns() -> dict[str, Any]:
    """Say how each column looks."""
    _ = translator()
    column = st.column_config
    return {
        "late": column.TextColumn(_("Late by"), width=150),
        "key": column.TextColumn(_("Business key"), width=110),
        "urgency": urgency_column(),
        "what": column.TextColumn(_("What"), width=170),
        "reason": column.TextColumn(_("Why"), width=130),
        "owner": column.TextColumn(_("With"), width=140),
        "breach": column.TextColumn(
            _("Held at the breach"), width=170, help=_("Who held it when its clock ran out.")
        ),
        "place": column.TextColumn(_("Institution"), width=130),
        "due": column.TextColumn(_("Due"), width=96),
        "percent": column.NumberColumn(_("Time used"), format="%d %%", width=80),
        "process": column.TextColumn(_("Process"), width=110),
    }
