"""Backup and restore of an installation whose database and Temporal server are embedded."""

from pathlib import Path
from typing import Annotated

import typer

from carelane.settings import Settings

app = typer.Typer()


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder for the copies.")],
) -> None:
    """Copy the embedded database and Temporal's file while the product runs."""
    from carelane.adapters.backup import back_up, elsewhere

    settings = Settings()
    for copy in back_up(settings, folder):
        typer.echo(f"{copy}  {copy.stat().st_size:,} bytes")
    for name in elsewhere(settings):
        typer.echo(f"Not in it: {name} (a server of its own; see docs/operations.md).")
    typer.echo(f"Not in it: the keys. Keep a copy of {settings.keys} in another place.")


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `carelane backup` made.")],
) -> None:
    """Put a backup into an installation that has no data yet and does not run."""
    from carelane.adapters.backup import restore as put_back

    settings = Settings()
    for file in put_back(settings, folder):
        typer.echo(f"{file}")
    if not settings.keys.exists():
        typer.echo(f"Put the copy of the key file at {settings.keys} before you start the product.")
    typer.echo("Then run `carelane reconcile --repair`: it names what differs and mends it.")
