"""The input of a job, read with care: a designer's mapping may give anything anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bpmn.times import parse_instant
from carelane.domain.wire import JobCall


class JobInput:
    """Variables of the call; headers fill in what variables lack."""

    def __init__(self, call: JobCall) -> None:
        given = {key: value for key, value in call.variables.items() if value is not None}
        self._part = Part({**call.headers, **given})

    def text(self, key: str) -> str:
        """Give a text; anything else is empty."""
        return self._part.text(key)

    def moment(self, key: str) -> datetime | None:
        """Give a moment; a text without an offset is UTC; anything else is none."""
        return self._part.moment(key)

    def number(self, key: str) -> float | None:
        """Give a number, also one that a header writes as text; anything else is none."""
        value = self._part.values.get(key)
        try:
            return float(value) if isinstance(value, int | float | str) else None
        except ValueError:
            return None

    def words(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, or the words of a text; anything else is empty."""
        value = self._part.values.get(key)
        listed = value.replace(",", " ").split() if isinstance(value, str) else value
        return (
            tuple(each for each in listed if isinstance(each, str))
            if isinstance(listed, list)
            else ()
        )

    def flag(self, key: str) -> bool:
        """Say whether it is true; a header says ``true``, anything else is not."""
        return self._part.values.get(key) in (True, "true")

    def part(self, key: str) -> "Part":
        """Give an object; anything else is an empty one."""
        return self._part.part(key)

    @property
    def whole(self) -> "Part":
        """Give everything as one object."""
        return self._part


@dataclass(frozen=True, slots=True)
class Part:
    """An object within the input."""

    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """Give a text; anything else is empty."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def part(self, key: str) -> "Part":
        """Give an object; anything else is an empty one."""
        value = self.values.get(key)
        return Part(value if isinstance(value, dict) else {})

    def parts(self, key: str) -> "list[Part]":
        """Give the objects of a list; anything else is left out."""
        value = self.values.get(key)
        listed = value if isinstance(value, list) else []
        return [Part(each) for each in listed if isinstance(each, dict)]

    def texts(self, *keys: str) -> list[str]:
        """Give the texts under these keys, of lists or single ones, each once."""
        found: list[str] = []
        for key in keys:
            value = self.values.get(key)
            listed = value if isinstance(value, list) else [value]
            found += [each for each in listed if isinstance(each, str) and each]
        return list(dict.fromkeys(found))

    def moment(self, key: str) -> datetime | None:
        """Give a moment, also with a zone's name as FEEL writes it; without an offset it is UTC; anything else is none."""
        try:
            return parse_instant(self.text(key))
        except ValueError:
            return None
