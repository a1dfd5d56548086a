"""Collects the findings of the checks."""

from bpmn.findings import Finding
from bpmn.model import Element


class Notes:
    """The findings so far of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def error(self, rule: str, at: Element, message: str, hint: str = "") -> None:
        """Note a reason to refuse the file."""
        self.findings.append(Finding("error", rule, self.file, at.line, at.id, message, hint))

    def warning(self, rule: str, at: Element, message: str, hint: str = "") -> None:
        """Note something that a designer should know."""
        self.findings.append(Finding("warning", rule, self.file, at.line, at.id, message, hint))
