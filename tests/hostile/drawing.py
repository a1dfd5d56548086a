"""Builds the text of BPMN files."""

from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:carelane="https://carelane.org/schema/bpmn/1.0"'
)


def file_of(body: str, roots: str = "") -> str:
    """A file with one executable process."""
    return (
        f'<definitions {NAMESPACES} id="d" targetNamespace="t">{roots}'
        f'<process id="case" isExecutable="true">{body}</process></definitions>'
    )


def line_of(element: str, roots: str = "") -> str:
    """A file with a start, one element with the id x, and an end."""
    return file_of(
        f'<startEvent id="s"/>{flow("s", "x")}{element}{flow("x", "e")}<endEvent id="e"/>', roots
    )


def flow(source: str, target: str, condition: str = "", name: str = "") -> str:
    """A sequence flow."""
    inner = f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition else ""
    key = name or f"{source}_{target}"
    return (
        f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
    )


def attribute(text: str) -> str:
    """A text as an attribute's value, with its quotes."""
    return quoteattr(text)


def extended(tag: str, extensions: str, inner: str = "", attributes: str = "") -> str:
    """An element x with extension elements."""
    return (
        f'<{tag} id="x" {attributes}><extensionElements>{extensions}</extensionElements>'
        f"{inner}</{tag}>"
    )


def timer(kind: str, value: str) -> str:
    """A timer event definition."""
    return f"<timerEventDefinition><{kind}>{escape(value)}</{kind}></timerEventDefinition>"
