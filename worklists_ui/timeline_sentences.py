"""What a line of a case's history says, in the reader's language: an icon and a sentence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carelane.services.calendar_changes import REASON as CALENDAR_CHANGED
from carelane.services.identity_work import MERGED, UNMERGED
from worklists_ui import clocks, problems, times
from worklists_ui.emergency.words import milestone
from worklists_ui.job_words import failed
from worklists_ui.translation import translator
from worklists_ui.vocabulary import business_status, operation, urgency

BREACH = 100
Sentence = tuple[str, str]
Data = Mapping[str, Any]


def sentence(kind: str, element: str, data: Data) -> Sentence:
    """Give icon and sentence of a line; an unknown kind is shown by its name."""
    icon, text = _plain().get(kind) or _telling(kind, data) or ("circle", f"{kind} {{element}}")
    values = {"element": element, **{name: str(value) for name, value in data.items()}}
    if "message" in values:
        values["message"] = failed(values["message"])
    return icon, _filled(text, values).strip()


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values into the text, each once and never into each other."""
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _sep, rest = part.partition("}")
        filled += [values.get(name, ""), rest]
    return "".join(filled)


def _plain() -> dict[str, Sentence]:
    """Give the sentences that need nothing but the element's name."""
    _ = translator()
    return {
        "InstanceStarted": ("play_circle", _("The case started: {element}")),
        "OpenHumanTask": ("assignment", _("New task: {element}")),
        "CommentCorrected": ("edit", _("A comment was corrected. {element}")),
        "CommentWithdrawn": ("comments_disabled", _("A comment was withdrawn. {element}")),
        "claim": ("back_hand", _("Claimed: {element}")),
        "start": ("play_arrow", _("Started: {element}")),
        "stop": ("stop", _("Work rests: {element}")),
        "SlaStarted": ("timer", _("The clock runs: {element}")),
        "SlaStopped": ("timer_off", _("The clock stopped: {element}")),
        "HumanTaskDue": ("schedule", _("Due at another time: {element}")),
        "SetTimer": ("alarm", _("Timer set: {element}")),
        "MessageTaken": ("mark_email_read", _("Message received: {element}")),
        "MessageNotTaken": ("unsubscribe", _("A message came that nobody waits for any more")),
        "MessageExpired": ("schedule_send", _("Nobody took the message in time: {message_name}")),
        "MessageBound": (
            "forward_to_inbox",
            _("Message given to a case by hand: {message_name}. {reason}"),
        ),
        "MessageDiscarded": ("delete", _("Message discarded: {message_name}. {reason}")),
        "MessageReopened": ("restart_alt", _("Message waits once more: {message_name}. {reason}")),
        "MessageRead": (
            "visibility",
            _("An operator has read what the message {message_name} says: {reason}"),
        ),
        "PublishMessage": ("send", _("Message sent: {message_name} ({element})")),
        "BroadcastSignal": ("campaign", _("Signal sent: {signal_name} ({element})")),
        "SignalHeard": ("hearing", _("Signal of another case heard: {signal_name}")),
        "Undoing": ("history", _("Being undone: {element}")),
        "CalledOff": ("cancel", _("Called off, what was done is undone: {element}")),
        "ConditionMet": ("rule", _("The condition is met: {element}")),
        "RaiseIncident": ("error", _("Technical incident at {element}: {message}")),
        "CloseIncident": ("build_circle", _("Technical incident resolved")),
        "EscalationRaised": ("trending_up", _("Escalated: {element}")),
        "RunJob": ("settings", _("Automatic step: {element}")),
        "JobWaiting": ("hourglass_top", _("What the automatic step needs is away: {element}")),
        "JobAnswered": ("hourglass_disabled", _("An automatic step waits no more")),
        "CancelJob": ("block", _("Automatic step not needed any more")),
        "StartChild": ("account_tree", _("Another case was called: {element}")),
        "CancelChild": ("block", _("The called case was called off")),
        "LetterPrinted": ("print", _("The letter was printed")),
        "FileAdded": ("attach_file", _("A file was attached")),
        "FileRemoved": ("attach_file_off", _("A file was taken away")),
        "VariablesChanged": ("edit_note", _("Data changed")),
        "VariablesLookedAt": ("visibility", _("An operator looked at the data: {reason}")),
        "CaseSuspended": ("pause_circle", _("The case was suspended")),
        "CaseResumed": ("resume", _("The case goes on")),
        "CaseCompensating": ("history", _("The case is being cancelled: what was done is undone")),
        "CaseMigrated": ("move_up", _("The case goes on in another version of its process")),
        "HumanTaskMoved": ("assignment", _("Task as the other version shows it: {element}")),
    }


