"""What a test kit showed: one row per case, a table by group, the failures, and the count.

Names and texts come from foreign files, so nothing in them reaches a terminal as a control character.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bpmn.json_types import Json

LONGEST = 300
"""Characters of an expected or got value that the text report shows; the JSON shows all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what was expected, what was got, and why it counts as it does.

    ``moved`` tells what was got before the file was changed, where that made a difference; such a case
    has failed, whatever it shows now.
    """

    group: str
    name: str
    fits: bool
    expected: str
    got: str
    note: str = ""
    moved: str = ""

    @property
    def passed(self) -> bool:
        """Whether it fits, and fitted before the file was changed as well."""
        return self.fits and not self.moved

    def lines(self) -> Iterator[str]:
        """Tell about the case as text."""
        word = "passed" if self.passed else "FAILED"
        yield f"{word} {shown(self.group)}: {shown(self.name)}"
        yield f"    expected  {shown(self.expected)}"
        yield f"    got       {shown(self.got)}"
        if self.note:
            yield f"    note      {shown(self.note)}"
        if self.moved:
            yield f"    moved by the mutation, it was: {shown(self.moved)}"

    def to_json(self) -> dict[str, Json]:
        """Give the case as JSON."""
        return {
            "group": self.group,
            "name": self.name,
            "passed": self.passed,
            "expected": self.expected,
            "got": self.got,
            "note": self.note,
            "moved": self.moved,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All cases of a folder; the last line of its text is ``N passed, M failed`` and nothing else."""

    rows: tuple[Row, ...]
    seed: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        """How many cases passed."""
        return sum(row.passed for row in self.rows)

    @property
    def failed(self) -> int:
        """How many cases failed."""
        return len(self.rows) - self.passed

    def to_text(self) -> str:
        """Give the table, the failures, cases with a note, and the count."""
        lines = [*self._table()]
        for row in self.rows:
            if not row.passed or row.note:
                lines += ["", *row.lines()]
        lines += ["", *(shown(remark) for remark in self.remarks), *self._mutation()]
        return "\n".join([*lines, f"{self.passed} passed, {self.failed} failed"])

    def _table(self) -> Iterator[str]:
        """Count by group; groups with a slash in their name are added up by what stands before it."""
        counts: dict[str, list[int]] = {}
        for row in self.rows:
            whole, inside, _ = row.group.partition("/")
            for name in [row.group, f"{whole}/ (all)"] if inside else [row.group]:
                counts.setdefault(name, [0, 0])[not row.passed] += 1
        names = {name: shown(name) for name in sorted(counts)}
        width = max([5, *map(len, names.values())])
        yield f"{'group':{width}}  passed  failed"
        for name, text in names.items():
            passed, failed = counts[name]
            yield f"{text:{width}}  {passed:6}  {failed:6}"

    def _mutation(self) -> Iterator[str]:
        if self.seed is None:
            return
        moved = sum(bool(row.moved) for row in self.rows)
        told = f"{moved} results moved" if moved else "no result moved"
        yield f"Files changed with seed {self.seed}: {told} of {len(self.rows)}."

    def to_json(self) -> dict[str, Json]:
        """Give the report as JSON."""
        return {
            "passed": self.passed,
            "failed": self.failed,
            "seed": self.seed,
            "moved": sum(bool(row.moved) for row in self.rows),
            "remarks": list(self.remarks),
            "cases": [row.to_json() for row in self.rows],
        }


def compared(plain: Row, changed: Row) -> Row:
    """Give the case of the changed file, with what the plain file gave where that is something else."""
    before = f"{plain.got} ({'fits' if plain.fits else 'does not fit'})"
    same = (plain.fits, plain.got) == (changed.fits, changed.got)
    return changed if same else replace(changed, moved=before)


def shown(text: str) -> str:
    """Give a text on one line without control characters, cut to a length that can be read."""
    clean = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]}… ({len(clean)} characters)"


def listed(values: Iterable[str]) -> str:
    """Give names one after another; a dash for none."""
    return ", ".join(values) or "-"
