"""Collects the findings of the checks."""

from typing import Protocol

from lxml import etree

from bpmn.findings import Finding, Severity
from bpmn.xml_names import Xml, id_near, line_of


class Placed(Protocol):
    """Whatever has an id and a line: elements of the model, nodes and flows of the drawing."""

    @property
    def id(self) -> str:
        """The id that a finding names."""

    @property
    def line(self) -> int:
        """The line that a finding names."""


class Notes:
    """The findings so far of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def error(self, rule: str, at: Placed | Xml, message: str, hint: str = "") -> None:
        """Note a reason to refuse the file."""
        self._note("error", rule, at, message, hint)

    def warning(self, rule: str, at: Placed | Xml, message: str, hint: str = "") -> None:
        """Note something that a designer should know."""
        self._note("warning", rule, at, message, hint)

    def _note(self, severity: Severity, rule: str, at: Placed | Xml, *words: str) -> None:
        if isinstance(at, etree._Element):  # noqa: SLF001 - lxml has no public name for its element type
            place = (self.file, line_of(at), id_near(at))
        else:
            place = (self.file, at.line, at.id)
        self.findings.append(Finding(severity, rule, *place, *words))