def _telling(kind: str, data: Data) -> Sentence | None:
    """Give the sentences that depend on what happened."""
    tellers = {
        "Comment": _comment,
        "StatusChanged": _status,
        "StatusRefused": _status_refused,
        "CloseHumanTask": _closed_task,
        "SlaStepReached": _step,
        "SlaPaused": _paused,
        "SlaPauseRefused": _not_paused,
        "SlaResumed": _runs_again,
        "SlaReplanned": _replanned,
        "SlaExtended": _extended,
        "ClearTimer": _timer,
        "Ended": _ended,
        "Operation": _operation,
        "OperationRefused": _refused,
        "CaseModified": _modified,
        "VariablesCorrected": _corrected,
        "EventHeld": _held,
        "Telephoned": _telephoned,
    }
    teller = tellers.get(kind)
    return teller(data) if teller else _given(kind, data)


def _given(kind: str, data: Data) -> Sentence | None:
    """Say who got a task from whom, or until when it was put aside, and why; names stand in for ids already."""
    _ = translator()
    texts = {
        "take_over": ("swap_horiz", _("Taken over from {from}: {element}")),
        "ask_for": ("pan_tool", _("Asked {to} for the task: {element}")),
        "delegate": ("person_add", _("Delegated to {to}: {element}")),
        "nominate": ("how_to_reg", _("Given to {to}: {element}")),
        "forward": ("forward", _("Forwarded to {owners}: {element}")),
        "Nudged": ("notifications_active", _("Reminded {owners}: {element}")),
        "EscalatedByPerson": ("trending_up", _("Escalated to {owners}: {element}")),
        "suspend": ("pause", _("Put aside: {element}")),
        "release": ("undo", _("Released: {element}")),
        "resume": ("resume", _("Taken up again: {element}")),
    }
    if kind not in texts:
        return None
    icon, text = texts[kind]
    if kind == "suspend" and data.get("until"):
        text = _("Put aside until {until}: {element}")
    if kind == "resume" and data.get("by_itself"):
        text = _("Came back by itself: {element}")
    if kind == "release" and data.get("from"):
        text = _("Taken back from {from}: {element}")
    return icon, f"{text}. {{reason}}" if data.get("reason") else text


def _comment(data: Data) -> Sentence:
    _ = translator()
    if data.get("withdrawn"):
        return "comments_disabled", _("Comment that was withdrawn later. {element}")
    if data.get("corrected"):
        return "chat", _("Comment, as it was corrected. {element}")
    return "chat", _("Comment. {element}")


def _status(data: Data) -> Sentence:
    _ = translator()
    status = business_status(str(data.get("status", "")))
    return "flag", _("Status: {status}").replace("{status}", status)


def _status_refused(data: Data) -> Sentence:
    _ = translator()
    text = _(
        "The status {status} came, which may not follow {stands}: the case goes on, its status stays"
    )
    words = {name: business_status(str(data.get(name, ""))) for name in ("status", "stands")}
    return "report", _filled(text, words)


def _closed_task(data: Data) -> Sentence:
    _ = translator()
    outcomes = {
        "completed": ("task_alt", _("Completed: {element}")),
        "obsolete": ("skip_next", _("Skipped: {element}. {reason}")),
        "failed": ("report", _("Said to be impossible: {element}. {reason}")),
    }
    known = outcomes.get(str(data.get("outcome")))
    if known is not None:
        return known
    return "do_not_disturb_on", _("Withdrawn by the process: {element}")


def _step(data: Data) -> Sentence:
    _ = translator()
    percent = data.get("percent", 0)
    if isinstance(percent, int) and percent >= BREACH:
        return "notification_important", _("Deadline missed: {element} ({percent} % of its time)")
    return "hourglass_bottom", _("{percent} % of the time has passed: {element}")


def _paused(data: Data) -> Sentence:
    _ = translator()
    why = clocks.pause_reason(str(data.get("why", "")))
    return "pause_circle", _("The clock stands still: {element}, {why}").replace("{why}", why)


def _not_paused(data: Data) -> Sentence:
    _ = translator()
    why = clocks.pause_reason(str(data.get("why", "")))
    text = _("The clock runs on although the case is {why}: an emergency is never paused")
    return "emergency_home", text.replace("{why}", why)


