"""Who may do what, written down once: services ask this table, pages and docs/rights.md are made from it.

A right has holders. Each says who (roles by code, or a kind of people) and where: at their own institution, at those
they supervise, everywhere, or only where the process names them or a case is theirs. What a holder sees of a case is
said by the clauses of `carelane.services.visibility`, which ask the same table.
"""

from dataclasses import dataclass
from enum import StrEnum

from carelane.domain.roles import HEADS, ROLES, InstitutionKind, Supervises


class Right(StrEnum):
    """Something that not everybody may do."""

    WORK_ON_TASK = "work_on_task"
    SEE_CASE = "see_case"
    START_CASE = "start_case"
    CANCEL_CASE = "cancel_case"
    LOOK_UP_PATIENTS = "look_up_patients"
    RESOLVE_IDENTITIES = "resolve_identities"
    IMPORT_PATIENTS = "import_patients"
    TELL_OF_PATIENTS = "tell_of_patients"
    PASS_MESSAGES = "pass_messages"  # noqa: S105 - no password
    SUPERVISE = "supervise"
    SEE_FIGURES = "see_figures"
    REASSIGN = "reassign"
    ARRANGE_LEAVE = "arrange_leave"
    EXTEND_CLOCK = "extend_clock"
    EXPORT = "export"
    SEE_TAKEN = "see_taken"
    SEE_OPERATED = "see_operated"
    OPERATE_OFFICE = "operate_office"
    OPERATE_INSIDE = "operate_inside"
    FOLLOW_MESSAGES = "follow_messages"
    MEND_MESSAGES = "mend_messages"
    GIVE_MESSAGES = "give_messages"
    READ_MESSAGES = "read_messages"
    MANAGE_VERSIONS = "manage_versions"
    WATCH_SYSTEM = "watch_system"
    RUN_JOBS = "run_jobs"
    END_SIGN_INS = "end_sign_ins"
    READ_PAYLOADS = "read_payloads"
    SEE_CONSENTS = "see_consents"
    RECORD_CONSENT = "record_consent"
    WITHDRAW_CONSENT = "withdraw_consent"
    RELEASE_RECORDS = "release_records"
    SEE_RETRIEVALS = "see_retrievals"
    INDEX_RECORDS = "index_records"
    SET_TARGETS = "set_targets"
    FOLLOW_JOURNEYS = "follow_journeys"
    REPORT_BEDS = "report_beds"
    DISPATCH_UNITS = "dispatch_units"
    DIVERT = "divert"
    SEE_CALLS = "see_calls"
    SEE_PREALERTS = "see_prealerts"
    ENTER_FOR_CREW = "enter_for_crew"
    KEEP_RESOURCES = "keep_resources"


class Who(StrEnum):
    """Kinds of holders besides roles by code."""

    NAMED = "named"
    """Whoever the process names: an owner of the task, the role that may start it."""
    TAKEN_PART = "taken_part"
    """Whoever started the case, or has or had a task of it."""
    STARTER = "starter"
    ONESELF = "oneself"
    SUPERVISORS = "supervisors"
    CLINICAL = "clinical"
    """Every role of a kind of institution that treats patients or drives them: all but the group's offices."""


class Where(StrEnum):
    """At which institutions a holder has the right."""

    OWN = "own"
    SUPERVISED = "supervised"
    EVERYWHERE = "everywhere"
    THAT_CASE = "that_case"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a right, and where. ``who`` is a kind of people or role codes."""

    who: Who | frozenset[str]
    where: Where


@dataclass(frozen=True, slots=True)
class Rule:
    """A right, in words, and its holders."""

    right: Right
    text: str
    holders: tuple[Holder, ...]


SUPERVISING = frozenset(role.code for role in ROLES if role.supervises is not Supervises.NONE)
CLINICAL = frozenset(role.code for role in ROLES if role.kind is not InstitutionKind.GROUP)
MESSENGERS = frozenset(
    {"pri_coord", "hos_refdesk", "hos_duty", "ctr_tele", "ems_dispatch", "grp_desk"}
)
"""Roles that pass on to the cases of their institution what reaches it by paper, telephone or another system."""

RESOURCE_KEEPERS = frozenset(
    {"pri_coord", "hos_head", "hos_bed", "hos_duty", "ctr_senior", "ems_dispatch"}
)
"""Roles that keep the list of what their institution has."""

_NAMED = Holder(Who.NAMED, Where.THAT_CASE)
_TAKEN_PART = Holder(Who.TAKEN_PART, Where.THAT_CASE)
_SUPERVISORS = Holder(Who.SUPERVISORS, Where.SUPERVISED)
_OPERATORS = Holder(frozenset({"operator"}), Where.EVERYWHERE)
_DESIGNERS = Holder(frozenset({"process_designer"}), Where.EVERYWHERE)
_IDENTITY_DESK = Holder(frozenset({"grp_desk", "grp_privacy"}), Where.EVERYWHERE)
"""Who sees both sides of two institutions' registrations, and answers for what goes to the wrong chart."""
_MESSENGERS = Holder(MESSENGERS, Where.OWN)
_STAFF = Holder(CLINICAL, Where.OWN)
_HEADS = Holder(frozenset(HEADS.values()), Where.OWN)
_PRIVACY = Holder(frozenset({"grp_privacy"}), Where.EVERYWHERE)

