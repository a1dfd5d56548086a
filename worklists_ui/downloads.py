"""Buttons that give a list as a file; who took it is written down when the button is pressed, not before."""

from collections.abc import Callable, Mapping
from typing import get_args

import streamlit as st

from carelane.domain.errors import NotAllowed
from carelane.domain.rights import Right
from carelane.services import accounts, exports
from carelane.services.export_files import Table
from carelane.services.exports import Form, Wanted
from carelane.services.transaction import Database
from carelane.services.visibility import Actor, may
from worklists_ui import times
from worklists_ui.gate import COOKIE
from worklists_ui.product import product, reading_for, session_policy
from worklists_ui.translation import language, speaking, translator

Make = Callable[[Database, Actor], Table]
"""Reads a list anew for whoever takes it, as far as this person may see it then."""
_MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def draw(actor: Actor, what: str, table: Table, filters: Mapping[str, str]) -> None:
    """Draw a button for each form, for who may take lists out; ``what`` is the code of the list."""
    draw_later(actor, what, len(table.rows), lambda _database, _actor: table, filters)


def draw_later(actor: Actor, what: str, count: int, make: Make, filters: Mapping[str, str]) -> None:
    """Draw the buttons for a list of ``count`` rows that is read when a file is asked for: a page shows a part of it."""
    if not may(actor, Right.EXPORT):
        return
    _ = translator()
    labels = {"csv": _("CSV"), "xlsx": _("Excel")}
    with st.container(horizontal=True, width="content"):
        for form in get_args(Form):
            st.download_button(
                labels[form],
                _file(Wanted(what, form, dict(filters)), make),
                file_name=f"carelane-{what}.{form}",
                mime=_MIME[form],
                icon=":material/download:",
                type="tertiary",
                key=f"download_{what}_{form}",
                help=_(
                    "All {count} rows of this list, as filtered. Who takes a file is noted."
                ).format(count=count),
                on_click="ignore",
                disabled=not count,
            )


class _file:  # noqa: N801 - a function that remembers
    """Make the file when it is asked for, by whoever is signed in then; runs outside of the page's run."""

    def __init__(self, wanted: Wanted, make: Make) -> None:
        self._wanted, self._make = wanted, make
        self._language, self._zone = language(), times.zone()
        self._token = st.context.cookies.get(COOKIE, "")

    def __call__(self) -> bytes:
        """Give the file; raises `NotAllowed` when nobody is signed in any more."""
        database = product().database.as_machine()
        actor = accounts.actor_of(database, self._token, session_policy())
        if actor is None:
            raise NotAllowed
        with speaking(self._language), times.in_zone(self._zone):
            table = self._make(reading_for(actor), actor)
        return exports.export(database, actor, self._wanted, table)
