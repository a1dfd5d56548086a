"""`carelane operations` on one case: suspend, resume, cancel, modify, set-variable, inspect.

What the case refuses is printed with all its problems, and ends with exit code 1.
"""

import json
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from carelane.commands import operations_output as output
from carelane.commands.console import AsJson, Login, actor_of, fail, json_object
from carelane.commands.operations_input import instance_of
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.domain.wire import OperationKind

app = typer.Typer()

Case = Annotated[str, typer.Argument(help="The case: its id, or its whole business key.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept with the case.")]
CommandId = Annotated[
    str, typer.Option("--command", help="Key that makes it once; give it again to repeat.")
]


@app.command()
def suspend(
    case: Case, login: Login, reason: Reason, command_id: CommandId = "", as_json: AsJson = False
) -> None:
    """Let a case stand still."""
    _operate(case, login, "suspend", reason, {}, command_id, as_json)


@app.command()
def resume(
    case: Case, login: Login, reason: Reason, command_id: CommandId = "", as_json: AsJson = False
) -> None:
    """Let a suspended case go on."""
    _operate(case, login, "resume", reason, {}, command_id, as_json)


@app.command()
def cancel(  # noqa: PLR0913, PLR0917 - one option each
    case: Case,
    login: Login,
    reason: Reason,
    compensate: Annotated[
        bool, typer.Option("--compensate", help="Undo first what it has done.")
    ] = False,
    command_id: CommandId = "",
    as_json: AsJson = False,
) -> None:
    """End a case."""
    arguments = {"compensate": True} if compensate else {}
    _operate(case, login, "cancel", reason, arguments, command_id, as_json)


@app.command()
def modify(  # noqa: PLR0913, PLR0917 - one option each
    case: Case,
    login: Login,
    reason: Reason,
    terminate: Annotated[
        list[str] | None, typer.Option("--terminate", help="Activation to take away (a7).")
    ] = None,
    activate: Annotated[
        list[str] | None,
        typer.Option("--activate", help="Element to begin; ELEMENT@SCOPE inside an activation."),
    ] = None,
    values: Annotated[str, typer.Option("--set", help="Variables to write first: JSON.")] = "{}",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    command_id: CommandId = "",
    as_json: AsJson = False,
) -> None:
    """Move tokens of a case."""
    begun = [
        {"element": element, "scope": scope}
        for element, _at, scope in (one.partition("@") for one in activate or [])
    ]
    arguments = {
        "terminate": terminate or [],
        "activate": begun,
        "variables": json_object(values, "--set"),
    }
    if dry_run:
        _foresee(case, login, "modify", reason, arguments, as_json)
    else:
        _operate(case, login, "modify", reason, arguments, command_id, as_json)


@app.command("set-variable")
def set_variable(  # noqa: PLR0913, PLR0917 - one option each
    case: Case,
    login: Login,
    reason: Reason,
    values: Annotated[str, typer.Option("--set", help="Variables to write: JSON.")] = "{}",
    remove: Annotated[list[str] | None, typer.Option("--remove", help="Name to take away.")] = None,
    scope: Annotated[str, typer.Option("--scope", help="Activation; left out: the case.")] = "",
    command_id: CommandId = "",
    as_json: AsJson = False,
) -> None:
    """Write or remove variables of a case."""
    arguments = {
        "scope": scope,
        "variables": json_object(values, "--set"),
        "remove": remove or [],
    }
    _operate(case, login, "edit_variables", reason, arguments, command_id, as_json)


@app.command()
def inspect(
    case: Case,
    login: Login,
    reason: Annotated[
        str, typer.Option("--reason", help="Shows variables too; kept with the case.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what is open in a case and what it waits for; its variables only for a reason."""
    from carelane.adapters.bootstrap import product
    from carelane.services import operations

    wired = product(Settings())
    actor = actor_of(wired.database, login)
    instance = instance_of(wired.database, actor, case)
    if reason:
        inside = operations.look_at_variables(wired.database, wired.cases, actor, instance, reason)
    else:
        inside = operations.look_inside(wired.database, wired.cases, actor, instance)
    output.print_inside(inside, as_json)


def _operate(  # noqa: PLR0913, PLR0917 - who, where, what, why
    case: str,
    login: str,
    kind: "OperationKind",
    reason: str,
    arguments: dict[str, Any],
    command_id: str,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Do one operation and print how the case stands then."""
    from carelane.adapters.bootstrap import product
    from carelane.domain.errors import CarelaneError
    from carelane.services import operations

    wired = product(Settings())
    actor = actor_of(wired.database, login)
    instance = instance_of(wired.database, actor, case)
    key = command_id or uuid4().hex
    operation = operations.Operation(kind, reason, arguments)
    try:
        done = operations.operate(wired.database, wired.cases, actor, instance, operation, key)
    except CarelaneError as error:
        if as_json:
            typer.echo(json.dumps({"refused": error.code, **error.details}))
        fail(f"{kind}: {error.code}: {error}{output.problems(error.details)}")
    output.print_operated(instance, kind, done, as_json)


def _foresee(  # noqa: PLR0913, PLR0917 - who, where, what, why
    case: str,
    login: str,
    kind: "OperationKind",
    reason: str,
    arguments: dict[str, Any],
    as_json: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Print what an operation would do; exit 1 if it would be refused."""
    from carelane.adapters.bootstrap import product
    from carelane.services import operations

    wired = product(Settings())
    actor = actor_of(wired.database, login)
    instance = instance_of(wired.database, actor, case)
    operation = operations.Operation(kind, reason, arguments)
    seen = operations.foresee(wired.database, wired.cases, actor, instance, operation)
    output.print_foreseen(seen, as_json)
    if seen.code:
        raise typer.Exit(1)
