"""How long a look takes, and what many of them say."""

import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from carelane.services.transaction import Database
from carelane.services.visibility import Actor, reach_of


def behind_the_wall(database: Database, actor: Actor) -> Database:
    """Give the database as the pages read it: on PostgreSQL behind row-level security."""
    if database.engine.dialect.name != "postgresql":
        return database
    return database.on_behalf(lambda: reach_of(actor))


def typical(looks: list[list[float]]) -> float:
    """Give the mean of the medians."""
    return sum(map(median, looks)) / len(looks)


def p95(times: list[float]) -> float:
    """Give what nineteen of twenty stay below."""
    return quantiles(times, n=20)[-1]


def timed(call: Callable[..., Any], *arguments: Any) -> float:
    """Give the milliseconds that a call takes."""
    began = time.perf_counter()
    call(*arguments)
    return 1000 * (time.perf_counter() - began)
