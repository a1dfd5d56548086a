"""What all parts of the DMN reader share: the file, the findings so far, and how FEEL is read."""

import re
from collections.abc import Iterable

from bpmn.dmn.markup import Element
from bpmn.feel.calls import Called, misused
from bpmn.feel.errors import FeelSyntaxError
from bpmn.feel.expression import Expression, UnaryTests, parse_expression, parse_unary_tests
from bpmn.feel.types import BUILT_IN_TYPES, TypeRef
from bpmn.findings import Finding

_SIMPLE_NAME = re.compile(r"[^\W\d]\w*")
_SYNONYMS = {
    "integer": "number",
    "long": "number",
    "double": "number",
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "any": "Any",
}


class Reading:
    """One file being read."""

    def __init__(
        self, file: str, root: Element, *, lenient: bool = False, open_: tuple[str, ...] = ()
    ) -> None:
        self.file = file
        self.lenient = lenient
        self.namespace = root.get("namespace")
        self.open = open_ or (self.namespace,)
        self.findings: list[Finding] = []
        self.owner = ""
        self.misuses: list[Finding] = []
        self.defined = frozenset(_all_names(root))
        self.names = tuple(name for name in _all_names(root) if not _SIMPLE_NAME.fullmatch(name))
        self.item_types = frozenset(item.get("name") for item in root.all("itemDefinition"))

    def learn(self, name: str, imported: "Reading") -> None:
        """Know the names and types of an imported model, and the name it is imported by."""
        own = () if not name or _SIMPLE_NAME.fullmatch(name) else (name,)
        self.names = tuple(dict.fromkeys([*self.names, *own, *imported.names]))
        self.defined |= imported.defined
        before = f"{name}." if name else ""
        self.item_types |= {before + one for one in imported.item_types}

    def refuse(self, element: Element, rule: str, message: str, hint: str = "") -> None:
        """Note what is wrong with an element; its id is that of the nearest element that has one."""
        rule = f"dmn_{rule.replace('-', '_')}"
        self.findings.append(Finding("error", rule, *self._place(element), message, hint))

    def note_calls(self, element: Element, calls: Iterable[Called]) -> None:
        """Note calls that give null whatever the values; a name of the model may be a function."""
        for each in misused(calls, self.defined):
            rule, words = f"dmn_{each.rule}", (each.message, each.hint)
            self.misuses.append(Finding(each.severity, rule, *self._place(element), *words))

    def _place(self, element: Element) -> tuple[str, int, str]:
        return self.file, element.line, element.id or self.owner

    def expression(self, element: Element, text: str) -> Expression:
        """Give the text as an expression; a broken one is a finding and reads as null."""
        self._check_language(element)
        try:
            parsed = parse_expression(text, self.names)
        except FeelSyntaxError as error:
            self._refuse_feel(element, error)
            return parse_expression("null")
        self.note_calls(element, parsed.calls)
        return parsed

    def unary_tests(self, element: Element, text: str) -> UnaryTests:
        """Give the text as unary tests; an empty cell means ``-``."""
        self._check_language(element)
        try:
            parsed = parse_unary_tests(text or "-", self.names)
        except FeelSyntaxError as error:
            self._refuse_feel(element, error)
            return parse_unary_tests("not(-1, true, ?)")
        self.note_calls(element, parsed.calls)
        return parsed

    def _refuse_feel(self, element: Element, error: FeelSyntaxError) -> None:
        if not self.lenient:
            shown = " ".join(error.text.split())
            self.refuse(
                element,
                "feel",
                f"not FEEL: {error} of {shown[:80]!r}",
                "correct the expression; names with spaces have to be declared in the file",
            )

    def _check_language(self, element: Element) -> None:
        language = element.get("expressionLanguage").lower()
        if language and "feel" not in language:
            self.refuse(
                element,
                "language",
                f"expression language {language!r}",
                "write the expression in FEEL",
            )

    def type_ref(self, element: Element, text: str | None = None) -> TypeRef | None:
        """Give the type that an element refers to, or None where it names none (or ``Any``)."""
        name = element.get("typeRef") if text is None else text.strip()
        if not name:
            name = element.text_of("typeRef") if text is None else ""
        if name in self.item_types:
            return TypeRef(name)
        name = name.rpartition(":")[2] or name
        name = _SYNONYMS.get(name, name)
        if name in self.item_types or name in BUILT_IN_TYPES:
            return None if name == "Any" else TypeRef(name)
        if name:
            self.refuse(
                element,
                "type",
                f"unknown type {name!r}",
                "use a FEEL type or define an item definition of that name in the file",
            )
        return None


def _all_names(root: Element) -> Iterable[str]:
    """Every name that an element of the file has, once."""
    seen: dict[str, None] = {}
    for element in root.walk():
        for attribute in ("name", "iteratorVariable"):
            name = element.get(attribute)
            if name:
                seen[name] = None
    return seen
