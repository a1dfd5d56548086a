"""`carelane messages`: enter messages and signals, see which nobody takes, and decide about them."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from carelane.commands.console import AsJson, Login, actor_of, fail, json_object
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.adapters.bootstrap import Product
    from carelane.services.message_decisions import Decision
    from carelane.services.message_outcomes import Outcome

app = typer.Typer(no_args_is_help=True, help="Messages and signals between cases and from outside.")

Values = Annotated[str, typer.Option(help="What it says: a JSON object.")]
MessageId = Annotated[str, typer.Argument(help="The message's id, as `list` prints it.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the cases.")]
CommandId = Annotated[
    str, typer.Option("--command-id", help="Repeats a decision that was taken: it counts once.")
]


def _product() -> "Product":
    from carelane.adapters.bootstrap import product

    return product(Settings())


@app.command()
def publish(  # noqa: PLR0913, PLR0917 - one option each
    name: Annotated[str, typer.Argument(help="Name of the message.")],
    login: Login,
    own_id: Annotated[str, typer.Option("--id", help="Your own id: the same id arrives once.")],
    key: Annotated[str, typer.Option(help="Correlation key.")] = "",
    to: Annotated[str, typer.Option(help="Code of the receiving institution.")] = "",
    values: Values = "{}",
    ttl: Annotated[str, typer.Option(help="How long it waits for a receiver.")] = "P7D",
    as_json: AsJson = False,
) -> None:
    """Send a message from outside to the case that waits for it, or to begin one."""
    from carelane.services.outside_messages import OutsideMessage, publish

    wired = _product()
    message = OutsideMessage(name, own_id, key, json_object(values, "--values"), to, _length(ttl))
    outcome = publish(wired.database, wired.cases, actor_of(wired.database, login), message)
    _tell(outcome, as_json=as_json)


@app.command()
def signal(  # noqa: PLR0913, PLR0917 - one option each
    name: Annotated[str, typer.Argument(help="Name of the signal.")],
    login: Login,
    own_id: Annotated[str, typer.Option("--id", help="Your own id: the same id is told once.")],
    at: Annotated[str, typer.Option(help="Code of the institution where it happened.")],
    values: Values = "{}",
    as_json: AsJson = False,
) -> None:
    """Tell a signal from outside to every case that listens."""
    from carelane.services.outside_signals import OutsideSignal, broadcast

    wired = _product()
    told = broadcast(
        wired.database,
        wired.cases,
        actor_of(wired.database, login),
        OutsideSignal(name, own_id, at, json_object(values, "--values")),
    )
    if as_json:
        typer.echo(json.dumps(asdict(told)))
        return
    again = "told before: " if told.duplicate else ""
    typer.echo(f"{again}{told.heard} heard it, {told.waiting} have still to")


@app.command("list")
def list_(  # noqa: PLR0913, PLR0917 - one option each
    login: Login,
    view: Annotated[
        str, typer.Argument(help="orphans, late, duplicates, suspected or waiting.")
    ] = "orphans",
    text: Annotated[str, typer.Option(help="Part of the name, or the whole key.")] = "",
    institution: Annotated[str, typer.Option(help="From or to this institution.")] = "",
    page: Annotated[int, typer.Option(help="Page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List messages that nobody takes, that came late or twice, and cases without their message."""
    from carelane.services.message_views import VIEWS, MessageFilter, list_messages

    chosen = next((each for each in VIEWS if each == view), None)
    if chosen is None:
        fail(f"no view {view!r}; there are: {', '.join(VIEWS)}", 2)
    wired = _product()
    wanted = MessageFilter(chosen, text, institution, page)
    found = list_messages(wired.database, actor_of(wired.database, login), wanted)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, default=_plain))
        return
    for row in found.rows:
        why = f"{row.why.reason} {row.why.count or ''}".strip() if row.why else row.kind
        told = (
            row.message_id or row.instance_id,
            row.name,
            row.key,
            f"{row.sender.id or '-'} > {row.receiver.id or '-'}",
            row.at.astimezone(UTC).isoformat(timespec="seconds"),
            why,
        )
        typer.echo("  ".join(part for part in told if part))
    typer.echo(f"{found.total} in all, page {found.page} of {found.pages}")


@app.command()
def bind(  # noqa: PLR0913, PLR0917 - one option each
    message_id: MessageId,
    case: Annotated[str, typer.Argument(help="Id of the case that shall have it.")],
    login: Login,
    reason: Reason,
    command_id: CommandId = "",
    as_json: AsJson = False,
) -> None:
    """Give a message that nobody takes to a case that waits for one of its name."""
    from carelane.services.message_mending import bind

    wired = _product()
    decision = _decision(wired, login, message_id, reason, command_id)
    _tell(bind(wired.database, wired.cases, decision, case), as_json=as_json)


@app.command()
def discard(
    message_id: MessageId,
    login: Login,
    reason: Reason,
    command_id: CommandId = "",
    as_json: AsJson = False,
) -> None:
    """Let nobody have a message."""
    from carelane.services.message_mending import discard

    wired = _product()
    decision = _decision(wired, login, message_id, reason, command_id)
    _tell(discard(wired.database, decision), as_json=as_json)


@app.command()
def reopen(  # noqa: PLR0913, PLR0917 - one option each
    message_id: MessageId,
    login: Login,
    reason: Reason,
    ttl: Annotated[str, typer.Option(help="How long it waits from now on.")] = "P7D",
    command_id: CommandId = "",
    as_json: AsJson = False,
) -> None:
    """Let an expired message wait for its receiver once more."""
    from carelane.services.message_mending import reopen

    wired = _product()
    decision = _decision(wired, login, message_id, reason, command_id)
    _tell(reopen(wired.database, wired.cases, decision, _length(ttl)), as_json=as_json)


@app.command()
def show(message_id: MessageId, login: Login, reason: Annotated[str, typer.Option()] = "") -> None:
    """Print what a message says: operators have to say why, and the cases remember it."""
    from carelane.services.message_mending import read_content

    wired = _product()
    said = read_content(wired.database, _decision(wired, login, message_id, reason, ""))
    typer.echo(json.dumps(said, ensure_ascii=False, indent=2))


def _decision(
    wired: "Product", login: str, message_id: str, reason: str, command_id: str
) -> "Decision":
    from carelane.services.message_decisions import Decision

    actor = actor_of(wired.database, login)
    return Decision(actor, message_id, reason, command_id or uuid4().hex)


def _tell(outcome: "Outcome", *, as_json: bool) -> None:
    """Print where the message is."""
    if as_json:
        typer.echo(json.dumps(asdict(outcome)))
        return
    again = "came before: " if outcome.duplicate else ""
    typer.echo(f"{outcome.message_id} {again}{outcome.state} {outcome.instance_id}".rstrip())


def _length(text: str) -> timedelta:
    """Read a duration such as P7D or PT2H, or say what is wrong with it and end."""
    from bpmn.times import parse_duration

    now = datetime.now(UTC)
    try:
        return parse_duration(text).after(now) - now
    except ValueError:
        fail(f"{text!r} is no duration; write P7D or PT2H", 2)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
