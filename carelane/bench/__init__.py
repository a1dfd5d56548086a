"""Measures of speed: each bench runs both sides in one run and gives ratios, never a verdict on a time.

What computes only is measured in processor time, so that a busy machine does not blur it; what waits for servers,
in time that passes. A bench is a function without arguments that returns ``{measure: number}``, the ratios
first; that of worklists takes the sizes of its installation.
"""

from collections.abc import Callable

from rich.console import Console
from rich.table import Table

Measures = dict[str, float]


def _engine() -> Measures:
    from carelane.bench.engine import run

    return run()


def _feel() -> Measures:
    from carelane.bench.feel import run

    return run()


def _durable() -> Measures:
    from carelane.bench.durable import run

    return run()


def _days() -> Measures:
    from carelane.bench.durable.days import run

    return run()


def _worklist(**sizes: int) -> Measures:
    from carelane.bench.worklist import Plan, run

    return run(Plan(**sizes))


def _recovery() -> Measures:
    from carelane.bench.durable.recovery import run

    return run()


BENCHES: dict[str, Callable[..., Measures]] = {
    "engine": _engine,
    "feel": _feel,
    "durable": _durable,
    "days": _days,
    "recovery": _recovery,
    "worklist": _worklist,
}


def table(name: str, measures: Measures) -> str:
    """Lay the measures out for a terminal."""
    grid = Table(title=f"carelane bench {name}", title_justify="left")
    grid.add_column("measure")
    grid.add_column("value", justify="right")
    for measure, value in measures.items():
        grid.add_row(measure, f"{value:,.3f}")
    console = Console(width=100)
    with console.capture() as capture:
        console.print(grid)
    return capture.get().rstrip()
