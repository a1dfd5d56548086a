"""Tables as CSV and Excel files that a spreadsheet opens without running anything.

A spreadsheet takes a cell that begins with one of `FORMULA` for a formula: in CSV such a text gets an apostrophe
before it (OWASP, CSV injection), in Excel every text is written as a text.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import xlsxwriter

Cell = str | int | float | date | datetime | timedelta | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDEST, _NARROWEST = 60, 8
_MOMENT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the heads of columns, and rows of as many cells; moments are in the reader's zone."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def csv_file(table: Table) -> bytes:
    """Give a table as CSV, in UTF-8 with a mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_harmless(head) for head in table.heads])
    writer.writerows([_as_text(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _as_text(cell: Cell) -> str | int | float:
    """Write a cell for CSV; numbers stay numbers, negative ones too."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 3600, 2)
    if isinstance(cell, date):
        return f"{cell}"
    if isinstance(cell, str):
        return _harmless(cell)
    return "" if cell is None else cell


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def excel_file(table: Table) -> bytes:
    """Give a table as a workbook of one sheet: heads that stay, a filter, moments and numbers as such."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        formats = {"moment": book.add_format({"num_format": _MOMENT})}
        formats["day"] = book.add_format({"num_format": "yyyy-mm-dd"})
        formats["hours"] = book.add_format({"num_format": "0.00"})
        for column, head in enumerate(table.heads):
            sheet.write_string(0, column, head, bold)
            sheet.set_column(column, column, _width(table, column))
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                _write(sheet, (number, column), cell, formats)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.heads) - 1)
        book.set_properties({"title": table.title})
    return file.getvalue()


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet",
    at: tuple[int, int],
    cell: Cell,
    formats: dict[str, "xlsxwriter.format.Format"],
) -> None:
    """Write a cell by its kind."""
    if isinstance(cell, str):
        sheet.write_string(*at, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(*at, cell.replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(*at, cell, formats["day"])
    elif isinstance(cell, timedelta):
        sheet.write_number(*at, cell.total_seconds() / 3600, formats["hours"])
    elif cell is not None:
        sheet.write_number(*at, cell)


def _width(table: Table, column: int) -> int:
    """Give a column room for its longest text; Chinese characters take two places."""
    texts = [table.heads[column], *(row[column] for row in table.rows[:200])]
    lengths = [sum(1 + (char > "ᄀ") for char in text) for text in texts if isinstance(text, str)]
    moments = [len(_MOMENT) for text in texts if isinstance(text, datetime)]
    return min(_WIDEST, max([_NARROWEST, *lengths, *moments]) + 2)
