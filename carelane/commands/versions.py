"""`carelane versions`: which version new cases take, and how two versions compare."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from carelane.commands.console import AsJson, Login, actor_of, fail
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.adapters.bootstrap import Product
    from carelane.services.visibility import Actor

app = typer.Typer(
    name="versions",
    help="Versions of processes, and which of them new cases take.",
    no_args_is_help=True,
)

Process = Annotated[str, typer.Argument(help="The process, for example referral_up.")]
From = Annotated[int, typer.Argument(metavar="FROM", help="The version that the cases have.")]
To = Annotated[int, typer.Argument(metavar="TO", help="The version that they shall have.")]
Place = Annotated[str, typer.Option("--institution", help="Code of one institution; else all.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with what is done.")]


def wired_for(login: str) -> "tuple[Product, Actor]":
    """Wire the product and find the person."""
    from carelane.adapters.bootstrap import product

    wired = product(Settings())
    return wired, actor_of(wired.database, login)


@app.command("list")
def list_versions(
    login: Login,
    process_id: Annotated[str, typer.Argument(help="One process; else all.")] = "",
    as_json: AsJson = False,
) -> None:
    """List versions, how many cases run in each, and where new cases take it."""
    from carelane.services.version_pins import versions

    wired, actor = wired_for(login)
    rows = versions(wired.database, actor, process_id)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], default=str, ensure_ascii=False))
        return
    for row in rows:
        pins = [f"pinned at {place}" if place else "pinned" for place in row.pinned_at]
        notes = ", ".join(["latest"] * row.latest + pins)
        typer.echo(
            f"{row.process_id:24} {row.version:4}  {row.running:6} running  {notes}".rstrip()
        )


@app.command()
def pin(
    process_id: Process,
    version: Annotated[int, typer.Argument(help="The version that new cases shall take.")],
    login: Login,
    reason: Reason,
    institution: Place = "",
) -> None:
    """Let new cases take this version, at one institution or at all; running cases keep theirs."""
    from carelane.services import version_pins

    wired, actor = wired_for(login)
    wanted = version_pins.Pin(process_id, version, institution)
    version_pins.pin(wired.database, actor, wanted, reason)
    typer.echo(f"New cases of {process_id} take version {version}{_at(institution)}.")


@app.command()
def unpin(process_id: Process, login: Login, reason: Reason, institution: Place = "") -> None:
    """Let new cases take the latest version again (at an institution: what is pinned for all)."""
    from carelane.services import version_pins

    wired, actor = wired_for(login)
    if not version_pins.unpin(wired.database, actor, process_id, institution, reason):
        fail(f"no version of {process_id} is pinned{_at(institution)}")
    typer.echo(f"Nothing is pinned for {process_id}{_at(institution)} any more.")


def _at(institution: str) -> str:
    return f" at {institution}" if institution else ""


@app.command()
def propose(
    process_id: Process,
    old: From,
    new: To,
    login: Login,
    out: Annotated[
        Path | None, typer.Option(help="Write the mapping to this file, to edit it.")
    ] = None,
) -> None:
    """Propose which element of one version stands for which of another; say what is left over."""
    from carelane.services.migrations import Route, proposal

    wired, actor = wired_for(login)
    found = proposal(wired.database, actor, Route(process_id, old, new))
    mapping: dict[str, Any] = found.mapping.dump()
    mapping["elements"] |= {each.element_id: None for each in found.unmatched}
    text = json.dumps(mapping, ensure_ascii=False, indent=2)
    if out is not None:
        out.write_text(text + "\n", "utf-8")
    typer.echo(text if out is None else f"{len(found.mapping.elements)} elements by id in {out}")
    for each in found.unmatched:
        why = "is gone" if each.why == "gone" else "is of another kind"
        maybe = f"; perhaps {', '.join(each.candidates)}" if each.candidates else ""
        typer.echo(f"{each.element_id} ({each.kind}) {why}{maybe}", err=True)
