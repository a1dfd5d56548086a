# ruff: noqa: N818 - the words users read; an Error suffix on each would say less
"""Everything a use case can refuse or fail with: one tree, a stable ``code`` each.

The docstring of a class is its default message. ``details`` are plain values for the screen and the
API (never patient data). Codes are mapped to HTTP, Temporal and screens in one place each.
"""

import inspect
from datetime import datetime
from typing import Any


class CarelaneError(Exception):
    """Something went wrong."""

    code = "error"

    def __init__(self, message: str = "", **details: Any) -> None:
        """Keep the details; without a message the docstring speaks."""
        self.details: dict[str, Any] = details
        super().__init__(message or inspect.cleandoc(type(self).__doc__ or self.code))


class NotFound(CarelaneError):
    """There is nothing here under this id."""

    code = "not_found"


class TaskNotFound(NotFound):
    """There is no such task."""

    code = "task_not_found"


class CaseNotFound(NotFound):
    """There is no such case."""

    code = "case_not_found"


class DefinitionNotFound(NotFound):
    """There is no such process definition."""

    code = "definition_not_found"


class MigrationNotFound(NotFound):
    """There is no such migration."""

    code = "migration_not_found"


class IncidentNotFound(NotFound):
    """There is no such incident."""

    code = "incident_not_found"


class ReasonMissing(CarelaneError):
    """This needs a reason: it is kept with the case."""

    code = "reason_missing"


class ReasonTooLong(CarelaneError):
    """A reason has at most 500 characters."""

    code = "reason_too_long"


class MessageNotFound(NotFound):
    """There is no such message, or it is not yours to see."""

    code = "message_not_found"


class InstitutionNotFound(NotFound):
    """There is no institution of this code."""

    code = "institution_not_found"


class NotAllowed(CarelaneError):
    """Your role does not allow this."""

    code = "not_allowed"


class Conflict(CarelaneError):
    """Somebody or something else was faster."""

    code = "conflict"


class NotAllowedNow(Conflict):
    """This cannot be done in the present state."""

    code = "not_allowed_now"


class Changed(Conflict):
    """It was changed in the meantime; look again."""

    code = "changed"


class TaskTaken(Conflict):
    """Somebody else has taken this task: ask for delegation, or a supervisor to release it."""

    code = "task_taken"

    def __init__(self, by: str = "", at: datetime | None = None) -> None:
        """Say who (a name for the screen) has it since when, where that is known."""
        self.by = by
        self.at = at
        super().__init__(by=by, at=at.isoformat() if at else "")


class TaskAlreadyCompleted(Conflict):
    """Somebody else has completed this task."""

    code = "task_completed"

    def __init__(self, by: str = "", at: datetime | None = None) -> None:
        """Say who (a name for the screen) completed it and when, where that is known."""
        self.by = by
        self.at = at
        super().__init__(by=by, at=at.isoformat() if at else "")


class TaskClosed(Conflict):
    """The process has taken this task away."""

    code = "task_closed"


class TaskRefused(Conflict):
    """This cannot be done with the task now."""

    code = "task_refused"


class TaskPutAside(TaskRefused):
    """The task is put aside; resume it first."""

    code = "task_put_aside"

    def __init__(self, by: str = "", until: datetime | None = None) -> None:
        """Say who (a name for the screen) put it aside, and until when if that was said."""
        self.by = by
        self.until = until
        super().__init__(by=by, until=until.isoformat() if until else "")


class TaskNotClaimed(TaskRefused):
    """Nobody has this task: claim it first."""

    code = "task_not_claimed"


class NotPotentialOwner(TaskRefused):
    """The task belongs to another role: delegate or nominate somebody who has it."""

    code = "not_potential_owner"


class OnlyAdministrators(TaskRefused):
    """Only supervisors and the task's administrators may do this: ask one of them."""

    code = "only_administrators"


class WrongTaskState(TaskRefused):
    """The task is in a state in which this cannot be done."""

    code = "wrong_task_state"

    def __init__(self, state: str = "", verb: str = "") -> None:
        """Keep the task's state, and what was wanted of it."""
        self.state = state
        self.verb = verb
        super().__init__(state=state, verb=verb)


class ExcludedOwner(TaskRefused):
    """Whoever did an earlier step of this case may not do this one: a second person has to."""

    code = "excluded_owner"

    def __init__(self, by: str = "", element: str = "") -> None:
        """Say who (a name for the screen) completed which element before."""
        self.by = by
        self.element = element
        super().__init__(by=by, element=element)


class TaskNotSkippable(TaskRefused):
    """The designer of the process does not let this task be skipped."""

    code = "task_not_skippable"


