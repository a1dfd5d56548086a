"""What a file says of itself beside the drawing: imports, script formats, transaction methods."""

import re

from bpmn.check.notes import Notes
from bpmn.check.standard.drawing import Drawing
from bpmn.xml_names import children

_MIME = re.compile(r"[\w.+-]+/[\w.+-]+")
_METHODS = ("", "##Compensate")


def check_words(notes: Notes, drawing: Drawing) -> None:
    """Check imports, scripts and transactions."""
    for at in drawing.by_tag.get("import", []):
        message = (
            f"a process file stands alone: {at.get('location') or 'what it imports'} is not read"
        )
        hint = "draw it here, or call a process of another folder by its id"
        notes.error("import_not_read", at, message, hint)
    for task in drawing.by_tag.get("scriptTask", []):
        format_ = (task.get("scriptFormat") or "").strip()
        has_script = next(children(task, "script"), None) is not None
        if (format_ and not _MIME.fullmatch(format_)) or (has_script and not format_):
            said = f"is {format_!r}, no MIME type" if format_ else "is missing"
            message = f"scriptFormat {said}: the language of the script is not known"
            hint = "use zeebe:script with a FEEL expression, and remove script and scriptFormat"
            notes.error("script_format", task, message, hint)
    for transaction in drawing.by_tag.get("transaction", []):
        method = (transaction.get("method") or "").strip()
        if method not in _METHODS:
            message = (
                f"the transaction's method is {method!r}; transactions are undone by compensation"
            )
            hint = 'write method="##Compensate", or remove it'
            notes.error("transaction_method", transaction, message, hint)
