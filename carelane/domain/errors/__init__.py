"""Everything a use case can refuse or fail with: one tree, a stable ``code`` each.

The docstring of a class is its default message. ``details`` are plain values for the screen and the
API (never patient data). Codes are mapped to HTTP, Temporal and screens in one place each. A file of
this folder holds the errors of one noun; everybody else imports them from here.
"""

from carelane.domain.errors.attachments import (
    AttachmentNotFound,
    FileEmpty,
    FileGone,
    FileKindUnknown,
    FileNameWrong,
    FileRefused,
    FileStoreUnavailable,
    FileTooLarge,
)
from carelane.domain.errors.base import (
    CarelaneError,
    Changed,
    Conflict,
    InternalError,
    NotAllowed,
    NotAllowedNow,
    NotFound,
    ReasonMissing,
    ReasonTooLong,
    Unavailable,
    UnusableText,
)
from carelane.domain.errors.clocks import (
    ClockNotLater,
    ClockStopped,
    EmergencyClock,
    HolidaysUnknown,
)
from carelane.domain.errors.comments import (
    CommentEmpty,
    CommentGone,
    CommentNotFound,
    CommentTooLong,
    MentionUnfit,
    NotYourComment,
)
from carelane.domain.errors.consents import (
    ConsentIncomplete,
    ConsentNotFound,
    ConsentOver,
    GrantClosed,
    NotDisclosed,
    ReferenceNotFound,
    SecondClinicianMissing,
)
from carelane.domain.errors.emergencies import ImpossibleTime, MilestoneKnown, TellerMissing
from carelane.domain.errors.human_tasks import (
    ExcludedOwner,
    InvalidValues,
    NobodyToReleaseTo,
    NotPotentialOwner,
    OnlyAdministrators,
    OwnersMissing,
    PersonMissing,
    PersonUnfit,
    RoleUnfit,
    TaskAlreadyCompleted,
    TaskClosed,
    TaskNotClaimed,
    TaskNotFound,
    TaskNotSkippable,
    TaskPutAside,
    TaskRefused,
    TaskTaken,
    WrongTaskState,
)
from carelane.domain.errors.identities import (
    IdentityConflict,
    IdentityQuestionNotFound,
    MergeUndone,
    PatientNotFound,
)
from carelane.domain.errors.incidents import IncidentClosed, IncidentNotFound, NotSkippable
from carelane.domain.errors.installation import (
    AlreadyRunning,
    BackupRefused,
    DatabaseUnavailable,
    DemonstrationRefused,
    InstitutionNotFound,
    RowSecurityUnusable,
    SignInUnusable,
)
from carelane.domain.errors.jobs import JobUnknown, ResultTooLarge
from carelane.domain.errors.journeys import JourneyClosed, JourneyNotFound
from carelane.domain.errors.keys import KeyMissing, KeysUnusable, PayloadUnreadable
from carelane.domain.errors.messages import (
    InvalidMessage,
    MessageNotFound,
    MessageNotWaiting,
    NotAwaited,
)
from carelane.domain.errors.modifications import (
    AmbiguousScope,
    NotModifiable,
    UnknownActivation,
    UnknownElement,
)
from carelane.domain.errors.notices import (
    LetterTooLarge,
    MailNotSent,
    MailRefused,
    PreferencesUnusable,
)
from carelane.domain.errors.passwords import PasswordUnfit, PasswordWrong, TriedTooOften
from carelane.domain.errors.process_definitions import (
    DefinitionNotFound,
    MigrationNotFound,
    MigrationSettled,
    NothingToMigrate,
    NotMigratable,
    WrongMapping,
)
from carelane.domain.errors.process_instances import (
    CaseCompensating,
    CaseEnded,
    CaseNotFound,
    CaseNotSuspended,
    CaseSuspended,
    CaseUnavailable,
    CaseUnreadable,
    HistoryForgotten,
    InvalidPools,
    UnknownOperation,
    UnusableVariables,
)
from carelane.domain.errors.registries import (
    ClosureRefused,
    ExtensionRefused,
    HoldExpired,
    NeedUnusable,
    RegistryFileWrong,
    ResourceNotFound,
    StatusRefused,
)
from carelane.domain.errors.substitutions import MomentPast, SubstitutionClash, SubstitutionNotFound
from carelane.domain.errors.supervision import NobodyToTell, ToldBefore
from carelane.domain.errors.targets import TargetUnusable
from carelane.domain.errors.worklists import FilterNotSaved

