"""What can be refused of a case, or be wrong with what it keeps."""

from carelane.domain.errors.base import CarelaneError, Conflict, NotFound, Unavailable


class CaseNotFound(NotFound):
    """There is no such case."""

    code = "case_not_found"


class CaseEnded(Conflict):
    """The case has ended."""

    code = "case_ended"


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


class UnusableVariables(CarelaneError):
    """These variables cannot be written."""

    code = "unusable_variables"


class InvalidPools(CarelaneError):
    """An institution chosen for a pool does not exist or is of the wrong kind."""

    code = "invalid_pools"


class CaseUnavailable(Unavailable):
    """The process engine cannot be reached; what you typed is kept as a draft."""

    code = "case_unavailable"


class CaseUnreadable(CarelaneError):
    """The case's history cannot be replayed with this code or these keys."""

    code = "case_unreadable"


class HistoryForgotten(CarelaneError):
    """Temporal has forgotten how this case began, and its rows are gone: restore the database from a backup."""

    code = "history_forgotten"