class NobodyToReleaseTo(TaskRefused):
    """Nobody else may do this task: delegate it instead of giving it back."""

    code = "nobody_to_release_to"


class PersonMissing(CarelaneError):
    """Choose the person who is to have the task."""

    code = "person_missing"


class PersonUnfit(CarelaneError):
    """This person cannot have the task: not of its institutions, or not of its role."""

    code = "person_unfit"


class RoleUnfit(CarelaneError):
    """Nobody there has this role, or the task may not leave its institutions."""

    code = "role_unfit"


class OwnersMissing(CarelaneError):
    """Choose a role of an institution of this case, or persons, as new owners."""

    code = "owners_missing"


class NobodyToTell(CarelaneError):
    """Nobody there could be told: no person has the role, or only you."""

    code = "nobody_to_tell"


class ToldBefore(Conflict):
    """Somebody was told of this a short while ago; wait, or speak with them."""

    code = "told_before"


class MomentPast(CarelaneError):
    """This moment is past, or the end comes before the beginning."""

    code = "moment_past"


class SubstitutionNotFound(NotFound):
    """There is no such substitution."""

    code = "substitution_not_found"


class SubstitutionClash(Conflict):
    """There is a substitute for this time already, or the substitute is on leave too."""

    code = "substitution_clash"


class AttachmentNotFound(NotFound):
    """There is no such file, or it is not yours to see."""

    code = "attachment_not_found"


class FileRefused(CarelaneError):
    """This file cannot be kept."""

    code = "file_refused"


class FileTooLarge(FileRefused):
    """The file is larger than this installation takes (CARELANE_ATTACHMENT_MAX_MB)."""

    code = "file_too_large"


class FileEmpty(FileRefused):
    """The file is empty."""

    code = "file_empty"


class FileKindUnknown(FileRefused):
    """What the file holds is of no kind that this installation takes (CARELANE_ATTACHMENT_KINDS)."""

    code = "file_kind_unknown"


class FileNameWrong(FileRefused):
    """The ending of the file's name does not fit what it holds."""

    code = "file_name_wrong"


class FileGone(CarelaneError):
    """What this file held is missing or was changed in the folder of attachments: restore it from a backup."""

    code = "file_gone"


class InternalError(CarelaneError):
    """The program itself could not do this; the case is as it was before. An event that it met waits in an incident."""

    code = "internal_error"


class CaseEnded(Conflict):
    """The case has ended."""

    code = "case_ended"


class IncidentClosed(Conflict):
    """The incident is not open any more."""

    code = "incident_closed"


class MessageNotWaiting(Conflict):
    """The message does not wait any more: it was taken, is on its way, has expired or was discarded."""

    code = "message_not_waiting"


class NotAwaited(Conflict):
    """The case does not wait for a message of this name, or another one is on its way to it."""

    code = "not_awaited"


class InvalidMessage(CarelaneError):
    """The message cannot be sent as it is."""

    code = "invalid_message"


class CaseSuspended(Conflict):
    """The case is suspended; an operator has to resume it first."""

    code = "case_suspended"


class CaseNotSuspended(Conflict):
    """The case is not suspended."""

    code = "case_not_suspended"


class CaseCompensating(Conflict):
    """The case is being cancelled: what was done is being undone."""

    code = "case_compensating"


class UnknownOperation(CarelaneError):
    """This case does not know such an operation, or what it needs is missing."""

    code = "unknown_operation"


class NotModifiable(Conflict):
    """The case cannot be changed in this way."""

    code = "not_modifiable"


class UnknownElement(NotModifiable):
    """The case's process has no such element."""

    code = "unknown_element"


class UnknownActivation(NotModifiable):
    """This activation is not open any more."""

    code = "unknown_activation"


class AmbiguousScope(NotModifiable):
    """The scope around the element is open more than once; choose one of them."""

    code = "ambiguous_scope"


class NotMigratable(Conflict):
    """The case cannot move to this version as it stands."""

    code = "not_migratable"


class NothingToMigrate(Conflict):
    """The case has this version already."""

    code = "nothing_to_migrate"


class MigrationSettled(Conflict):
    """No migration can be taken back: something has happened in the case since, or it never moved."""

    code = "migration_settled"


class WrongMapping(CarelaneError):
    """The mapping of elements is wrong."""

    code = "wrong_mapping"


class NotSkippable(Conflict):
    """This incident cannot be skipped: change variables and try again, or move the token."""

    code = "not_skippable"


class HolidaysUnknown(NotFound):
    """Nobody has announced the holidays of this year: enter them from a file when they are known."""

    code = "holidays_unknown"


class ClockStopped(Conflict):
    """This clock does not run any more."""

    code = "clock_stopped"


