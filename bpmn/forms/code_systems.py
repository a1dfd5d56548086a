"""Choices whose options are the codes of a table that the installation has loaded, such as ICD-10.

A designer writes the table's id into the component's custom properties: ``"properties": {"code_system": "icd-10"}``.
The value is the code; the table says what it means (`carelane.services.code_systems`).
"""

import re

from bpmn.forms.source import Source

NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
"""What the id of a code system looks like."""
SEARCHED = frozenset(["select", "taglist"])
"""Types of choices that can be searched."""


def code_system(source: Source, component: dict[str, object]) -> str:
    """Give the code system of a choice; empty for one that has its own options."""
    properties = component.get("properties")
    name = properties.get("code_system", "") if isinstance(properties, dict) else ""
    if not name:
        return ""
    if component.get("type") not in SEARCHED:
        source.note(
            "code_system", component, "only a select or taglist searches a code system", "use one"
        )
    if not isinstance(name, str) or NAME.fullmatch(name) is None:
        source.note(
            "code_system",
            component,
            f"code_system {name!r} is no id",
            "write it in small letters, digits, . and -, such as icd-10",
        )
        return ""
    return name