def _runs_again(data: Data) -> Sentence:
    _ = translator()
    text = _("The clock runs again: {element}, due {due}")
    return "resume", text.replace("{due}", _moment(data, "due_at"))


def _replanned(data: Data) -> Sentence:
    _ = translator()
    text = _("The clock was worked out anew: {element}, due {due} ({urgency})")
    level = urgency(str(data.get("urgency", "")))
    return "update", text.replace("{due}", _moment(data, "due_at")).replace("{urgency}", level)


def _extended(data: Data) -> Sentence:
    _ = translator()
    text = _("More time was given: {element}, due {due} instead of {before}")
    before = _moment(data, "before")
    return "more_time", text.replace("{due}", _moment(data, "due_at")).replace("{before}", before)


def _moment(data: Data, name: str) -> str:
    return times.moment(datetime.fromisoformat(str(data[name]))) if data.get(name) else ""


def _timer(data: Data) -> Sentence:
    _ = translator()
    if data.get("fired"):
        return "alarm_on", _("A timer fired")
    return "alarm_off", _("A timer is not needed any more")


def _operation(data: Data) -> Sentence:
    """Say what an operator did and why."""
    _ = translator()
    if data.get("reason") == CALENDAR_CHANGED:
        return "calendar_month", _("The institution's working calendar has changed")
    if data.get("reason") == MERGED:
        return "person", _("The patient is known by another id of the registry from now on")
    if data.get("reason") == UNMERGED:
        return "person_alert", _(
            "Two identities were taken apart: what is in this case is reviewed"
        )
    done = {
        "suspend": _("Suspended by an operator: {reason}"),
        "resume": _("Resumed by an operator: {reason}"),
        "cancel": _("Cancelled by an operator: {reason}"),
        "modify": _("Tokens moved by an operator: {reason}"),
        "edit_variables": _("Data changed by an operator: {reason}"),
        "extend_sla": _("Clock extended by a supervisor: {reason}"),
        "migrate": _("Moved to another version by an operator: {reason}"),
        "undo_migration": _("Moved back to its version by an operator: {reason}"),
        "retry": _("Tried again by an operator: {reason}"),
        "skip": _("Skipped by an operator: {reason}"),
    }
    other = _("Changed by an operator: {reason}")
    return "engineering", done.get(str(data.get("operation")), other)


def _refused(data: Data) -> Sentence:
    """Say what somebody tried in vain."""
    _ = translator()
    what, code = operation(str(data.get("operation"))), str(data.get("code"))
    why = problems.by_code(code) or code
    text = _("Tried and refused: {what}. {why} Reason given: {reason}")
    return "block", text.replace("{what}", what).replace("{why}", why)


def _modified(data: Data) -> Sentence:
    _ = translator()
    text = _("Begun: {activated}. Taken away: {terminated}.")
    return "move_location", _listed(text, data, ("activated", "terminated"))


def _corrected(data: Data) -> Sentence:
    _ = translator()
    text = _("Written: {written}. Removed: {removed}. {element}")
    return "edit_note", _listed(text, data, ("written", "removed"))


def _listed(text: str, data: Data, names: tuple[str, ...]) -> str:
    """Put lists of ids or names into the text."""
    for name in names:
        found = data.get(name, [])
        listed = ", ".join(map(str, found)) if isinstance(found, list) else ""
        text = text.replace(f"{{{name}}}", listed.replace("{", "(").replace("}", ")") or "–")
    return text


def _held(data: Data) -> Sentence:
    """Say what came to a case that stands still (`bpmn.engine.effects.EventHeld`)."""
    _ = translator()
    held = {
        "signal": _("A signal came while suspended, held back: {name}"),
        "job": _("An automatic step has answered while suspended, held back"),
        "call": _("A called case has answered while suspended, held back"),
    }
    message = _("A message came while suspended, held back: {name}")
    return "front_hand", held.get(str(data.get("kind")), message)


def _telephoned(data: Data) -> Sentence:
    _ = translator()
    text = _("Entered by telephone: {what}, happened {at}, told by {told_by}. {note}")
    what = milestone(str(data.get("milestone", "")))
    text = text.replace("{what}", what).replace("{at}", _moment(data, "happened_at"))
    return "phone_in_talk", text


def _ended(data: Data) -> Sentence:
    _ = translator()
    outcomes = {
        "error": _("The case has ended with an error. {error}"),
        "cancelled": _("The case was cancelled. {reason}"),
    }
    return "stop_circle", outcomes.get(str(data.get("outcome")), _("The case has ended."))
