"""The read model against Temporal's histories: `rebuild` writes it anew, `reconcile` compares and mends it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from carelane.commands.console import AsJson
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.services.compared_rows import Difference
    from carelane.services.maintenance import Progress

app = typer.Typer()

Closed = Annotated[
    bool, typer.Option("--closed", help="Ended cases too, as far back as Temporal keeps them.")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Begin anew instead of going on where a run was broken off.")
]


@app.command()
def rebuild(closed: Closed = False, fresh: Fresh = False, as_json: AsJson = False) -> None:
    """Write the rows of all open cases anew from their histories alone; exit 1 if any could not be."""
    from carelane.adapters.bootstrap import product
    from carelane.services.rebuilds import rebuild as write_anew

    wired = product(Settings())
    with _bar("Rebuilding") as progress:
        done = write_anew(wired.database, wired.cases, progress, closed=closed, fresh=fresh)
    if as_json:
        typer.echo(json.dumps(asdict(done)))
    else:
        for case, code in done.failed.items():
            typer.echo(f"{case}  {code}")
        written = len(done.outcomes) - len(done.failed)
        typer.echo(f"{written} written, {len(done.failed)} failed, {done.waiting} messages wait")
    if done.failed:
        raise typer.Exit(1)


@app.command()
def reconcile(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what differs.")] = False,
    closed: Closed = False,
    fresh: Fresh = False,
    as_json: AsJson = False,
) -> None:
    """Name every difference between the rows and the histories; exit 1 if any is left."""
    from carelane.adapters.bootstrap import product
    from carelane.adapters.database import open_scratch
    from carelane.services.reconciliation import AGREES, REPAIRED, Reconciliation

    wired = product(Settings())
    found: list[Difference] = []
    work = Reconciliation(wired.database, wired.cases, open_scratch(), found.append, repair)
    with _bar("Comparing") as progress:
        done = work.run(progress, closed=closed, fresh=fresh)
    if as_json:
        told = {"differences": [asdict(each) for each in found], "outcomes": done.outcomes}
        typer.echo(json.dumps(told))
    else:
        for each in found:
            typer.echo(f"{each.instance_id}  {each.table}  {each.row}  {each.column}  {each.kind}")
        for case, outcome in done.different.items():
            typer.echo(f"{case}  {outcome}")
        typer.echo(
            f"{done.count(AGREES)} agree, {done.count(REPAIRED)} repaired, {len(done.different)} differ"
        )
    if done.different:
        raise typer.Exit(1)


@contextmanager
def _bar(title: str) -> Iterator["Progress"]:
    """Draw a progress bar on the error stream; give the function that moves it."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)

        def progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield progress
