"""What commands share: options of one meaning, people by login, JSON arguments, and ending with a reason."""

import json
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from carelane.services.transaction import Database
    from carelane.services.visibility import Actor

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for tools.")]
Login = Annotated[str, typer.Option("--as", help="Login of the person who does it.")]


def actor_of(database: "Database", login: str) -> "Actor":
    """Find the person on whose behalf a command is done, or end."""
    from carelane.services.accounts import actor_for

    actor = actor_for(database, login)
    if actor is None:
        fail(f"there is no active account {login!r}")
    return actor


def json_object(text: str, option: str) -> dict[str, Any]:
    """Read a JSON object from an option, or say what is wrong with it and end."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        fail(f"{option} is not JSON: {error}", 2)
    if not isinstance(value, dict):
        fail(f"{option} is not a JSON object", 2)
    return value


def fail(message: str, code: int = 1) -> NoReturn:
    """Print the reason to the error stream and end."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
