"""What can be refused of versions, and of moving cases to another one."""

from carelane.domain.errors.base import CarelaneError, Conflict, NotFound


class DefinitionNotFound(NotFound):
    """There is no such process definition."""

    code = "definition_not_found"


class MigrationNotFound(NotFound):
    """There is no such migration."""

    code = "migration_not_found"


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
