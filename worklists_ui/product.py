"""The wired product (database, cases, settings), built once per process by the composition root."""

from datetime import timedelta
from functools import cache

from carelane.adapters import bootstrap
from carelane.services.accounts import SessionPolicy


@cache
def product() -> bootstrap.Product:
    """Give the one wired product of this process; every page and route reaches services through it."""
    return bootstrap.product()


def session_policy() -> SessionPolicy:
    """Give how long a sign-in lasts in this installation."""
    settings = product().settings
    return SessionPolicy(
        idle=timedelta(minutes=settings.session_idle_minutes),
        absolute=timedelta(hours=settings.session_hours),
    )