RULES: tuple[Rule, ...] = (
    Rule(Right.WORK_ON_TASK, "see, take and complete a task", (_NAMED,)),
    Rule(
        Right.SEE_CASE,
        "see a case with what it says of its patient, comment on it, be mentioned there",
        (_TAKEN_PART, _SUPERVISORS),
    ),
    Rule(Right.START_CASE, "start a case, or tell values that begin cases", (_NAMED,)),
    Rule(
        Right.CANCEL_CASE,
        "cancel a case from its page",
        (Holder(Who.STARTER, Where.THAT_CASE), _SUPERVISORS),
    ),
    Rule(
        Right.LOOK_UP_PATIENTS,
        "search the registry of patients",
        (Holder(Who.CLINICAL, Where.EVERYWHERE), _IDENTITY_DESK),
    ),
    Rule(
        Right.RESOLVE_IDENTITIES,
        "decide about identities: settle questions, merge two ids of one person, take a merge apart",
        (_IDENTITY_DESK,),
    ),
    Rule(Right.IMPORT_PATIENTS, "load a file of patients into the registry", (_IDENTITY_DESK,)),
    Rule(
        Right.TELL_OF_PATIENTS,
        "tell running cases what happened to their patient: a death, a notifiable disease",
        (Holder(Who.CLINICAL, Where.EVERYWHERE), _IDENTITY_DESK),
    ),
    Rule(Right.PASS_MESSAGES, "enter messages and signals from outside", (_MESSENGERS, _OPERATORS)),
    Rule(Right.SUPERVISE, "see the board of overdue cases", (_SUPERVISORS,)),
    Rule(
        Right.SEE_FIGURES,
        "see figures: numbers and no case, for who does not supervise in no group of fewer than five",
        (_SUPERVISORS, _DESIGNERS),
    ),
    Rule(Right.REASSIGN, "give a task to somebody else", (_SUPERVISORS,)),
    Rule(
        Right.ARRANGE_LEAVE,
        "say who stands in for whom during leave",
        (Holder(Who.ONESELF, Where.OWN), _SUPERVISORS),
    ),
    Rule(Right.EXTEND_CLOCK, "extend a clock, with a reason", (_SUPERVISORS,)),
    Rule(Right.EXPORT, "take lists of cases out as a file", (_SUPERVISORS,)),
    Rule(
        Right.SEE_TAKEN,
        "see who took which list out, and, for supervisors, which file of a case",
        (_SUPERVISORS, _OPERATORS),
    ),
    Rule(Right.SEE_OPERATED, "see what is technical of a case", (_OPERATORS, _SUPERVISORS)),
    Rule(
        Right.OPERATE_OFFICE,
        "resolve incidents, suspend, resume and cancel on the page Operations",
        (_OPERATORS, _SUPERVISORS),
    ),
    Rule(
        Right.OPERATE_INSIDE,
        "move tokens, read and change variables, every other operation",
        (_OPERATORS,),
    ),
    Rule(Right.FOLLOW_MESSAGES, "follow the way of messages", (_OPERATORS, _SUPERVISORS)),
    Rule(Right.MEND_MESSAGES, "discard or reopen messages sent there", (_OPERATORS, _SUPERVISORS)),
    Rule(
        Right.GIVE_MESSAGES,
        "give a message to a case by hand; to one of another institution only operators",
        (_OPERATORS, _SUPERVISORS),
    ),
    Rule(Right.READ_MESSAGES, "read, with a reason, what a message says", (_OPERATORS,)),
    Rule(
        Right.MANAGE_VERSIONS,
        "choose versions for new cases and move running ones",
        (_OPERATORS, _DESIGNERS),
    ),
    Rule(Right.WATCH_SYSTEM, "watch processes, queues and counters", (_OPERATORS,)),
    Rule(
        Right.RUN_JOBS,
        "run a job of the scheduler at once, send a mail again; each stands in a list",
        (_OPERATORS,),
    ),
    Rule(
        Right.END_SIGN_INS,
        "see who is signed in, and end all sign-ins of a person, with a reason",
        (_OPERATORS,),
    ),
    Rule(Right.READ_PAYLOADS, "read what Temporal keeps; each look is written down", (_OPERATORS,)),
    Rule(
        Right.SEE_CONSENTS,
        "look up a patient's consents and which documents there are",
        (Holder(Who.CLINICAL, Where.EVERYWHERE), _PRIVACY),
    ),
    Rule(Right.RECORD_CONSENT, "record what a patient agreed to", (_STAFF,)),
    Rule(
        Right.WITHDRAW_CONSENT,
        "record that a patient takes a consent back, one that was recorded there",
        (_STAFF, _PRIVACY),
    ),
    Rule(
        Right.RELEASE_RECORDS,
        "release a patient's documents for a purpose, under consent or on the emergency basis",
        (_STAFF,),
    ),
    Rule(
        Right.SEE_RETRIEVALS,
        "see who retrieved what of a patient, and what was refused",
        (_HEADS, _PRIVACY),
    ),
    Rule(Right.INDEX_RECORDS, "import references to documents", (_HEADS, _PRIVACY)),
    Rule(Right.SET_TARGETS, "set institutions' own targets", (_OPERATORS,)),
    Rule(
        Right.FOLLOW_JOURNEYS,
        "follow journeys: who is responsible, which cases, which gaps; report care outside, close, take a wrong case out",
        (Holder(frozenset({"grp_case", "grp_desk", "grp_qc"}), Where.OWN),),
    ),
    Rule(
        Right.REPORT_BEDS,
        "say what state a bed is in",
        (Holder(frozenset({"hos_bed", "hos_ward"}), Where.OWN),),
    ),
    Rule(
        Right.DISPATCH_UNITS,
        "say what state an ambulance is in",
        (Holder(frozenset({"ems_dispatch"}), Where.OWN),),
    ),
    Rule(
        Right.DIVERT,
        "say what a hospital can take, with an expiry and a reason",
        (Holder(frozenset({"hos_duty"}), Where.OWN),),
    ),
    Rule(
        Right.SEE_CALLS,
        "see the open calls, crews and ambulances of an emergency centre side by side",
        (Holder(frozenset({"ems_calltaker", "ems_dispatch"}), Where.OWN),),
    ),
    Rule(
        Right.SEE_PREALERTS,
        "see the pre-alerts that a hospital was sent side by side",
        (Holder(frozenset({"hos_ed", "hos_duty"}), Where.OWN),),
    ),
    Rule(
        Right.ENTER_FOR_CREW,
        "enter what a crew tells by telephone, with the moment when it happened",
        (Holder(frozenset({"ems_dispatch"}), Where.OWN),),
    ),
    Rule(
        Right.KEEP_RESOURCES,
        "change slots, devices and shifts, import resources from a file",
        (Holder(RESOURCE_KEEPERS, Where.OWN), _OPERATORS),
    ),
)
BY_RIGHT: dict[Right, Rule] = {rule.right: rule for rule in RULES}

