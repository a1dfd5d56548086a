"""The JSON of a form: parsed with limits, and findings that point at their line."""

import json
from collections import Counter
from typing import NoReturn

from bpmn.feel import Expression, FeelSyntaxError, misused, parse_expression
from bpmn.findings import Finding, Refused, Severity

MAX_CHARACTERS = 500_000
"""Longest form, in characters."""
_NOT_JSON = "save it again with the form editor"


class Source:
    """One form being read."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.findings: list[Finding] = []

    def note(
        self, rule: str, at: object, message: str, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Note a finding about a component (by its id or key)."""
        element_id, line = self._place(at)
        finding = Finding(severity, f"form_{rule}", self.file, line, element_id, message, hint)
        self.findings.append(finding)

    def _place(self, at: object) -> tuple[str, int]:
        """Give the id of a component and the line on which it first stands."""
        if not isinstance(at, dict):
            return "", 0
        for attribute in ("id", "key", "path"):
            name = at.get(attribute)
            if isinstance(name, str) and name:
                position = self.text.find(json.dumps(name, ensure_ascii=False))
                return name, self.text.count("\n", 0, position) + 1 if position >= 0 else 0
        return "", 0

    def expression(self, text: str, at: object, what: str) -> Expression | None:
        """Parse FEEL; None and a finding where it is none."""
        try:
            parsed = parse_expression(text)
        except FeelSyntaxError as error:
            self.note("feel", at, f"{what} is no FEEL: {error}", f"correct {text!r}")
            return None
        for each in misused(parsed.calls):
            self.note(each.rule, at, f"{what}: {each.message}", each.hint, each.severity)
        return parsed

    def refuse(self, rule: str, line: int, message: str, hint: str = "") -> NoReturn:
        """Refuse the file at once."""
        raise Refused([Finding("error", f"form_{rule}", self.file, line, "", message, hint)])

    def parse(self) -> dict[str, object]:
        """Give the JSON object of the file; raises Refused."""
        if len(self.text) > MAX_CHARACTERS:
            self.refuse(
                "too_large", 0, f"more than {MAX_CHARACTERS:,} characters", "split the form"
            )
        try:
            value = json.loads(
                self.text, object_pairs_hook=self._object, parse_constant=_no_constant
            )
        except json.JSONDecodeError as error:
            self.refuse("json", error.lineno, f"not JSON: {error.msg}", _NOT_JSON)
        except RecursionError:
            self.refuse("json", 0, "nested too deeply", _NOT_JSON)
        except ValueError as error:
            self.refuse("json", 0, f"not JSON: {error}", _NOT_JSON)
        if not isinstance(value, dict):
            self.refuse("json", 1, "a form is a JSON object", _NOT_JSON)
        if "\\u" in self.text and not _writable(value):
            self.refuse("json", 0, "half a character (a lone surrogate)", _NOT_JSON)
        return value

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        counted = Counter(names)
        twice = [name for name in names if counted[name] > 1]
        if twice:
            self.note("json", dict(pairs), f"{twice[0]!r} stands twice in one object", "remove one")
        return dict(pairs)


def _writable(value: object) -> bool:
    """Whether every text of the value can be written to a file or a page."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
