"""The processes that come with Carelane, and the release of process folders into the database."""

from collections.abc import Iterable
from pathlib import Path

import bpmn
from carelane.adapters.folders import read_bundle, read_checked
from carelane.services.process_definitions import deploy, is_released
from carelane.services.transaction import Database

LIBRARY = Path(bpmn.__file__).parent / "library"


def library_folders() -> list[Path]:
    """List the folders of the processes that come with Carelane, by name."""
    return sorted(path.parent for path in LIBRARY.glob("*/process.bpmn"))


def release_library(database: Database) -> None:
    """Release what comes with Carelane and is not released yet.

    Its folders are held to every rule and scenario by the tests; here each is read and compiled only, so that a start costs
    a second or two once, and nothing afterwards.
    """
    for path in library_folders():
        bundle = read_bundle(path)
        if not is_released(database, bundle.sha256):
            deploy(database, bundle, path.name)


def deploy_folders(
    database: Database, paths: Iterable[Path], by: str = "", *, gated: bool = False
) -> list[str]:
    """Check and release each folder; a line for each warning and released process. Raises `Refused`.

    All folders are read and checked before the first is released. ``gated`` runs their scenarios on both
    engines first (`carelane.adapters.gate`), and says what was compared.
    """
    checked = [(path, *read_checked(path)) for path in paths]
    said = [str(finding) for _, _, findings in checked for finding in findings]
    if gated:
        from carelane.adapters.gate import pass_gate

        said += [line for path, bundle, _ in checked for line in pass_gate(path, bundle)]
    released = [
        f"{definition.process_id} version {definition.version}"
        for path, bundle, _ in checked
        for definition in deploy(database, bundle, path.name, by)
    ]
    return said + released
