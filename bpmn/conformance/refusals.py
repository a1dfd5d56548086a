"""Runs files that must be refused, each of which breaks the rule that its folder is named after.

A file passes where it is refused under its own rule (`CONSTRAINTS`). Refused under another rule only, it has
failed, and says so. Where the folder's name is no constraint that we know, any refusal passes, and says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bpmn.conformance.constraints import meaning_of, reason_for, rules_of
from bpmn.conformance.mutation import mutate_bpmn
from bpmn.conformance.report import Row, compared, listed
from bpmn.findings import Refused
from bpmn.reader import read_bpmn

ACCEPTED = "accepted"
_OTHER = "refused under another rule"
_UNKNOWN = "refused; no constraint of ours has this name, so any refusal counts"


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
        return _refused(rule, name, expected, rules)
    except Exception as error:  # noqa: BLE001 - a broken file is one failed case, whatever it breaks
        return Row(rule, name, fits=False, expected=expected, got=f"no result: {error!r}")
    return Row(rule, name, fits=False, expected=expected, got=ACCEPTED, note=reason_for(rule))


def _refused(rule: str, name: str, expected: str, rules: list[str]) -> Row:
    own = rules_of(rule)
    got = f"refused: {listed(rules)}"
    if not own:
        return Row(rule, name, fits=True, expected=expected, got=got, note=_UNKNOWN)
    if set(own).isdisjoint(rules):
        note = f"{_OTHER}, which counts as failed; its own: {listed(own)}"
        return Row(rule, name, fits=False, expected=expected, got=got, note=note)
    return Row(rule, name, fits=True, expected=expected, got=got)


def summary(rows: Sequence[Row]) -> str:
    """Say how many files were refused, and how that counts."""
    accepted = sum(row.got == ACCEPTED for row in rows)
    other = sum(row.note.startswith(_OTHER) for row in rows)
    unknown = sum(row.note == _UNKNOWN for row in rows)
    own = sum(row.fits for row in rows) - unknown
    return (
        f"Refused under their own rule: {own} (passed). Under another rule only: {other} (failed). "
        f"Under any rule, the folder's name being unknown: {unknown} (passed). Accepted: {accepted} (failed)."
    )
