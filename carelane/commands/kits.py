"""Test kits as commands: `conformance`, `constraints` and `tck` take any folder of the kit's form."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carelane.commands.console import AsJson, fail

if TYPE_CHECKING:
    from bpmn.conformance.report import Report

app = typer.Typer()

Folder = Annotated[Path, typer.Argument(help="A folder of the test kit's form.")]
Seed = Annotated[
    int | None,
    typer.Option("--mutate", metavar="SEED", help="Change the files so that they mean the same."),
]


@app.command()
def conformance(folder: Folder, mutate: Seed = None, as_json: AsJson = False) -> None:
    """Run process tests (a folder with a manifest.json); exit 1 when one fails."""
    from carelane.adapters import test_kits

    _print_kit(test_kits.conformance, folder, mutate, as_json=as_json)


@app.command()
def constraints(folder: Folder, mutate: Seed = None, as_json: AsJson = False) -> None:
    """Check files that must be refused (folders named by the rule); exit 1 when one is accepted."""
    from carelane.adapters import test_kits

    _print_kit(test_kits.constraints, folder, mutate, as_json=as_json)


@app.command()
def tck(folder: Folder, mutate: Seed = None, as_json: AsJson = False) -> None:
    """Run the DMN TCK's tests below a folder; exit 1 when one fails."""
    from carelane.adapters import test_kits

    _print_kit(test_kits.tck, folder, mutate, as_json=as_json)


def _print_kit(
    run: Callable[[Path, int | None], "Report"], folder: Path, seed: int | None, *, as_json: bool
) -> None:
    """Run a test kit and print what it showed; exit 1 on failures, 2 where the folder has another form."""
    from bpmn.conformance.manifest import WrongForm

    try:
        report = run(folder, seed)
    except WrongForm as error:
        fail(str(error), 2)
    typer.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else report.to_text())
    if report.failed:
        raise typer.Exit(1)
