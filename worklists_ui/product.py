"""The wired product (database, cases, settings), built once per process by the composition root."""

from functools import cache

from carelane.adapters import bootstrap


@cache
def product() -> bootstrap.Product:
    """Give the one wired product of this process; every page and route reaches services through it."""
    return bootstrap.product()
