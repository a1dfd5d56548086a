"""A form as the worklist shows it: fields with their rules, immutable.

Labels are bilingual by a convention on form-js' custom properties: ``label_en``, ``label_zh``,
``description_en`` and ``description_zh`` in a component's ``properties``, ``label_en`` and ``label_zh`` at an
option.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bpmn.feel import Expression
from bpmn.findings import Finding
from bpmn.forms.template import Template

GROUPS = frozenset(["group", "dynamiclist"])
"""Types that hold other fields."""
SHOWN = frozenset(["text", "html", "separator", "spacer", "table"])
"""Types that show something and take no value."""
CHOICES = frozenset(["radio", "select", "checklist", "taglist"])
"""Types that have options."""
COMPUTED = frozenset(["expression"])
"""Types whose value is worked out from the others; nobody enters it, and it is not drawn."""

Texts = tuple[tuple[str, str], ...]
"""Texts by language, such as ``(("en", "Urgency"), ("zh", "紧急程度"))``."""


def text_in(texts: Texts, language: str, otherwise: str) -> str:
    """Give the text in a language (``zh`` serves ``zh-CN`` too), or another text."""
    by_language = dict(texts)
    return by_language.get(language) or by_language.get(language.partition("-")[0]) or otherwise


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value that is stored and the label that is shown."""

    value: str | int | float | bool
    label: str
    labels: Texts = ()

    def label_in(self, language: str) -> str:
        """Give the label in a language, else the one of the form."""
        return text_in(self.labels, language, self.label)


@dataclass(frozen=True, slots=True)
class Field:
    """One component of a form.

    ``key`` names the value; it is empty for what takes none. A group with a key holds an object, one without
    only arranges its ``fields``; a dynamic list holds a list of objects, ``repetitions`` of them to begin with. A
    file picker holds ids of attachments. ``code_system`` names the table whose codes are a choice's options.
    ``bounds_from`` are those of min, max, min_length and max_length that an expression gives.
    """

    key: str
    type: str
    id: str = ""
    label: str = ""
    labels: Texts = ()
    description: str = ""
    descriptions: Texts = ()
    required: bool = False
    options: tuple[Option, ...] = ()
    options_from: Expression | None = None
    min: int | float | None = None
    max: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    validation_type: str = ""
    decimal_digits: int | None = None
    default: object = None
    default_from: Expression | None = None
    bounds_from: tuple[tuple[str, Expression], ...] = ()
    conditional_hide: Expression | None = None
    readonly: bool = False
    readonly_if: Expression | None = None
    subtype: str = ""
    multiple: bool = False
    accept: str = ""
    columns: Texts = ()
    code_system: str = ""
    increment: int | float | None = None
    unit: str = ""
    minutes: int = 5
    not_past: bool = False
    repetitions: int = 0
    fixed_rows: bool = False
    expression: Expression | None = None
    templates: tuple[tuple[str, Template], ...] = ()
    source: Expression | None = None
    fields: tuple["Field", ...] = ()

    @property
    def takes_value(self) -> bool:
        """Whether a person enters something here."""
        return bool(self.key) and self.type not in SHOWN

    def label_in(self, language: str) -> str:
        """Give the label in a language, else the one of the form, else the key."""
        return text_in(self.labels, language, self.label or self.key)

    def description_in(self, language: str) -> str:
        """Give the description in a language, else the one of the form."""
        return text_in(self.descriptions, language, self.description)


@dataclass(frozen=True, slots=True)
class Form:
    """A form; ``findings`` are those that let it be read, ``letter`` marks the form that is printed."""

    id: str
    fields: tuple[Field, ...]
    findings: tuple[Finding, ...] = ()
    letter: bool = False

    def walk(self) -> Iterator[Field]:
        """All fields, those in groups and lists too, in the order of the file."""
        return _walk(self.fields)


def _walk(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _walk(field.fields)
