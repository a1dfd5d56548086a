"""Typed reading of the objects in a scenario file: unknown keys and wrong types become findings."""

from datetime import UTC, datetime

from bpmn.json_types import Variables
from bpmn.scenarios.model import Place
from bpmn.scenarios.source import Entry, Source


class Fields:
    """One object of a file with the keys that it may have."""

    def __init__(self, source: Source, entry: Entry, known: frozenset[str], what: str) -> None:
        self.source = source
        self.place = entry.place
        self.what = what
        self._entries: dict[str, Entry] = {}
        if not isinstance(entry.value, dict):
            source.error(entry.place, "type", f"{what} is an object", f"keys: {_listed(known)}")
            return
        for name, each in entry.value.items():
            if name in known:
                self._entries[name] = each
            else:
                message = f"{what} has no {name!r}"
                source.error(each.place, "unknown_key", message, f"keys: {_listed(known)}")

    def get(self, name: str) -> Entry | None:
        """Give the entry of a key, if it is there."""
        return self._entries.get(name)

    def text(self, name: str, default: str | None = None) -> str:
        """Give a text (a number is taken as written); without a default it is required."""
        entry = self.get(name)
        if entry is None:
            if default is None:
                self.source.error(self.place, "missing", f"{self.what} needs {name!r}")
            return default or ""
        if isinstance(entry.value, str | int | float) and not isinstance(entry.value, bool):
            return str(entry.value)
        self.source.error(entry.place, "type", f"{name} is a text")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts; one text is a list of it."""
        entry = self.get(name)
        if entry is None:
            return ()
        values = entry.value if isinstance(entry.value, list) else [entry]
        found = tuple(each.value for each in values if isinstance(each.value, str))
        if len(found) != len(values):
            self.source.error(entry.place, "type", f"{name} is a list of texts")
        return found

    def variables(self, name: str) -> Variables:
        """Give an object of JSON values."""
        entry = self.get(name)
        if entry is None:
            return {}
        plain = entry.plain()
        if isinstance(plain, dict):
            return plain
        self.source.error(entry.place, "type", f"{name} is an object")
        return {}

    def flag(self, name: str) -> bool:
        """Give true or false; false where it is left out."""
        entry = self.get(name)
        if entry is None or isinstance(entry.value, bool):
            return entry is not None and entry.value is True
        self.source.error(entry.place, "type", f"{name} is true or false")
        return False

    def moment(self, name: str) -> datetime | None:
        """Give a date-time with its offset, in UTC."""
        entry = self.get(name)
        return None if entry is None else moment_of(self.source, entry.place, entry.plain(), name)


def moment_of(source: Source, place: Place, value: object, what: str) -> datetime | None:
    """Read a date-time with offset."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        hint = "write 2026-03-02T09:00:00+08:00"
        source.error(place, "moment", f"{what} is a date-time with its offset", hint)
        return None
    return moment.astimezone(UTC)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
