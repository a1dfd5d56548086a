"""YAML with places: a file becomes plain values that know their line, and findings where it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.constructor import SafeConstructor

from bpmn.findings import Finding, Refused
from bpmn.json_types import Json
from bpmn.scenarios.model import Place

MAX_CHARACTERS = 200_000
"""Longest scenario file, in characters."""
MAX_DEPTH = 50
"""How deep values may stand inside each other."""
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""A library reads a hundred of these files at each check; libyaml does so ten times as fast, where it is there."""
_TEXTS = frozenset(["tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One node of a file: an object, a list or a plain value."""

    place: Place
    value: "dict[str, Entry] | list[Entry] | str | int | float | bool | None"

    def plain(self) -> Json:
        """Give the value without places."""
        if isinstance(self.value, dict):
            return {name: entry.plain() for name, entry in self.value.items()}
        if isinstance(self.value, list):
            return [entry.plain() for entry in self.value]
        return self.value


class Source:
    """The findings of one reading, over all files that take part."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def error(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        """Note what is wrong."""
        finding = Finding("error", f"scenario_{rule}", place.file, place.line, "", message, hint)
        self.findings.append(finding)

    def parse(self, text: str, file: str) -> Entry | None:
        """Give the root of a file; None when it is no YAML."""
        if len(text) > MAX_CHARACTERS:
            message = f"more than {MAX_CHARACTERS:,} characters"
            self.error(Place(file, 0), "too_large", message, "split the file")
            return None
        try:
            if self._refused(text, file):
                return None
            root = yaml.compose(text, _LOADER)
        except (yaml.YAMLError, RecursionError, UnicodeEncodeError):
            self._not_yaml(text, file)
            return None
        return self._entry(root, file) if root is not None else Entry(Place(file, 0), None)

    def _not_yaml(self, text: str, file: str) -> None:
        """Say what is wrong in the words and with the line of the reader that is the same on every machine."""
        line, problem = 0, "it cannot be read"
        try:
            yaml.compose(text, yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 0
            problem = getattr(error, "problem", None) or "nested too deeply"
        self.error(Place(file, line), "yaml", f"not YAML: {problem}", "correct the line")

    def _refused(self, text: str, file: str) -> bool:
        """Refuse, before anything is built, what makes a small file large or is more than plain values."""
        depth = 0
        for event in yaml.parse(text, _LOADER):
            place = Place(file, event.start_mark.line + 1 if event.start_mark else 0)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                message = "anchors and aliases are not used here"
                self.error(place, "alias", message, "name a sequence and use it")
                return True
            if getattr(event, "tag", None):
                self.error(place, "tag", "tags are not used here", "write plain values")
                return True
            if depth > MAX_DEPTH:
                self.error(place, "too_deep", f"values nest deeper than {MAX_DEPTH}", "simplify it")
                return True
        return False

    def _entry(self, node: yaml.Node, file: str) -> Entry:
        place = Place(file, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return Entry(place, dict(self._pairs(node, file)))
        if isinstance(node, yaml.SequenceNode):
            return Entry(place, [self._entry(each, file) for each in node.value])
        return Entry(place, self._scalar(node, place))

    def _pairs(self, node: yaml.MappingNode, file: str) -> Iterator[tuple[str, Entry]]:
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                place = Place(file, key.start_mark.line + 1)
                self.error(place, "twice", f"{name!r} stands twice", "keep one")
            seen.add(name)
            entry = self._entry(value, file)
            yield name, Entry(Place(file, key.start_mark.line + 1), entry.value)

    def _scalar(self, node: yaml.Node, place: Place) -> str | float | bool | None:
        text = str(node.value)
        if node.tag in _TEXTS:
            return text
        try:
            value = SafeConstructor().construct_object(node)
        except (yaml.YAMLError, ValueError):  # ValueError: a number of thousands of digits
            value = object()
        if value is None or isinstance(value, bool | int | float | str):
            return value
        self.error(place, "value", f"{text[:40]!r} is no plain value", "write it in quotes")
        return None

    def stop(self) -> None:
        """Raise Refused when anything was wrong."""
        if self.findings:
            raise Refused(self.findings)
