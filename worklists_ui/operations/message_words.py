"""The words of the tab Messages: views, reasons, what happened, and what became of a decision."""

from carelane.services.message_outcomes import Outcome
from carelane.services.message_queries import View
from carelane.services.message_reasons import Why
from worklists_ui.translation import translator
from worklists_ui.vocabulary import message_state


def view(name: View, count: int) -> str:
    """Name a view and how many lines it has."""
    _ = translator()
    names: dict[View, str] = {
        "orphans": _("Nobody takes"),
        "late": _("Late"),
        "duplicates": _("Came again"),
        "suspected": _("Says the same"),
        "waiting": _("Waited for"),
    }
    return f"{names[name]} ({count})" if count else names[name]


def explained(name: View) -> str:
    """Say what a view shows."""
    _ = translator()
    return {
        "orphans": _("Messages that wait in the inbox, and why no case takes them."),
        "late": _(
            "Messages that came when their receiver had ended, or did not want them, or that expired."
        ),
        "duplicates": _(
            "Messages that came once more under the same id. They were delivered once."
        ),
        "suspected": _("Messages that say the same as another one within the hour before."),
        "waiting": _("Cases that wait for a message which has not come."),
    }[name]


def nothing(name: View) -> str:
    """Say that a view is empty."""
    _ = translator()
    return {
        "orphans": _("Every message has found its receiver."),
        "late": _("No message came late."),
        "duplicates": _("No message came twice."),
        "suspected": _("No two messages say the same."),
        "waiting": _("No case waits for a message."),
    }[name]


def why(given: Why | None) -> str:
    """Say why nobody takes a message."""
    _ = translator()
    if given is None:
        return ""
    text = {
        "expired": _("its time is over"),
        "on_its_way": _("on its way; the case has not answered"),
        "in_turn": _("a case waits for it; others go before"),
        "unknown_institution": _("there is no such institution"),
        "other_institution": _("awaited at another institution ({count})"),
        "receiver_ended": _("its receiver has ended"),
        "case_open": _("a case of this key is still open"),
        "no_address": _("could begin a case, but names no institution"),
        "no_process": _("begins no process at this institution"),
        "other_key": _("awaited under other keys ({count})"),
        "nobody": _("nobody waits for this name"),
    }[given.reason]
    return text.replace("{count}", str(given.count))


def happened(kind: str) -> str:
    """Name what happened to a message, or its state."""
    _ = translator()
    return {
        "returned": _("the case did not wait for it any more"),
        "ended": _("its receiver had ended"),
        "duplicate": _("came again"),
        "suspected": _("says the same"),
        "waiting": _("waits"),
    }.get(kind) or message_state(kind)


def consequence(verb: str, *, own: bool) -> str:
    """Say what a decision about a message does; ``own``: the reader may see the case that it belongs to."""
    _ = translator()
    read = _("Who has read it, and why, is kept.")
    return {
        "bind": _("The case that you choose takes the message as if it had come under its key."),
        "reopen": _("It waits once more, as if it had just come."),
        "discard": _("No case will ever take it. This cannot be taken back."),
        "read": "" if own else read,
    }[verb]


def outcome(done: Outcome) -> str:
    """Say what became of a decision, as it is."""
    _ = translator()
    return {
        "taken": _("The case has taken the message."),
        "on_its_way": _("The message is on its way; the case has not answered yet."),
        "waits": _("No case has taken the message: it waits again."),
        "expired": _("The message has expired."),
        "discarded": _("The message is discarded."),
    }[done.state]