PAGES: dict[str, tuple[Right, ...]] = {
    "worklist": (),
    "start": (),
    "task": (),
    "case": (),
    "leave": (),
    "sign_ins": (),
    "definitions": (),
    "overdue": (Right.SUPERVISE,),
    "figures": (Right.SEE_FIGURES,),
    "patients": (Right.LOOK_UP_PATIENTS, Right.PASS_MESSAGES),
    "operations": (Right.SEE_OPERATED, Right.MANAGE_VERSIONS),
    "system": (Right.WATCH_SYSTEM,),
    "jobs": (Right.WATCH_SYSTEM,),
    "notices": (),
    "downloads": (Right.SEE_TAKEN,),
    "resources": (),
    "consents": (Right.SEE_CONSENTS, Right.SEE_RETRIEVALS),
    "targets": (Right.SET_TARGETS,),
    "journey": (),
    "emergency": (Right.SEE_CALLS, Right.SEE_PREALERTS),
}
"""Pages by name, and which rights (one of them) open them; without any, everybody who is signed in."""

OPERATIONS: dict[str, Right] = {
    **dict.fromkeys(("resolve_incident", "suspend", "resume", "cancel"), Right.OPERATE_OFFICE),
    "extend_sla": Right.EXTEND_CLOCK,
}
"""Operations on a case that need to know the patient's way and not the inside of the process."""


def operation_right(kind: str) -> Right:
    """Give the right that an operation on a case needs."""
    return OPERATIONS.get(kind, Right.OPERATE_INSIDE)
