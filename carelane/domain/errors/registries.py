"""What can be refused of registries: a file, a change of state, a hold."""

from carelane.domain.errors.base import CarelaneError, Conflict, NotFound


class RegistryFileWrong(CarelaneError):
    """The file has wrong cells: nothing of it was loaded."""

    code = "registry_file_wrong"


class ResourceNotFound(NotFound):
    """There is no such resource."""

    code = "resource_not_found"


class HoldExpired(Conflict):
    """The hold is over: it lapsed, was given back, or an emergency took it."""

    code = "hold_expired"


class ExtensionRefused(Conflict):
    """A hold is extended once, and to a later moment."""

    code = "extension_refused"


class ClosureRefused(Conflict):
    """The last hospital of the group that is open for this cannot close: ask the group desk."""

    code = "closure_refused"


class StatusRefused(Conflict):
    """This state cannot follow the present one."""

    code = "status_refused"


class NeedUnusable(CarelaneError):
    """What is needed cannot be read: its kind is bed, slot, equipment, doctor or unit, a quantity from 1 to 50."""

    code = "need_unusable"
