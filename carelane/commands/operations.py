"""`carelane operations`: what is stuck, and the tools to mend it, for shells and scripts.

Exit code 1 when anything did not succeed; the last line sums up. Progress goes to the error stream.
"""

from typing import Annotated
from uuid import uuid4

import typer

from carelane.commands import operations_cases
from carelane.commands import operations_output as output
from carelane.commands.console import AsJson, Login, actor_of, json_object
from carelane.commands.operations_cases import Reason
from carelane.commands.operations_input import chosen_incidents, filter_of, resolution
from carelane.settings import Settings

app = typer.Typer(name="operations", help="See what is stuck, and mend it.", no_args_is_help=True)
app.add_typer(operations_cases.app)

Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="NAME=VALUE",
        help="Narrow the incidents: process, version, element, institution, kind, error, minutes, case.",
    ),
]


@app.command()
def incidents(
    login: Login,
    where: Where = None,
    page: Annotated[int, typer.Option(help="Which page of 50.")] = 1,
    groups: Annotated[bool, typer.Option("--groups", help="Count by element and error.")] = False,
    as_json: AsJson = False,
) -> None:
    """List open incidents, the longest waiting first."""
    from carelane.adapters.bootstrap import product
    from carelane.services import incident_lists

    database = product(Settings()).database
    actor, wanted = actor_of(database, login), filter_of(where, page)
    if groups:
        output.print_groups(incident_lists.incident_groups(database, actor, wanted), as_json)
    else:
        output.print_incidents(incident_lists.list_incidents(database, actor, wanted), as_json)


@app.command()
def resolve(  # noqa: PLR0913, PLR0917 - one option each
    login: Login,
    reason: Reason,
    ids: Annotated[list[str] | None, typer.Argument(help="Incidents (case:i1).")] = None,
    where: Where = None,
    every: Annotated[bool, typer.Option("--all", help="All that match --where.")] = False,
    skip: Annotated[bool, typer.Option("--skip", help="Go on without the step.")] = False,
    values: Annotated[str, typer.Option("--set", help="Variables to change first: JSON.")] = "{}",
    batch: Annotated[str, typer.Option("--batch", help="Go on with a batch begun before.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which.")] = False,
    as_json: AsJson = False,
) -> None:
    """Try steps again (or skip them), and say what became of each case."""
    from carelane.adapters.bootstrap import product
    from carelane.services.incident_batches import Batch, run

    wired = product(Settings())
    actor = actor_of(wired.database, login)
    batch_id = batch or uuid4().hex
    found = chosen_incidents(wired.database, actor, ids or [], where, batch_id, every=every)
    if dry_run:
        output.print_chosen(found, as_json)
        return
    wanted = resolution(reason, json_object(values, "--set"), skip=skip)
    working = Batch(batch_id, found, wanted)
    typer.echo(f"batch {batch_id}", err=True)
    with output.progress(working.total) as tell:
        run(working, wired.database, wired.cases, actor, tell)
    output.print_batch(working, as_json)
    if not working.succeeded:
        raise typer.Exit(1)
