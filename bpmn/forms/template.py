"""Texts that hold FEEL: ``=expression`` as a whole, or ``Dear {{patient.name}}`` in parts."""

from collections.abc import Mapping
from datetime import datetime

from bpmn.feel import Expression
from bpmn.forms.evaluation import evaluated
from bpmn.forms.source import Source

Template = tuple[str | Expression, ...]
"""Plain parts and expressions, in their order."""


def read_template(source: Source, component: dict[str, object], text: str) -> Template:
    """Read a text; what is no FEEL in it is noted. Conditions and loops of templates are refused."""
    if text.startswith("="):
        return tuple(_expression(source, component, text[1:]))
    parts: list[str | Expression] = []
    rest = text
    while "{{" in rest:
        plain, _sep, rest = rest.partition("{{")
        inside, closed, rest = rest.partition("}}")
        if not closed:
            source.note("text", component, "a {{ without its }}", "close it")
        elif inside.strip().startswith(("#", "/", "else")):
            source.note(
                "text",
                component,
                f"{inside.strip()!r}: templates have no conditions or loops here",
                "hide the component by conditional.hide, or write an if ... then ... else",
            )
        else:
            parts += [plain, *_expression(source, component, inside)]
    return (*parts, rest)


def _expression(source: Source, component: dict[str, object], text: str) -> list[Expression]:
    parsed = source.expression(text.strip(), component, "text")
    return [] if parsed is None else [parsed]


def filled(template: Template, context: Mapping[str, object], now: datetime) -> str:
    """Give the text with its expressions worked out; what they leave open is a dash."""
    return "".join(
        each if isinstance(each, str) else _text(evaluated(each, context, now)) for each in template
    )


def _text(value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    return str(value)
