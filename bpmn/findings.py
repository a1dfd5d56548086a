"""What a check says about a file: findings, and the refusal that carries them.

Every reader of the process language (BPMN, DMN, forms, scenarios) reports through this one form, so
that a designer always reads file, line, element, reason and remedy.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]
NEW_FILES_ONLY = frozenset(
    ["function_arguments", "dmn_function_arguments", "form_function_arguments"]
)
"""Rules that readers look at and that came with a later version: they refuse a release, not what was released."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of a check: where it is, what is wrong, and what to do instead.

    ``line`` counts from 1 and is 0 where the file as a whole is meant; ``element_id`` is empty where
    no element is meant. ``rule`` is the stable name that tools and tests refer to.
    """

    severity: Severity
    rule: str
    file: str
    line: int
    element_id: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """One line for a terminal: ``file:line: error [rule] element: message (hint)``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        element = f" {self.element_id}:" if self.element_id else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.severity} [{self.rule}]{element} {self.message}{hint}"

    @property
    def unreadable(self) -> bool:
        """Whether nothing can be made of the file, also if it was released before."""
        return self.severity == "error" and self.rule not in NEW_FILES_ONLY

    def to_json(self) -> dict[str, object]:
        """Give the finding as plain JSON values."""
        return asdict(self)


class Refused(Exception):  # noqa: N818 - the word users read; an Error suffix would say less
    """A file was refused; ``findings`` holds every reason that was found, never only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings; the message lists them one a line."""
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
