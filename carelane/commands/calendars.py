"""Working calendars as commands: what is kept, import from a file, public holidays of a year."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carelane.commands.console import AsJson, fail
from carelane.settings import Settings

if TYPE_CHECKING:
    from carelane.services.transaction import Database

app = typer.Typer(no_args_is_help=True, help="Opening hours, holidays and make-up working days.")


def _database() -> "Database":
    from carelane.adapters.bootstrap import product

    return product(Settings()).database


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="CSV of days or of opening hours.")]) -> None:
    """Read a file of days or opening hours; a wrong cell is named by row and column, and nothing is written."""
    from carelane.services import calendars
    from carelane.services.calendar_files import read_calendar

    database = _database()
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: {error}", 2)
    read = read_calendar(text, calendars.codes(database))
    if read.wrong:
        fail("\n".join(f"{file}: {each}" for each in read.wrong))
    _tell(calendars.write_calendar(database, read), database)


@app.command()
def public(years: Annotated[list[int], typer.Argument(help="Years, such as 2026 2027.")]) -> None:
    """Enter China's public holidays and make-up days of these years; a year that nobody has announced is refused."""
    from carelane.adapters.public_holidays import public_days
    from carelane.domain.errors import HolidaysUnknown
    from carelane.services import calendars
    from carelane.services.calendar_files import CalendarFile

    days = []
    for year in years:
        try:
            days += public_days(year)
        except HolidaysUnknown as error:
            fail(f"{year}: {error}")
        except ModuleNotFoundError:
            fail("the package chinesecalendar is not installed: enter the days from a file")
    database = _database()
    _tell(calendars.write_calendar(database, CalendarFile(days=days)), database)


@app.command()
def tell() -> None:
    """Tell running cases calendars that changed after they began; the scheduler does so every night."""
    from carelane.adapters.bootstrap import product
    from carelane.services.calendar_changes import tell_cases

    wired = product(Settings())
    told = tell_cases(wired.database, wired.cases)
    typer.echo(str(told))
    if told.away:
        fail("some cases did not answer: run it again when Temporal is there")


@app.command()
def show(
    institution: Annotated[str, typer.Argument(help="Its code.")], as_json: AsJson = False
) -> None:
    """Show the calendar that a new case of the institution is given."""
    from carelane.services import calendars

    database = _database()
    if institution not in calendars.codes(database):
        fail(f"there is no institution {institution!r}")
    with database.reading() as session:
        found = calendars.calendar_of(session.connection(), institution)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        typer.echo(f"{name}: {' '.join(map(str, value)) if isinstance(value, list) else value}")
    _warn(database)


def _tell(written: object, database: "Database") -> None:
    from carelane.services.calendars import Imported

    assert isinstance(written, Imported)
    typer.echo(f"{written.days} days, opening hours of {written.hours} institutions")
    _warn(database)


def _warn(database: "Database") -> None:
    """Say which of this year and the next nobody has entered."""
    from carelane.services.calendars import unknown_years

    year = datetime.now(UTC).year
    missing = unknown_years(database, (year, year + 1))
    if missing:
        shown = ", ".join(map(str, missing))
        typer.echo(f"warning: no holidays of {shown}: clocks count weekdays only there", err=True)
