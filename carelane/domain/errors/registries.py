"""What can be refused of registries: a file, a change of state, a hold."""

from carelane.domain.errors.base import CarelaneError


class RegistryFileWrong(CarelaneError):
    """The file has wrong cells: nothing of it was loaded."""

    code = "registry_file_wrong"
