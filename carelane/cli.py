"""The command `carelane`: every command parses its arguments, calls one function and prints.

Groups of commands are files of `carelane/commands`.

Exit codes: 0 done, 1 refused or failed (the reason is printed), 2 wrong usage.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn
from uuid import uuid4

import typer

from bpmn.findings import Refused
from carelane.commands import (
    backups,
    calendars,
    chaos,
    codes,
    keys,
    kits,
    migrations,
    operations,
    read_model,
    rights,
    sign_in,
    targets,
    versions,
)
from carelane.commands.console import AsJson, actor_of, fail, json_object
from carelane.commands.messages import app as messages_app
from carelane.domain.errors import CarelaneError
from carelane.setting_texts import WRONG_SETTINGS, wrong_settings
from carelane.settings import Settings

app = typer.Typer(
    name="carelane",
    help="Care processes across hospitals: durable cases, human tasks, deadlines.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(messages_app, name="messages")
app.add_typer(kits.app)
app.add_typer(read_model.app)
app.add_typer(backups.app)
app.add_typer(keys.app, name="keys")
app.add_typer(calendars.app, name="calendars")
app.add_typer(codes.app, name="codes")
app.add_typer(targets.app, name="targets")
app.add_typer(sign_in.app, name="sign-in")
app.add_typer(rights.app)
app.add_typer(operations.app)
app.add_typer(chaos.app)
app.add_typer(versions.app)
app.add_typer(migrations.app)

Paths = Annotated[list[Path], typer.Argument(help="Process folders, or .bpmn files in them.")]


@app.command()
def up(
    demo: Annotated[
        bool, typer.Option(help="Fill an empty product with the demonstration.")
    ] = False,
) -> None:
    """Start everything on this machine and keep it running."""
    from carelane.adapters.up import run_everything

    run_everything(Settings(), typer.echo, ["demo"] if demo else [])


@app.command()
def worker() -> None:
    """Run the worker: workflows and activities of the cases."""
    from carelane.adapters.logs import keep_private
    from carelane.adapters.worker import run_worker

    keep_private()
    run_worker(Settings())


@app.command()
def web() -> None:
    """Run the web server: the pages."""
    from carelane.adapters import row_security
    from carelane.adapters.logs import keep_private
    from carelane.adapters.sign_in_keys import SignInKeyFile
    from carelane.adapters.site import site_of
    from carelane.adapters.temporal_server import free_port
    from carelane.adapters.watch import watched
    from carelane.api import codec, health, oidc
    from carelane.domain.parts import PartKind
    from worklists_ui.app import serve
    from worklists_ui.gate import COOKIE
    from worklists_ui.product import product

    keep_private()
    settings = Settings()
    if settings.row_security:
        row_security.check(settings.database)
    with watched(settings, product().database.as_machine(), PartKind.WEB):
        port = settings.web_port or free_port()
        site = site_of(settings, port)
        keys = SignInKeyFile(settings.sign_in_keys)
        provider = [] if settings.oidc_issuer else oidc.routes(oidc.Provider(product, site, keys))
        routes = [*health.routes(product), *codec.routes(product, COOKIE), *provider]
        serve(settings, site, keys.current(), port, routes)


@app.command()
def scheduler() -> None:
    """Run the scheduler: repair, overdue marks, digests, outbox."""
    from carelane.adapters.bootstrap import product
    from carelane.adapters.logs import keep_private
    from carelane.adapters.watch import watched
    from carelane.domain.parts import PartKind
    from carelane.jobs.scheduler import run_scheduler

    keep_private()
    wired = product(Settings())
    with watched(wired.settings, wired.database, PartKind.SCHEDULER, installation=True):
        run_scheduler(wired)


@app.command()
def migrate() -> None:
    """Bring the database to this version."""
    from carelane.adapters.schema import upgrade

    settings = Settings()
    upgrade(settings.database, typer.echo)
    if settings.row_security:
        from carelane.adapters import row_security

        row_security.install(settings.database, typer.echo)
    typer.echo("The database is up to date.")


@app.command()
def check(paths: Paths, as_json: AsJson = False) -> None:
    """Say everything that is wrong with process folders or files; exit 1 on errors."""
    from carelane.adapters.folders import check_paths

    findings = check_paths(paths)
    if as_json:
        typer.echo(json.dumps([finding.to_json() for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(str(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    if not as_json:
        typer.echo(f"{errors} errors, {len(findings) - errors} warnings")
    if errors:
        raise typer.Exit(1)


@app.command()
def deploy(paths: Paths) -> None:
    """Check process folders, run their scenarios on both engines, and release them.

    Running cases keep their version. A scenario that fails, or on which the engines disagree, blocks the
    release; what the second engine cannot judge is said.
    """
    from carelane.adapters.bootstrap import product
    from carelane.adapters.library import deploy_folders

    for line in deploy_folders(product(Settings()).database, paths, gated=True):
        typer.echo(line)


@app.command()
def start(  # noqa: PLR0913, PLR0917 - one option each
    process_id: Annotated[str, typer.Argument(help="The process, for example referral_up.")],
    login: Annotated[str, typer.Option("--as", help="Login of the person who starts it.")],
    institution: Annotated[str, typer.Option(help="Code of the case's institution.")] = "",
    patient: Annotated[str, typer.Option(help="Id of the patient in the registry.")] = "",
    values: Annotated[str, typer.Option(help="Values of the start form: a JSON object.")] = "{}",
    business_key: Annotated[str, typer.Option(help="Key that finds the case.")] = "",
) -> None:
    """Start a case on behalf of a person; print its id and its business key."""
    from carelane.adapters.bootstrap import product
    from carelane.services import process_instances

    wired = product(Settings())
    actor = actor_of(wired.database, login)
    request = process_instances.StartRequest(
        definition=process_id,
        values=json_object(values, "--values"),
        institution=institution,
        patient_ref=patient,
        business_key=business_key,
    )
    started = process_instances.start(wired.database, wired.cases, actor, request, uuid4().hex)
    typer.echo(f"{started.instance_id} {started.business_key}")


@app.command()
def evaluate(
    institution: Annotated[str, typer.Argument(help="Code of the institution.")],
    values: Annotated[str, typer.Argument(help="What is known now: a JSON object.")],
    login: Annotated[str, typer.Option("--as", help="Login of the person who tells it.")],
    subject: Annotated[str, typer.Option("--about", help="What it is about: a ward...")] = "",
    as_json: AsJson = False,
) -> None:
    """Start the cases whose start condition becomes true of these values; print what came of each."""
    from carelane.adapters.bootstrap import product
    from carelane.services import process_instances

    wired = product(Settings())
    results = process_instances.evaluate_conditions(
        wired.database,
        wired.cases,
        actor_of(wired.database, login),
        institution,
        json_object(values, "VALUES"),
        subject,
    )
    if as_json:
        typer.echo(json.dumps([asdict(result) for result in results]))
        return
    for result in results:
        told = (result.outcome, result.process_id, result.element_id, result.business_key)
        typer.echo(" ".join(part for part in told if part))


@app.command()
def simulate(
    paths: Annotated[list[Path] | None, typer.Argument(help="Process folders.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All processes of the library.")] = False,
    both: Annotated[
        bool, typer.Option("--both", help="Run every case on SpiffWorkflow too, and compare.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run scenarios on a virtual clock, with coverage; exit 1 when one fails or the engines disagree."""
    from carelane.adapters.library import library_folders
    from carelane.adapters.simulation import run_paths

    folders = library_folders() if every else paths
    if not folders:
        fail("name a process folder, or --all", 2)
    report = run_paths(folders, both=both)
    typer.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else report.to_text())
    if report.failed or report.disagreed:
        raise typer.Exit(1)


