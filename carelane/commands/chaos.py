"""The fault suite as a command."""

import secrets
from typing import Annotated

import typer

from carelane.commands.console import AsJson, fail

app = typer.Typer()
_LEAST_OVERDUE = 40


@app.command()
def chaos(
    kills: Annotated[int, typer.Option(help="How many processes are killed.", min=0)] = 30,
    operations: Annotated[
        int, typer.Option(help="How many operations must be acknowledged, at least.", min=1)
    ] = 300,
    seed: Annotated[int | None, typer.Option(help="Makes the same plan of faults again.")] = None,
    component: Annotated[
        list[str] | None,
        typer.Option(help="Kill only this: worker, temporal, database, web or scheduler."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Kill parts of the product under load, and check that nothing acknowledged is lost or doubled.

    Runs an installation of its own in a temporary folder. Exit 1 when a check fails.
    """
    from carelane.chaos import report
    from carelane.chaos.installation import COMPONENTS
    from carelane.chaos.run import Options, run

    chosen = tuple(component or COMPONENTS)
    if unknown := sorted(set(chosen) - set(COMPONENTS)):
        fail(f"no component {', '.join(unknown)}; there are: {', '.join(COMPONENTS)}", 2)
    options = Options(
        kills=kills,
        operations=operations,
        seed=secrets.randbelow(1_000_000) if seed is None else seed,
        components=chosen,
        overdue=max(_LEAST_OVERDUE, operations // 5),
    )
    outcome = run(options, lambda line: typer.echo(line, err=as_json))
    typer.echo(report.as_json(outcome) if as_json else report.as_text(outcome))
    if report.failed(outcome):
        raise typer.Exit(1)
