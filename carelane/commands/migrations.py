"""`carelane migrations` and what belongs to it: moving running cases, going on, taking back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carelane.commands.console import AsJson, Login, fail
from carelane.commands.migration_output import (
    follow,
    line,
    print_forecasts,
    print_moves,
    stderr,
    summary,
)
from carelane.commands.versions import From, Place, Process, Reason, To, wired_for

if TYPE_CHECKING:
    from bpmn.engine.migration import ElementMapping
    from carelane.adapters.bootstrap import Product
    from carelane.services.migration_lists import MigrationStatus
    from carelane.services.migrations import Route
    from carelane.services.visibility import Actor

app = typer.Typer(
    name="migrations", help="Move running cases to another version.", no_args_is_help=True
)

MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", exists=True, dir_okay=False, help="The mapping, as JSON."),
]


@app.command()
def start(  # noqa: PLR0913, PLR0917 - one option each
    process_id: Process,
    old: From,
    new: To,
    login: Login,
    reason: Reason = "",
    mapping: MappingFile = None,
    institution: Place = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    batch: Annotated[int, typer.Option(min=1, help="Cases in one batch.")] = 20,
    stop: Annotated[
        bool, typer.Option("--stop-on-failure", help="Pause at the first case that cannot move.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Move the running cases of one version to another; exit 1 when one cannot move."""
    from carelane.services import migration_batches
    from carelane.services.migrations import Route

    wired, actor = wired_for(login)
    route = Route(process_id, old, new, institution)
    chosen = _mapping(wired, actor, route, mapping)
    if dry_run:
        _forecast(wired, actor, route, chosen, as_json=as_json)
        return
    begun = migration_batches.begin(
        wired.database, actor, route, chosen, reason, stop_on_failure=stop
    )
    _run(wired, actor, begun, batch, as_json=as_json)


def _mapping(
    wired: "Product", actor: "Actor", route: "Route", file: Path | None
) -> "ElementMapping":
    """Read the mapping, or propose it by element id."""
    from carelane.services.migrations import proposal, read_mapping

    if file is None:
        return proposal(wired.database, actor, route).mapping
    try:
        return read_mapping(json.loads(file.read_text("utf-8")))
    except json.JSONDecodeError as error:
        fail(f"{file} is not JSON: {error}", 2)


def _forecast(
    wired: "Product", actor: "Actor", route: "Route", mapping: "ElementMapping", *, as_json: bool
) -> None:
    from carelane.services import migrations

    with typer.progressbar(length=1, label="Asking the cases", file=stderr()) as bar:
        found = migrations.dry_run(wired.database, wired.cases, actor, route, mapping, follow(bar))
    print_forecasts(found, as_json=as_json)
    if any(each.outcome != "moves" for each in found):
        raise typer.Exit(1)


@app.command("continue")
def go_on(
    migration_id: Annotated[str, typer.Argument(help="Id of a paused or broken-off migration.")],
    login: Login,
    batch: Annotated[int, typer.Option(min=1, help="Cases in one batch.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Go on with a migration where it stopped; no case moves twice."""
    from carelane.services import migration_batches

    wired, actor = wired_for(login)
    migration_batches.go_on(wired.database, actor, migration_id)
    _run(wired, actor, migration_id, batch, as_json=as_json)


def _run(wired: "Product", actor: "Actor", migration_id: str, batch: int, *, as_json: bool) -> None:
    """Work off batch after batch until none waits or the migration pauses."""
    from carelane.services import migration_batches, migration_lists

    found = migration_lists.status(wired.database, actor, migration_id)
    with typer.progressbar(length=found.total, label="Moving cases", file=stderr()) as bar:
        bar.update(found.total - found.waiting)
        while found.migration.state == "running":
            before = found.waiting
            found = migration_batches.run_batch(
                wired.database, wired.cases, actor, migration_id, batch
            )
            bar.update(before - found.waiting)
            if before == found.waiting:
                break
    _tell(wired, actor, found, as_json=as_json)


@app.command()
def undo(
    migration_id: Annotated[str, typer.Argument(help="Id of the migration.")],
    login: Login,
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Take back the cases of a migration in which nothing has happened since."""
    from carelane.services import migration_batches

    wired, actor = wired_for(login)
    with typer.progressbar(length=1, label="Taking back", file=stderr()) as bar:
        found = migration_batches.undo(
            wired.database, wired.cases, actor, migration_id, reason, follow(bar)
        )
    _tell(wired, actor, found, as_json=as_json)


@app.command("list")
def list_migrations(login: Login, as_json: AsJson = False) -> None:
    """List the migrations, the latest first."""
    from carelane.services.migration_lists import migrations

    wired, actor = wired_for(login)
    found = migrations(wired.database, actor)
    if as_json:
        typer.echo(json.dumps([summary(each) for each in found], ensure_ascii=False))
        return
    for each in found:
        typer.echo(line(each))


def _tell(wired: "Product", actor: "Actor", found: "MigrationStatus", *, as_json: bool) -> None:
    """Say what became of the cases; exit 1 where one has not moved."""
    from carelane.services.migration_lists import moves

    print_moves(found, moves(wired.database, actor, found.migration.id), as_json=as_json)
    if found.counts.get("cannot") or found.waiting:
        raise typer.Exit(1)