class EmergencyClock(Conflict):
    """The clock of an emergency is never extended: escalate, or change who decides."""

    code = "emergency_clock"


class ClockNotLater(Conflict):
    """More time means a later due time than the clock has now."""

    code = "clock_not_later"


class UnusableVariables(CarelaneError):
    """These variables cannot be written."""

    code = "unusable_variables"


class InvalidValues(CarelaneError):
    """Some fields need your attention."""

    code = "invalid_values"

    def __init__(self, fields: tuple[Any, ...] = ()) -> None:
        """Keep the field errors (`bpmn.forms.FieldError`) in the order of the form."""
        self.fields = fields
        named = ", ".join(f"{field.key} ({field.code})" for field in fields)
        super().__init__(f"{inspect.cleandoc(InvalidValues.__doc__ or '')} {named}".rstrip())


class FilterNotSaved(CarelaneError):
    """This filter cannot be kept. ``reason``: name (none, too long, or not printable), long (a value), many, team, text."""

    code = "filter_not_saved"

    def __init__(self, reason: str = "text") -> None:
        super().__init__(f"This filter cannot be kept: {reason}.")
        self.reason = reason


class CommentNotFound(NotFound):
    """There is no such comment, or it is not yours to see."""

    code = "comment_not_found"


class CommentEmpty(CarelaneError):
    """A comment says something."""

    code = "comment_empty"


class CommentTooLong(CarelaneError):
    """A comment has at most 4000 characters."""

    code = "comment_too_long"


class NotYourComment(NotAllowed):
    """Only its author corrects a comment."""

    code = "not_your_comment"


class MentionUnfit(CarelaneError):
    """Somebody mentioned here may not see the case: mention only people of the list."""

    code = "mention_unfit"


class InvalidPools(CarelaneError):
    """An institution chosen for a pool does not exist or is of the wrong kind."""

    code = "invalid_pools"


class UnusableText(CarelaneError):
    """This holds characters that cannot be stored."""

    code = "unusable_text"


class ResultTooLarge(CarelaneError):
    """The job's answer is larger than a case can take: store it elsewhere and answer where it is."""

    code = "result_too_large"


class Unavailable(CarelaneError):
    """A part of the system is away; try again."""

    code = "unavailable"


class CaseUnavailable(Unavailable):
    """The process engine cannot be reached; what you typed is kept as a draft."""

    code = "case_unavailable"


class DatabaseUnavailable(Unavailable):
    """The database cannot be reached."""

    code = "database_unavailable"


class FileStoreUnavailable(Unavailable):
    """The folder of attachments cannot be read or written."""

    code = "file_store_unavailable"


class CaseUnreadable(CarelaneError):
    """The case's history cannot be replayed with this code or these keys."""

    code = "case_unreadable"


class HistoryForgotten(CarelaneError):
    """Temporal has forgotten how this case began, and its rows are gone: restore the database from a backup."""

    code = "history_forgotten"


class MailNotSent(Unavailable):
    """The mail server did not take the message; it stays in the outbox."""

    code = "mail_not_sent"


class MailRefused(MailNotSent):
    """The mail server will never take this mail: the address or the text is refused for good."""

    code = "mail_refused"


class LetterTooLarge(CarelaneError):
    """The files of a mail are too large together: it may have ten megabytes."""

    code = "letter_too_large"


class PreferencesUnusable(CarelaneError):
    """Quiet hours need a beginning and an end like 22:00, and the daily mail an hour from 0 to 23."""

    code = "preferences_unusable"


class JobUnknown(NotFound):
    """There is no such job of the scheduler."""

    code = "job_unknown"


class AlreadyRunning(Conflict):
    """Another `carelane up` uses this data folder."""

    code = "already_running"


class BackupRefused(Conflict):
    """This backup cannot be made or restored."""

    code = "backup_refused"


class KeysUnusable(CarelaneError):
    """The key file cannot be used."""

    code = "keys_unusable"


class RowSecurityUnusable(CarelaneError):
    """Row-level security is not set up."""

    code = "row_security_unusable"


class SignInUnusable(CarelaneError):
    """Sign-in is not set up."""

    code = "sign_in_unusable"


class KeyMissing(CarelaneError):
    """Something is encrypted with a key that the key file lacks."""

    code = "key_missing"


class PayloadUnreadable(CarelaneError):
    """An encrypted payload was damaged, or moved here from another case."""

    code = "payload_unreadable"


def _subclasses(root: type[CarelaneError]) -> list[type[CarelaneError]]:
    """Walk the tree in the order of definition."""
    found = [root]
    for child in root.__subclasses__():
        found.extend(_subclasses(child))
    return found


BY_CODE: dict[str, type[CarelaneError]] = {
    error.code: error for error in _subclasses(CarelaneError)
}
