"""Targets as commands: the catalogue, what institutions set, import and export as CSV."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carelane.commands.console import AsJson, fail
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.services.transaction import Database

app = typer.Typer(no_args_is_help=True, help="Targets of processes: the catalogue and own values.")

_HEAD = """# Targets

Made by `carelane targets catalogue` from `carelane/domain/sla_catalogue.py`; a test holds them equal. Each row is a target
of a process and what it is where nobody says otherwise: `D` is our own default, `S` a figure read in a source, `K` one
recalled. Each hospital's medical affairs office approves its own.

A case is given its institution's own values at its start as the variable `targets`, beside `calendar`: only what is
set, with underscores for dots, counts and per cents as numbers. A process reads each with its default:

```
=get or else(targets.trf_accept_E, "PT10M")
```

An institution's value holds for all below it that say nothing else. A change holds for cases that begin from then on; what runs
keeps the targets that it was born with.

```sh
carelane targets import targets.csv   # institution,key,value; an empty value takes the own one away
carelane targets export > targets.csv
carelane targets show HOS-JH          # what a new case there is given
```

The page *Targets* (operators) does the same. A wrong row is told by row and column, and nothing of the file is written
unless `--skip` asks to leave such rows out. In scenarios: `institutions: { P01: { kind: HOS, targets: { trf.accept.E: PT5M } } }`.

| Key | Default | Calendar | Statistic | Source |
|---|---|---|---|---|
"""


def _database() -> "Database":
    from carelane.adapters.bootstrap import product

    return product(Settings()).database


def page() -> str:
    """Give the whole page as Markdown (docs/targets.md)."""
    from carelane.domain.sla_catalogue import CATALOGUE

    rows = (
        f"| `{each.key}` | {each.default} | {each.calendar} | {each.statistic} | {each.source} |"
        for each in CATALOGUE
    )
    return _HEAD + "\n".join(rows) + "\n"


@app.command()
def catalogue() -> None:
    """Print every target and its default, as Markdown."""
    typer.echo(page(), nl=False)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV: institution,key,value.")],
    skip: Annotated[bool, typer.Option("--skip", help="Leave wrong rows out.")] = False,
) -> None:
    """Read a file of own values; a wrong cell is named by row and column, and nothing is written."""
    from carelane.services import target_files

    database = _database()
    try:
        content = file.read_bytes()
    except OSError as error:
        fail(f"{file}: {error}", 2)
    read = target_files.read_targets(content, target_files.institutions(database))
    for each in read.wrong:
        typer.echo(f"{file}: {each}", err=True)
    if read.wrong_cells and not (skip and read.readable):
        fail(f"{read.wrong_cells} wrong cells: nothing was written")
    written = target_files.write_targets(database, None, read, skip=skip)
    typer.echo(f"{written} targets written, for cases that begin from now on")


@app.command()
def export() -> None:
    """Print what every institution sets, as a file that `import` reads."""
    from carelane.services.target_files import export_targets

    typer.echo(export_targets(_database()), nl=False)


@app.command()
def show(
    institution: Annotated[str, typer.Argument(help="Its code.")], as_json: AsJson = False
) -> None:
    """Show the targets that a new case of the institution is given."""
    from carelane.services import calendars
    from carelane.services.targets import targets_of

    database = _database()
    if institution not in calendars.codes(database):
        fail(f"there is no institution {institution!r}")
    with database.reading() as session:
        found = targets_of(session.connection(), institution)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        typer.echo(f"{name}: {value}")
