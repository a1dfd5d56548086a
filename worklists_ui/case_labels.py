"""What the variables of a process are called: taken from the labels and options of its forms."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bpmn.definition import compile_released
from bpmn.forms import Field
from carelane.services import process_definitions
from worklists_ui import readable
from worklists_ui.forms import codes
from worklists_ui.forms.typed import form_language
from worklists_ui.product import product
from worklists_ui.translation import translator


@dataclass(frozen=True, slots=True)
class Labels:
    """Fields by the path of their variable (``exam.bp``; rows of a list as ``meds.dose``), in form order."""

    fields: dict[str, Field] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Say whether some form asks for this variable."""
        return any(path == name or path.startswith(f"{name}.") for path in self.fields)

    def name(self, path: str) -> str:
        """Name a variable; its own name in words where no form has it."""
        found = self.fields.get(path)
        return (
            found.label_in(form_language()) if found else path.rpartition(".")[2].replace("_", " ")
        )

    def is_unticked(self, path: str, value: Any) -> bool:
        """Say whether this is a box that nobody has ticked: it tells nothing."""
        found = self.fields.get(path)
        return value is False and found is not None and found.type == "checkbox"

    def text(self, path: str, value: Any) -> str:
        """Write a value, an option by its label."""
        found = self.fields.get(path)
        if found is not None and found.type == "filepicker" and value:
            _ = translator()
            count = len(value) if isinstance(value, list) else 1
            return _("{count} files, see Files").format(count=count)
        if found is not None and found.code_system and value:
            listed = value if isinstance(value, list) else [value]
            return "\n".join(codes.labels(found, listed).values())
        options = {one.value: one for one in found.options} if found else {}
        if isinstance(value, list) and options:
            return ", ".join(self.text(path, one) for one in value) or readable.text(value)
        if isinstance(value, (str, int, float)) and value in options:
            return options[value].label_in(form_language())
        return readable.text(value)


@lru_cache(maxsize=64)
def labels_of(definition_id: str) -> Labels:
    """Give the labels of a released version's forms."""
    bundle = process_definitions.get_bundle(product().database, definition_id)
    found: dict[str, Field] = {}
    for form in compile_released(bundle).forms.values():
        _add(found, form.fields, "")
    return Labels(found)


def _add(found: dict[str, Field], fields: tuple[Field, ...], prefix: str) -> None:
    """Add fields, and what stands inside them; the first form that has a field names it."""
    for one in fields:
        if one.takes_value and (one.label or one.labels):
            found.setdefault(f"{prefix}{one.key}", one)
        if one.fields:
            _add(found, one.fields, f"{prefix}{one.key}." if one.key else prefix)
