"""Expressions of executable processes: formal, not empty, and of the right type (BPMN 2.0.2, 8.4.7 and 8.4.8).

An expression without `xsi:type="tFormalExpression"` is natural language, for people. Not so one that
begins with an equals sign, which says itself that it is FEEL (as in Camunda 8), a whole number, or a
time: a time without an equals sign is never an expression here but an ISO 8601 value, read as one.
"""

from datetime import UTC, datetime

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing
from bpmn.feel import FeelError, FeelSyntaxError, parse_expression
from bpmn.xml_names import Xml, local, plain_reference, text_of

_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_CONDITIONS = frozenset(
    [
        "conditionExpression",
        "completionCondition",
        "activationCondition",
        "loopCondition",
        "condition",
    ]
)
_TIMES = frozenset(["timeDate", "timeDuration", "timeCycle"])
_EXPRESSIONS = _CONDITIONS | _TIMES | {"loopCardinality", "from", "to"}
"""Elements of the schema's type tExpression."""
_FORMAL = frozenset(["transformation", "messagePath", "dataPath", "formalExpression"])
"""Elements of the schema's type tFormalExpression, which need no xsi:type."""
_OWNERS = {"from": "assignment", "to": "assignment"}
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_STEPS = 10_000


def check_expressions(notes: Notes, drawing: Drawing) -> None:
    """Check every expression of the file."""
    executable = {scope.process for scope in drawing.scopes if scope.executable}
    for name in sorted(_EXPRESSIONS):
        for at in drawing.by_tag.get(name, []):
            if _stands(at, name) and not executable.isdisjoint(at.iterancestors()):
                _check(notes, at, formal=_formal_by_schema(at))
    for name in sorted(_FORMAL):
        for at in drawing.by_tag.get(name, []):
            if executable.isdisjoint(at.iterancestors()):
                _check_empty(notes, at)
            else:
                _check(notes, at, formal=True)


def _stands(at: Xml, name: str) -> bool:
    parent = at.getparent()
    return parent is not None and _OWNERS.get(name, local(parent)) == local(parent)


def _formal_by_schema(at: Xml) -> bool:
    parent = at.getparent()
    return parent is not None and local(parent) == "complexBehaviorDefinition"


def _check(notes: Notes, at: Xml, *, formal: bool) -> None:
    text, kind = text_of(at), plain_reference(at.get(_XSI_TYPE) or "")
    if not formal and kind != "tFormalExpression" and not _speaks_for_itself(at, text):
        message = f"{local(at)} is natural language, which no engine can evaluate"
        notes.error("informal_expression", at, message, 'write xsi:type="tFormalExpression"')
    language = at.get("language") or ""
    if language and "feel" not in language.lower():
        message = f"{local(at)} is written in {language!r}; expressions are FEEL"
        notes.error("expression_language", at, message, "write it in FEEL and remove language")
    _check_empty(notes, at)
    if text and local(at) in _CONDITIONS and not _may_be_boolean(text):
        message = f"{local(at)} is {text!r}, which is neither true nor false"
        notes.error("condition_not_boolean", at, message, "write a comparison, such as x > 1")


def _speaks_for_itself(at: Xml, text: str) -> bool:
    return text.startswith("=") or text.isdecimal() or local(at) in _TIMES


def _check_empty(notes: Notes, at: Xml) -> None:
    if not text_of(at):
        message = f"{local(at)} is empty"
        notes.error("empty_expression", at, message, "write a FEEL expression")


def _may_be_boolean(text: str) -> bool:
    """Say whether a condition can hold; what reads no variable has one value, which says it."""
    try:
        expression = parse_expression(text.removeprefix("=").strip())
        if expression.variables:
            return True
        value = expression.evaluate({}, _ANY_TIME, budget=_STEPS)
    except (FeelSyntaxError, FeelError):
        return True  # the reader says what does not parse; the rest becomes an incident
    return value is None or isinstance(value, bool)