__all__ = [
    "BY_CODE",
    "AlreadyRunning",
    "AmbiguousScope",
    "AttachmentNotFound",
    "BackupRefused",
    "CarelaneError",
    "CaseCompensating",
    "CaseEnded",
    "CaseNotFound",
    "CaseNotSuspended",
    "CaseSuspended",
    "CaseUnavailable",
    "CaseUnreadable",
    "Changed",
    "ClockNotLater",
    "ClockStopped",
    "ClosureRefused",
    "CommentEmpty",
    "CommentGone",
    "CommentNotFound",
    "CommentTooLong",
    "Conflict",
    "ConsentIncomplete",
    "ConsentNotFound",
    "ConsentOver",
    "DatabaseUnavailable",
    "DefinitionNotFound",
    "DemonstrationRefused",
    "EmergencyClock",
    "ExcludedOwner",
    "ExtensionRefused",
    "FileEmpty",
    "FileGone",
    "FileKindUnknown",
    "FileNameWrong",
    "FileRefused",
    "FileStoreUnavailable",
    "FileTooLarge",
    "FilterNotSaved",
    "GrantClosed",
    "HistoryForgotten",
    "HoldExpired",
    "HolidaysUnknown",
    "IdentityConflict",
    "IdentityQuestionNotFound",
    "ImpossibleTime",
    "IncidentClosed",
    "IncidentNotFound",
    "InstitutionNotFound",
    "InternalError",
    "InvalidMessage",
    "InvalidPools",
    "InvalidValues",
    "JobUnknown",
    "JourneyClosed",
    "JourneyNotFound",
    "KeyMissing",
    "KeysUnusable",
    "LetterTooLarge",
    "MailNotSent",
    "MailRefused",
    "MentionUnfit",
    "MergeUndone",
    "MessageNotFound",
    "MessageNotWaiting",
    "MigrationNotFound",
    "MigrationSettled",
    "MilestoneKnown",
    "MomentPast",
    "NeedUnusable",
    "NobodyToReleaseTo",
    "NobodyToTell",
    "NotAllowed",
    "NotAllowedNow",
    "NotAwaited",
    "NotDisclosed",
    "NotFound",
    "NotMigratable",
    "NotModifiable",
    "NotPotentialOwner",
    "NotSkippable",
    "NotYourComment",
    "NothingToMigrate",
    "OnlyAdministrators",
    "OwnersMissing",
    "PasswordUnfit",
    "PasswordWrong",
    "PatientNotFound",
    "PayloadUnreadable",
    "PersonMissing",
    "PersonUnfit",
    "PreferencesUnusable",
    "ReasonMissing",
    "ReasonTooLong",
    "ReferenceNotFound",
    "RegistryFileWrong",
    "ResourceNotFound",
    "ResultTooLarge",
    "RoleUnfit",
    "RowSecurityUnusable",
    "SecondClinicianMissing",
    "SignInUnusable",
    "StatusRefused",
    "SubstitutionClash",
    "SubstitutionNotFound",
    "TargetUnusable",
    "TaskAlreadyCompleted",
    "TaskClosed",
    "TaskNotClaimed",
    "TaskNotFound",
    "TaskNotSkippable",
    "TaskPutAside",
    "TaskRefused",
    "TaskTaken",
    "TellerMissing",
    "ToldBefore",
    "TriedTooOften",
    "Unavailable",
    "UnknownActivation",
    "UnknownElement",
    "UnknownOperation",
    "UnusableText",
    "UnusableVariables",
    "WrongMapping",
    "WrongTaskState",
]


def _subclasses(root: type[CarelaneError]) -> list[type[CarelaneError]]:
    """Walk the tree in the order of definition."""
    found = [root]
    for child in root.__subclasses__():
        found.extend(_subclasses(child))
    return found


BY_CODE: dict[str, type[CarelaneError]] = {
    error.code: error for error in _subclasses(CarelaneError)
}
