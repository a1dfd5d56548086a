"""Tables of codes as commands: load one from a file, list what is loaded, search."""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carelane.commands.console import AsJson, fail
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.services.transaction import Database

app = typer.Typer(no_args_is_help=True, help="Tables of codes that forms search, such as ICD-10.")
System = Annotated[str, typer.Option("--as", help="Id that forms name it by, such as icd-10.")]


def _database() -> "Database":
    from carelane.adapters.bootstrap import product

    return product(Settings()).database


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV with code,name and maybe name_en,initials.")],
    system: System,
    name: Annotated[str, typer.Option(help="What people call the table.")] = "",
    version: Annotated[str, typer.Option(help="Which edition it is.")] = "",
) -> None:
    """Load a table of codes, or its next edition; a wrong cell is named by row and column, and nothing is written."""
    from bpmn.forms.code_systems import NAME
    from carelane.domain.code_systems import CodeSystem
    from carelane.services import code_systems
    from carelane.services.code_files import read_codes

    if NAME.fullmatch(system) is None:
        fail(f"{system!r} is no id: use small letters, digits, . and -, such as icd-10", 2)
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: {error}", 2)
    read = read_codes(text)
    if read.wrong:
        fail("\n".join(f"{file}: {each}" for each in read.wrong))
    table = CodeSystem(
        id=system,
        name=name or system,
        version=version,
        sha256=hashlib.sha256(content).hexdigest(),
        loaded_at=datetime.now(UTC),
    )
    done = code_systems.load(_database(), table, read.rows)
    typer.echo(
        f"{system}: {done.total} codes, {done.new} new, {done.changed} changed, {done.retired} retired"
    )


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the tables that are loaded."""
    from carelane.services import code_systems

    found = code_systems.tables(_database())
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, default=str))
        return
    for each in found:
        typer.echo(f"{each.id}  {each.name} {each.version}  {each.codes} codes")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Part of a code, a name or pinyin initials.")],
    system: System,
) -> None:
    """Search a table as forms do."""
    from carelane.services import code_systems

    found = code_systems.search(_database(), system, text)
    if not found:
        fail(f"nothing in {system} with {text!r}")
    for each in found:
        typer.echo(each.shown("zh_CN"))
