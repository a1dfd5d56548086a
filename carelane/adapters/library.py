"""The processes that come with Carelane, and the release of process folders into the database."""

from collections.abc import Iterable
from pathlib import Path

import bpmn
from carelane.adapters.folders import read_checked
from carelane.services.process_definitions import deploy
from carelane.services.transaction import Database

LIBRARY = Path(bpmn.__file__).parent / "library"


def library_folders() -> list[Path]:
    """List the folders of the processes that come with Carelane, by name."""
    return sorted(path.parent for path in LIBRARY.glob("*/process.bpmn"))


def deploy_folders(database: Database, paths: Iterable[Path], by: str = "") -> list[str]:
    """Check and release each folder; one line per released process. Raises `Refused`.

    All folders are read and checked before the first is released.
    """
    bundles = [(path, read_checked(path)) for path in paths]
    return [
        f"{definition.process_id} version {definition.version}"
        for path, bundle in bundles
        for definition in deploy(database, bundle, path.name, by)
    ]
