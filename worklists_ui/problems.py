"""What went wrong, said to the person in their language: the one place where errors become messages."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from carelane.domain.errors import (
    CarelaneError,
    CaseUnavailable,
    ExcludedOwner,
    FilterNotSaved,
    TaskAlreadyCompleted,
    TaskPutAside,
    TaskTaken,
    WrongTaskState,
)
from worklists_ui.forms import keep_alive
from worklists_ui.plain import escaped
from worklists_ui.times import moment
from worklists_ui.translation import translator
from worklists_ui.vocabulary import task_state, task_verb

_RETRY = "3s"


def message(error: CarelaneError) -> str:
    """Give the message of an error; who and when where the error knows."""
    _ = translator()
    if isinstance(error, TaskAlreadyCompleted) and error.by and error.at:
        text = _("{by} completed this task on {at}. What you typed was not sent.")
        return text.format(by=error.by, at=moment(error.at))
    if isinstance(error, TaskTaken):
        return _taken(error)
    if isinstance(error, FilterNotSaved):
        return _filter_not_saved(error.reason)
    if isinstance(error, TaskPutAside):
        return _put_aside(error)
    if isinstance(error, ExcludedOwner):
        text = _(
            "{by} completed “{element}” in this case: a second person has to do this task (four eyes)."
        )
        return text.format(by=error.by, element=error.element)
    if isinstance(error, WrongTaskState):
        text = _("A task that is {state} cannot be treated so: {verb}.")
        return text.format(state=task_state(error.state), verb=task_verb(error.verb))
    return by_code(error.code) or str(error)


def _taken(error: TaskTaken) -> str:
    """Say who has the task since when, and what to do about it."""
    _ = translator()
    if not error.by:
        return by_code(error.code)
    if error.at is None:
        text = _("{by} has taken this task. Ask for delegation, or a supervisor to release it.")
        return text.format(by=error.by)
    text = _("{by} took this task on {at}. Ask for delegation, or a supervisor to release it.")
    return text.format(by=error.by, at=moment(error.at))


def _put_aside(error: TaskPutAside) -> str:
    """Say who put the task aside until when, and what to do about it."""
    _ = translator()
    if error.until is None:
        text = _("{by} has put this task aside. Resume it first.")
        return text.format(by=error.by)
    text = _("{by} has put this task aside until {until}. Resume it first.")
    return text.format(by=error.by, until=moment(error.until))


def _filter_not_saved(reason: str) -> str:
    """Say what to change about a filter that is to be kept."""
    _ = translator()
    texts = {
        "name": _("Give the filter a name of at most 60 characters."),
        "many": _("You have 40 filters already: delete one first."),
        "team": _("A filter can be shared only with a team that you belong to."),
        "text": _("A filter with a search text is not shared: the text may be a patient's name."),
    }
    return texts.get(reason) or _("This filter cannot be kept.")


def by_code(code: str) -> str:
    """Give the message of an error code; empty for a code without one."""
    _ = translator()
    return {**_of_tasks(), **_others()}.get(code, "")


def _of_tasks() -> dict[str, str]:
    """Give the messages about human tasks and who does them."""
    _ = translator()
    return {
        "task_taken": _(
            "Somebody else has this task. Ask for delegation, or a supervisor to release it."
        ),
        "task_refused": _("This cannot be done with the task now."),
        "task_put_aside": _("The task is put aside. Resume it first."),
        "task_not_claimed": _("Nobody has this task yet. Claim it first."),
        "not_potential_owner": _(
            "The task belongs to another role. Delegate it, or nominate somebody who has the role."
        ),
        "only_administrators": _(
            "Only supervisors and the administrators of the task may do this. Ask one of them."
        ),
        "wrong_task_state": _("The task is in a state in which this cannot be done."),
        "excluded_owner": _(
            "Whoever did an earlier step of this case may not do this one: a second person has to (four eyes)."
        ),
        "task_not_skippable": _("The process does not let this task be skipped."),
        "nobody_to_release_to": _(
            "Nobody else may do this task. Delegate it instead of giving it back."
        ),
        "person_missing": _("Choose a person."),
        "person_unfit": _("This person is not of the right institution or role for the task."),
        "owners_missing": _("Choose a role or a person."),
        "role_unfit": _("Nobody there has this role, or the task may not leave its institutions."),
        "nobody_to_tell": _("Nobody could be told: no person has the role there, or only you."),
        "told_before": _("They were told of this less than an hour ago. Speak with them, or wait."),
        "moment_past": _("This moment is past, or the end comes before the beginning."),
        "substitution_not_found": _("There is no such substitution."),
        "substitution_clash": _(
            "There is a substitute for this time already, or one of the two is a substitute or on leave then."
        ),
    }


def _others() -> dict[str, str]:
    """Give all other messages."""
    _ = translator()
    return {
        "error": _(
            "Something went wrong. Look at the page again; if it is still so, tell the operators."
        ),
        "conflict": _(
            "Somebody or something else was faster. Look at the page again, then decide anew."
        ),
        "unavailable": _("A part of the system cannot be reached. Try again in a moment."),
        "task_not_found": _("There is no such task, or it is not yours to see."),
        "attachment_not_found": _("There is no such file, or it is not yours to see."),
        "file_refused": _("This file cannot be kept."),
        "file_too_large": _("The file is too large."),
        "file_empty": _("The file is empty."),
        "file_kind_unknown": _(
            "Files of this kind cannot be attached. Pictures, PDF, DICOM, Word, Excel and plain text can, as far as your installation allows."
        ),
        "file_name_wrong": _(
            "The name of the file says something else than the file is. Save it again under its own kind."
        ),
        "file_gone": _(
            "What this file held is missing. The operators restore it from a backup; tell them."
        ),
        "file_store_unavailable": _(
            "The folder of attached files cannot be reached. Try again in a moment."
        ),
        "case_not_found": _("There is no such case, or it is not yours to see."),
        "definition_not_found": _("There is no such process."),
        "filter_not_saved": _("This filter cannot be kept."),
        "comment_not_found": _("There is no such comment, or it is not yours to see."),
        "comment_empty": _("Write something first."),
        "comment_too_long": _("A comment has at most 4000 characters. Shorten it, or write two."),
        "not_your_comment": _(
            "Only its author corrects or withdraws a comment. Write one of your own."
        ),
        "comment_gone": _("This comment was withdrawn. Write another one."),
        "mention_unfit": _(
            "Somebody you mention may not see this case any more. Choose from the list again."
        ),
        "not_found": _("There is nothing here under this id."),
        "incident_not_found": _("There is no such incident, or it is not yours to see."),
        "incident_closed": _("The incident is not open any more."),
        "resource_not_found": _("There is no such resource."),
        "hold_expired": _("The hold is over: it lapsed, was given back, or an emergency took it."),
        "extension_refused": _("A hold is extended once, and to a later moment."),
        "closure_refused": _(
            "The last hospital of the group that is open for this cannot close: ask the group desk."
        ),
        "need_unusable": _(
            "What is needed cannot be read: its kind is bed, slot, equipment, doctor or unit, a quantity from 1 to 50."
        ),
        "status_refused": _("This state cannot follow the present one."),
        "impossible_time": _("This moment cannot be. Look at the clock and enter it again."),
        "milestone_known": _("This was reported before. The crew corrects it in its own record."),
        "teller_missing": _("Say who telephoned."),
        "identity_question_not_found": _("There is no such question about identities."),
        "journey_not_found": _("There is no such journey, or not for you."),
        "journey_closed": _("This journey has been closed."),
        "patient_not_found": _("There is no such patient, or not for you."),
        "identity_conflict": _("These two identities cannot be merged as they stand."),
        "merge_undone": _("The merge was taken apart already."),
        "registry_file_wrong": _("The file has wrong cells: nothing of it was loaded."),
        "reason_missing": _("Say why: the reason is kept with the case."),
        "reason_too_long": _("The reason is too long: it may have 500 characters."),
        "password_wrong": _("The present password is not right."),
        "password_unfit": _(
            "Choose another one: 10 to 200 characters, not the present one, without your account's name."
        ),
        "tried_too_often": _("Too many wrong passwords. Wait a moment and try again."),
        "not_allowed": _("Your role does not allow this."),
        "not_allowed_now": _("This cannot be done any more; the page shows the present state."),
        "changed": _("It was changed in the meantime. Look again, then repeat."),
        "task_completed": _("This task has been completed already."),
        "task_closed": _("The process has taken this task away; nothing more needs to be done."),
        "internal_error": _(
            "The program itself could not do this. The case is as it was; its operators have been told."
        ),
        "case_ended": _("The case has ended."),
        "message_not_found": _("There is no such message, or it is not yours to see."),
        "institution_not_found": _("There is no institution of this code."),
        "message_not_waiting": _(
            "This message does not wait any more: it was taken, is on its way, has expired or was discarded."
        ),
        "not_awaited": _(
            "This case does not wait for a message of this name, or another one is on its way to it."
        ),
        "invalid_message": _("The message cannot be sent as it is."),
        "case_suspended": _("The case is suspended. It goes on when an operator has resumed it."),
        "case_not_suspended": _("The case is not suspended."),
        "case_compensating": _("The case is being cancelled; what was done is being undone."),
        "unknown_operation": _("This case does not know such an operation."),
        "not_modifiable": _("The case cannot be changed in this way."),
        "unknown_element": _("The process of this case has no such element."),
        "unknown_activation": _("This is not open any more; look again."),
        "ambiguous_scope": _("The part around this element is open more than once; choose which."),
        "migration_not_found": _("There is no such migration."),
        "not_migratable": _("The case cannot move to this version as it stands."),
        "nothing_to_migrate": _("The case has this version already."),
        "migration_settled": _(
            "This cannot be taken back: something has happened in the case since, or it never moved."
        ),
        "wrong_mapping": _("The mapping of elements is wrong."),
        "not_skippable": _(
            "This cannot be skipped. Change variables and try again, or move the token."
        ),
        "holidays_unknown": _(
            "Nobody has announced the holidays of this year yet; enter them from a file later."
        ),
        "clock_stopped": _("This clock does not run any more; look again."),
        "emergency_clock": _(
            "The clock of an emergency is never extended. Escalate it, or let somebody else decide."
        ),
        "consent_incomplete": _(
            "The consent is not complete. In an emergency it needs a basis and a second clinician."
        ),
        "second_clinician_missing": _("The second clinician must be another person than you."),
        "consent_not_found": _("There is no such consent, or it is not yours to see."),
        "consent_over": _("This consent is withdrawn or has expired already."),
        "not_disclosed": _(
            "Without the patient's consent or a basis nothing may be disclosed here. The attempt is written down."
        ),
        "grant_closed": _(
            "What allowed this retrieval has expired or was withdrawn. The attempt is written down."
        ),
        "reference_not_found": _("There is no such document, or it is not yours to see."),
        "target_unusable": _(
            "A target is a key of the catalogue with a duration such as PT30M, a count, or a number of per cents."
        ),
        "clock_not_later": _("More time means a later time than the clock has now."),
        "unusable_variables": _("These variables cannot be written."),
        "invalid_values": _("Some fields need your attention."),
        "result_too_large": _("The answer of an automatic step is too large for a case."),
        "unusable_text": _("This holds characters that cannot be stored."),
        "invalid_pools": _("An institution chosen here does not fit this process."),
        "row_security_unusable": _("Row-level security is not set up. Ask the operators."),
        "demonstration_refused": _(
            "A simulated month comes only into a product without cases: take another data folder or database."
        ),
        "sign_in_unusable": _("Sign-in is not set up. Ask the operators."),
        "keys_unusable": _(
            "The key file of this installation cannot be used; tell its operators. Nothing was lost."
        ),
        "key_missing": _(
            "The key that this case is encrypted with is missing; tell the operators. Nothing was lost."
        ),
        "payload_unreadable": _(
            "What the process engine keeps of this case is damaged; tell the operators."
        ),
        "case_unreadable": _(
            "The history of this case cannot be read with this version of the program or these keys; tell the operators. Nothing was changed."
        ),
        "history_forgotten": _(
            "The process engine has forgotten how this case began, and its rows are gone. Operators restore the database from a backup."
        ),
        "mail_not_sent": _(
            "The mail server did not take the mail. It stays in the outbox and is sent again by itself; operators look at the mail server."
        ),
        "mail_refused": _("The mail server refuses this mail for good. Look at the address."),
        "letter_too_large": _("The files of this mail are too large: ten megabytes at most."),
        "preferences_unusable": _(
            "Quiet hours need a beginning and an end like 22:00, the daily mail an hour from 0 to 23."
        ),
        "job_unknown": _("There is no such job of the scheduler."),
        "already_running": _(
            "Carelane runs already in this data folder. Operators end that one first, or choose another folder."
        ),
        "backup_refused": _(
            "This backup cannot be made or restored as asked. Operators find the reason where the command was given."
        ),
        "case_unavailable": _(
            "The process engine cannot be reached. What you typed is kept; press the button again in a moment, it takes effect only once."
        ),
        "database_unavailable": _(
            "The database cannot be reached. What you typed is kept in this window; it goes on by itself."
        ),
    }


@contextmanager
def told() -> Iterator[None]:
    """Show what a service refuses in this block as a message in its place."""
    try:
        yield
    except CarelaneError as error:
        refused(error)


def refused(error: CarelaneError) -> None:
    """Show why something was not done."""
    if isinstance(error, CaseUnavailable):
        st.warning(escaped(message(error)), icon=":material/cloud_off:")
    elif error.code.endswith("not_found"):
        st.error(escaped(message(error)), icon=":material/search_off:")
    else:
        st.error(escaped(message(error)), icon=":material/error:")


def database_away() -> None:
    """Say that the database is away, keep what was typed, and look again every few seconds."""
    keep_alive()
    st.error(by_code("database_unavailable"), icon=":material/cloud_off:")
    _look_again()


@st.fragment(run_every=_RETRY)
def _look_again() -> None:
    """Run the whole page again at the second and later ticks."""
    ticks = st.session_state.get("away_ticks", 0)
    st.session_state["away_ticks"] = ticks + 1
    if ticks:
        st.session_state["away_ticks"] = 0
        st.rerun()
