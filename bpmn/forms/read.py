"""Reads a form and refuses, by name, what would not work."""

from datetime import UTC, datetime

from bpmn.findings import Refused
from bpmn.forms.attributes import SUPPORTED, common, conditional, options, texts
from bpmn.forms.model import COMPUTED, GROUPS, SHOWN, Field, Form
from bpmn.forms.rules import is_empty, problem_of
from bpmn.forms.source import Source
from bpmn.forms.typed import typed
from bpmn.forms.validate import validation

MAX_DEPTH = 8
"""How deep groups and lists may stand inside each other."""
MAX_FIELDS = 500
"""Most components of a form."""
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)

_REFUSED = {
    "iframe": "put a link into the description; foreign pages are not shown inside a task",
    "image": "describe it in a text component",
    "documentPreview": "use a filepicker",
}


def read_form(text: str, file: str) -> Form:
    """Read form-js JSON; raises Refused with everything that was found."""
    source = Source(text, file)
    root = source.parse()
    form_id = root.get("id")
    if not isinstance(form_id, str) or not form_id:
        source.note("id", root, "the form has no id", "give it an id; tasks refer to it")
    reader = _Reader(source)
    fields = reader.fields(root, 0)
    if any(finding.unreadable for finding in source.findings):
        raise Refused(source.findings)
    properties = root.get("properties")
    letter = isinstance(properties, dict) and properties.get("letter") is True
    return Form(str(form_id), fields, tuple(source.findings), letter)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.count = 0

    def fields(self, parent: dict[str, object], depth: int) -> tuple[Field, ...]:
        """Give the fields of a form, group or list; their keys are unique within what holds the values."""
        components = parent.get("components", [])
        if not isinstance(components, list):
            self.source.note("components", parent, "components is a list")
            return ()
        read = [self._field(component, depth) for component in components]
        fields = tuple(field for field in read if field is not None)
        if depth == 0 or parent.get("path"):
            self._refuse_duplicates(parent, fields)
        return fields

    def _refuse_duplicates(self, parent: dict[str, object], fields: tuple[Field, ...]) -> None:
        seen: set[str] = set()
        for field in values_of(fields):
            if field.key in seen:
                self.source.note(
                    "duplicate_key",
                    {"key": field.key, "id": field.id} if field.id else parent,
                    f"two fields have the key {field.key!r}",
                    "give each field a key of its own",
                )
            seen.add(field.key)

    def _field(self, component: object, depth: int) -> Field | None:
        source = self.source
        self.count += 1
        if self.count > MAX_FIELDS:
            source.refuse("too_large", 0, f"more than {MAX_FIELDS} components", "split the form")
        if depth > MAX_DEPTH:
            source.refuse("too_deep", 0, f"groups nest deeper than {MAX_DEPTH}", "flatten the form")
        if not isinstance(component, dict):
            source.note("components", component, "a component is an object")
            return None
        kind = component.get("type")
        if kind == "button":
            reason = "the worklist has its own buttons; this one is not shown"
            source.note("button", component, reason, "remove it", "warning")
            return None
        if not isinstance(kind, str) or kind not in SUPPORTED:
            hint = _REFUSED.get(str(kind), f"use one of {', '.join(sorted(SUPPORTED))}")
            source.note("component", component, f"component type {kind!r} is not supported", hint)
            return None
        return self._supported(kind, component, depth)

    def _supported(self, kind: str, component: dict[str, object], depth: int) -> Field:
        source = self.source
        children = self.fields(component, depth + 1) if kind in GROUPS else ()
        field = Field(
            key=self._key(kind, component),
            type=kind,
            fields=children,
            conditional_hide=conditional(source, component),
            **common(source, component),
            **texts(source, component),
            **options(source, component),
            **validation(source, kind, component),
            **typed(source, kind, component),
        )
        self._check_default(component, field)
        return field

    def _check_default(self, component: dict[str, object], field: Field) -> None:
        """Say of a default that the field itself would refuse."""
        if is_empty(field.default) or not field.takes_value or field.type in GROUPS | COMPUTED:
            return
        problem = problem_of(field, field.default, _LONG_AGO)
        if problem is not None:
            reason = f"defaultValue {field.default!r} is not taken: {problem.code}"
            self.source.note("default", component, reason, "correct or remove it", "warning")

    def _key(self, kind: str, component: dict[str, object]) -> str:
        attribute = "path" if kind in GROUPS else "key"
        key = component.get(attribute, "")
        if kind in SHOWN or (kind == "group" and not key):
            return ""
        if not isinstance(key, str) or not key:
            self.source.note(
                "key",
                component,
                f"{kind} has no {attribute}",
                f"give it a {attribute}: the value's name",
            )
            return ""
        if not key.isidentifier():
            self.source.note(
                "key",
                component,
                f"the {attribute} {key!r} is no plain name",
                "use letters, digits and _; put the field into a group with a path to nest its value",
            )
        return key


def values_of(fields: tuple[Field, ...]) -> list[Field]:
    """Give the fields whose values stand side by side: groups without a key are looked through."""
    found: list[Field] = []
    for field in fields:
        if field.type == "group" and not field.key:
            found.extend(values_of(field.fields))
        elif field.takes_value:
            found.append(field)
    return found
