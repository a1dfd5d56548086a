"""Why an installation cannot work as it is set up."""

from carelane.domain.errors.base import CarelaneError, Conflict, NotFound, Unavailable


class InstitutionNotFound(NotFound):
    """There is no institution of this code."""

    code = "institution_not_found"


class DatabaseUnavailable(Unavailable):
    """The database cannot be reached."""

    code = "database_unavailable"


class AlreadyRunning(Conflict):
    """Another `carelane up` uses this data folder."""

    code = "already_running"


class BackupRefused(Conflict):
    """This backup cannot be made or restored."""

    code = "backup_refused"


class DemonstrationRefused(Conflict):
    """A simulated month comes only into a product without cases: take another data folder or database."""

    code = "demonstration_refused"


class RowSecurityUnusable(CarelaneError):
    """Row-level security is not set up."""

    code = "row_security_unusable"


class SignInUnusable(CarelaneError):
    """Sign-in is not set up."""

    code = "sign_in_unusable"