@app.command()
def demo(
    days: Annotated[
        int,
        typer.Option(min=0, max=366, help="Live so many days of the group instead, up to now."),
    ] = 0,
    seed: Annotated[
        int, typer.Option(help="The same seed gives the same arrivals and people.")
    ] = 1,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Live them for their checks only; no product needed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the demonstration group, its twenty referrals and three emergency calls, or live days of it; print the logins.

    Exit 1 when an invariant did not hold.
    """
    from carelane.adapters.bootstrap import product
    from carelane.demo.run import live, run_demo

    if not days:
        run_demo(product(Settings()), typer.echo)
        return
    told = live(None if dry_run else product(Settings()), days, seed, typer.echo, as_json=as_json)
    if told.violations:
        raise typer.Exit(1)


@app.command()
def bench(
    name: Annotated[str, typer.Argument(help="engine, feel, durable, days or worklist.")],
    tasks: Annotated[int | None, typer.Option(min=1000, help="Worklist only: tasks.")] = None,
    open_tasks: Annotated[
        int | None, typer.Option("--open", min=100, help="Worklist only: of them open.")
    ] = None,
    institutions: Annotated[
        int | None, typer.Option(min=3, help="Worklist only: institutions.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure speed against something run beside it."""
    from carelane.bench import BENCHES, table

    if name not in BENCHES:
        fail(f"no bench {name!r}; there are: {', '.join(BENCHES)}", 2)
    sizes = {"tasks": tasks, "open_tasks": open_tasks, "institutions": institutions}
    given = {key: value for key, value in sizes.items() if value is not None}
    if given and name != "worklist":
        fail("only the bench of worklists has sizes", 2)
    result = BENCHES[name](**given)
    typer.echo(json.dumps(result) if as_json else table(name, result))


def run(arguments: list[str] | None = None) -> int:
    """Run a command, given or of the process, and give its exit code; errors of use cases become their text and 1."""
    code: int | str | None = 0
    try:
        app(args=arguments)
    except SystemExit as ending:
        code = ending.code
    except WRONG_SETTINGS as error:
        typer.echo(wrong_settings(error), err=True)
        code = 2
    except (Refused, CarelaneError, OSError) as error:
        typer.echo(str(error), err=True)
        code = 1
    return code if isinstance(code, int) else int(code is not None)


def main() -> NoReturn:
    """Run the command line of this process, and end it."""
    code = run()
    sys.stdout.flush()
    sys.stderr.flush()
    # Temporal's client threads may abort a normal interpreter exit ("PyGILState_Release").
    os._exit(code)


if __name__ == "__main__":
    main()
