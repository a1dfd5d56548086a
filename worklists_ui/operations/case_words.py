"""Words for operations on a case: verbs, consequences, and why something is refused."""

from worklists_ui.translation import translator
from worklists_ui.vocabulary import operation


def verb(kind: str) -> str:
    """Name an operation as a button."""
    _ = translator()
    names = {
        "suspend": _("Suspend"),
        "resume": _("Resume"),
        "cancel": _("Cancel the case"),
        "modify": _("Move a token"),
        "edit_variables": _("Edit a variable"),
    }
    return names.get(kind, kind)


def done(kind: str) -> str:
    """Name an operation that was done."""
    return operation(kind)


def consequence(kind: str) -> str:
    """Say what an operation on the whole case does."""
    _ = translator()
    told = {
        "suspend": _(
            "Its timers do not fire and its tasks cannot be worked on. What arrives is kept and happens, in order, when it is resumed. Clocks go on running."
        ),
        "resume": _(
            "What was due and what has arrived meanwhile happens now, in the order of time. Its tasks are what they were."
        ),
        "cancel": _("Everything open ends. This cannot be taken back."),
    }
    return told.get(kind, "")


def problem(why: str) -> str:
    """Say why a token cannot be moved or a variable not be written (`bpmn.engine.modification.Problem`)."""
    _ = translator()
    words = {
        "root": _("this is the case itself: cancel it instead"),
        "nothing_left": _("nothing would be left in the case: cancel it instead"),
        "nothing_to_do": _("there is nothing to do"),
        "start_event": _("a start event cannot be begun by hand: begin what comes after it"),
        "boundary_event": _("an event at the border cannot be begun by hand"),
        "event_subprocess": _("an event sub-process is begun by its event only"),
        "compensation_handler": _("what undoes something is begun by undoing only"),
        "instantiating": _("this begins new cases and cannot be begun inside one"),
        "complex_gateway": _("this gateway counts its branches and cannot be begun by hand"),
        "inside_loop": _("it is one pass of a loop: move the whole loop"),
        "being_undone": _("it is being undone"),
        "wrong_scope": _("it does not belong inside that part"),
        "ambiguous_scope": _(
            "the part around it is open more than once: choose one under “Begin inside”"
        ),
        "unknown_activation": _("it is not open any more"),
        "unknown_element": _("the process has no such element"),
        "not_there": _("there is no such variable here"),
        "no_name": _("it has no name"),
        "written_and_removed": _("it cannot be written and taken away at once"),
        "too_large": _("it is too large"),
        "no_number": _("it holds a number that is none"),
    }
    return words.get(why, why)
