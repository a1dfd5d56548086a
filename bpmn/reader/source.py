"""The file being read: where findings are collected and expressions are parsed."""

from bpmn.feel import FeelSyntaxError, misused, parse_expression
from bpmn.findings import Finding, Severity
from bpmn.model import Expression, Static, Value
from bpmn.reader.items import Items
from bpmn.xml_names import Xml, id_near, line_of


class Source:
    """One BPMN file under reading; `findings` holds all that was found so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.items = Items()
        """The item-aware elements of the file."""

    def error(self, rule: str, at: Xml, message: str, hint: str = "") -> None:
        """Note a reason to refuse the file."""
        self._note("error", rule, at, message, hint)

    def warning(self, rule: str, at: Xml, message: str, hint: str = "") -> None:
        """Note something that a designer should know."""
        self._note("warning", rule, at, message, hint)

    def _note(self, severity: Severity, rule: str, at: Xml, *words: str) -> None:
        place = (self.file, line_of(at), id_near(at))
        self.findings.append(Finding(severity, rule, *place, *words))

    def expression(self, text: str, at: Xml, what: str) -> Expression | None:
        """Parse FEEL, with or without the equals sign; notes what does not parse."""
        feel = text.strip().removeprefix("=").strip()
        if not feel:
            self.error("empty_expression", at, f"{what} is empty", "write a FEEL expression")
            return None
        try:
            parsed = parse_expression(feel)
        except FeelSyntaxError as error:
            hint = f"correct the expression: {feel}"
            self.error("invalid_expression", at, f"{what} is no FEEL: {error}", hint)
            return None
        for each in misused(parsed.calls):
            self._note(each.severity, each.rule, at, f"{what}: {each.message}", each.hint)
        return Expression(feel, parsed)

    def value(self, text: str, at: Xml, what: str) -> Value | None:
        """Read a static text, or FEEL if it begins with an equals sign."""
        if text.strip().startswith("="):
            return self.expression(text, at, what)
        return Static(text.strip())

    def attribute(self, at: Xml, name: str, what: str) -> Value | None:
        """Read an attribute's value; None where it is missing, empty or wrong (which is noted)."""
        text = at.get(name)
        return self.value(text, at, f"{what} ({name})") if text and text.strip() else None

    def needed(self, at: Xml, name: str, what: str) -> Value | None:
        """Read an attribute that must be there."""
        if not (at.get(name) or "").strip():
            self.error("missing_attribute", at, f"{what} has no {name}", f"fill in {name}")
            return None
        return self.attribute(at, name, what)
