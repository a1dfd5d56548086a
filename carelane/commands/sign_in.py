"""`carelane sign-in`: the keys of our own sign-in, and sessions that have to end now."""

from typing import Annotated

import typer

from carelane.commands.console import actor_of
from carelane.settings import Settings

app = typer.Typer(help="Sign-in: rotate its keys, end a person's sessions.", no_args_is_help=True)


@app.command("rotate-keys")
def rotate_keys() -> None:
    """Sign with a new key from now on; the one before is still known for a day."""
    from carelane.adapters.sign_in_keys import SignInKeyFile

    made = SignInKeyFile(Settings().sign_in_keys).rotate()
    typer.echo(f"Signing with {made.signing().kid}; {len(made.keys)} keys are published.")


@app.command("end")
def end(login: Annotated[str, typer.Argument(help="Login of the person.")]) -> None:
    """End every session of a person at once, on all devices."""
    from carelane.adapters.bootstrap import product
    from carelane.services import accounts

    database = product(Settings()).database
    ended = accounts.sign_out_everywhere(database, actor_of(database, login).person_id)
    typer.echo(f"{ended} sessions ended.")
