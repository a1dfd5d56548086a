"""The wired product (database, cases, settings), built once per process by the composition root."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from carelane.adapters import bootstrap
from carelane.services.accounts import SessionPolicy
from carelane.services.transaction import Database, Reach
from carelane.services.visibility import Actor, reach_of

_REACH = "reach"


@cache
def product() -> bootstrap.Product:
    """Give the one wired product of this process; every page and route reaches services through it."""
    wired = bootstrap.product()
    if not wired.settings.row_security:
        return wired
    return replace(wired, database=wired.database.on_behalf(_whose))


def _whose() -> Reach | None:
    """Say on whose behalf a page reads; a route outside of pages asks services that name nobody's case."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    reach = st.session_state.get(_REACH)
    return reach if isinstance(reach, Reach) else Reach()


def reading_for(actor: Actor) -> Database:
    """Give the database for a person's reading outside of a page's run."""
    wired = product()
    reach = reach_of(actor)
    return (
        wired.database.on_behalf(lambda: reach) if wired.settings.row_security else wired.database
    )


def keep_reach(reach: Reach) -> None:
    """Say how far the reading of this run's person may go."""
    st.session_state[_REACH] = reach


def session_policy() -> SessionPolicy:
    """Give how long a sign-in lasts in this installation."""
    settings = product().settings
    return SessionPolicy(
        idle=timedelta(minutes=settings.session_idle_minutes),
        absolute=timedelta(hours=settings.session_hours),
    )
