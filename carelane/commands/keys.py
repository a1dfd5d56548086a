"""The keys that encrypt what Temporal keeps. No command ever prints a key, only its id."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carelane.commands.console import AsJson, fail
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.adapters.keyring import Keyring

app = typer.Typer(help="Keys that encrypt what Temporal keeps of the cases.", no_args_is_help=True)
Institution = Annotated[str, typer.Argument(help="Code of the institution.")]


@app.command("list")
def list_keys(as_json: AsJson = False) -> None:
    """List the keys: id, institution, state, when made."""
    keys = [
        {
            "id": key.id,
            "institution": key.institution,
            "state": key.state,
            "created": key.created,
        }
        for key in _keyring().held()
    ]
    if as_json:
        typer.echo(json.dumps(keys))
        return
    for key in keys:
        owner = key["institution"] or "(group)"
        typer.echo(f"{key['id']}  {key['state']:<12}  {key['created']}  {owner}")


@app.command()
def rotate(
    institution: Annotated[str, typer.Argument(help="Code of the institution.")] = "",
    group: Annotated[bool, typer.Option("--group", help="The group's own key.")] = False,
    every: Annotated[bool, typer.Option("--all", help="All keys, the group's too.")] = False,
) -> None:
    """Make a new key; the old one only opens what it has encrypted. Running processes notice by themselves."""
    from carelane.adapters.key_operations import owners
    from carelane.adapters.key_operations import rotate as replace_key

    if (bool(institution), group, every).count(True) != 1:
        fail("name one institution, or say --group or --all", 2)
    keyring = _keyring()
    for owner in owners(keyring) if every else [institution]:
        typer.echo(f"{owner or '(group)'}: new key {replace_key(keyring, owner).id}")
    typer.echo(f"Copy {keyring.file.path} to its backup now: without it no open case can be read.")


@app.command()
def export(
    institution: Institution,
    file: Annotated[Path, typer.Argument(help="The file to write, readable by its owner only.")],
    overwrite: Annotated[
        bool, typer.Option("--replace", help="Write over an earlier export.")
    ] = False,
) -> None:
    """Write an institution's keys, and no others, to a file for its own job worker."""
    from carelane.adapters.key_operations import export as write

    count = write(_keyring(), institution, file, overwrite=overwrite)
    typer.echo(f"{file}: {count} keys of {institution}")


@app.command()
def destroy(
    key_id: Annotated[str, typer.Argument(help="Id of a key that only decrypts, or is lost.")],
    sure: Annotated[bool, typer.Option("--yes", help="It cannot be undone.")] = False,
) -> None:
    """Destroy a key: what it has encrypted can never be read again, and cases that need it cannot go on."""
    from carelane.adapters.key_operations import destroy as forget

    if not sure:
        fail(f"nothing was done: say --yes to make unreadable all that {key_id} has encrypted", 2)
    forget(_keyring(), key_id)
    typer.echo(f"{key_id} is destroyed here; destroy it in the backups of the key file too.")


@app.command()
def readings(
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
) -> None:
    """Tell who has looked into payloads through the codec endpoint: when, how many, of which cases."""
    from carelane.adapters.database import open_database
    from carelane.services.payload_readings import latest

    for each in latest(open_database(Settings().database), limit):
        at = each.at.isoformat(timespec="seconds")
        cases = " ".join(each.cases) or "-"
        typer.echo(f"{at}  {each.login}  {each.payloads} payloads  {cases}")


def _keyring() -> "Keyring":
    from carelane.adapters.database import open_database
    from carelane.adapters.keyring import Keyring

    settings = Settings()
    return Keyring(settings.keys, open_database(settings.database))
