"""Runs files that must be refused, each of which breaks the rule that its folder is named after."""

from collections.abc import Callable, Iterable, Iterator

from bpmn.conformance.constraints import meaning_of, note_on
from bpmn.conformance.mutation import mutate_bpmn
from bpmn.conformance.report import Row, compared, listed
from bpmn.findings import Refused
from bpmn.reader import read_bpmn


def run_refusals(
    files: Iterable[tuple[str, str, Callable[[], bytes]]], seed: int | None = None
) -> Iterator[Row]:
    """Check every file: its rule, its name and what reads it."""
    for rule, name, read in files:
        plain = _row(rule, name, read, None)
        yield plain if seed is None else compared(plain, _row(rule, name, read, seed))


def _row(rule: str, name: str, read: Callable[[], bytes], seed: int | None) -> Row:
    meaning = meaning_of(rule)
    expected = f"refused under {rule}" + (f": {meaning}" if meaning else "")
    try:
        data = read()
        read_bpmn(data if seed is None else mutate_bpmn(data, seed).data, name)
    except Refused as refused:
        rules = sorted({one.rule for one in refused.findings if one.severity == "error"})
        got, note = f"refused: {listed(rules)}", note_on(rule, rules)
        return Row(rule, name, fits=True, expected=expected, got=got, note=note)
    except Exception as error:  # noqa: BLE001 - a broken file is one failed case, whatever it breaks
        return Row(rule, name, fits=False, expected=expected, got=f"no result: {error!r}")
    note = note_on(rule, ())
    return Row(rule, name, fits=False, expected=expected, got="accepted", note=note)
