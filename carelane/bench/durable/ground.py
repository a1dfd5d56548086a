"""What a part of this bench stands on: a folder with a Temporal server and a database of its own."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from temporalio.client import Client

from bpmn.definition import Bundle
from carelane.adapters.database import open_database
from carelane.adapters.schema import upgrade
from carelane.adapters.temporal_client import connect, options_of
from carelane.adapters.temporal_server import ServerOptions, TemporalServer, free_port
from carelane.domain.institutions import Institution
from carelane.domain.people import Person
from carelane.domain.wire import StartProcess
from carelane.services.process_definitions import deploy
from carelane.services.transaction import Database
from carelane.settings import Settings

FILES = Path(__file__).parents[1]
QUEUE = "bench"


@dataclass(frozen=True)
class Measured:
    """What a part has found: the measures with a promise, and those that explain them."""

    promised: dict[str, float]
    more: dict[str, float] = field(default_factory=dict)


@dataclass
class Ground:
    """A server, and a database with one institution, one person and the released process of a file."""

    server: TemporalServer
    settings: Settings
    database: Database
    bundle: Bundle
    process_id: str

    async def client(self) -> Client:
        """Connect as the product does."""
        return await connect(options_of(self.settings, self.database))

    def start(self, **variables: Any) -> StartProcess:
        """Make the start payload of a new case."""
        case = uuid.uuid4().hex
        return StartProcess(
            instance_id=case,
            process_id=self.process_id,
            bundle=self.bundle.pack(),
            bundle_sha256=self.bundle.sha256,
            institution="HOS1",
            pools={},
            variables={"referral_id": case, "institution": "HOS1", **variables},
            business_key=case,
            at_once=True,
        )


@contextmanager
def ground(process_id: str, *, time_skipping: bool = False) -> Iterator[Ground]:
    """Stand on new ground with the process of ``carelane/bench/<process_id>.bpmn``."""
    with tempfile.TemporaryDirectory(prefix="carelane-bench-") as folder:
        settings = _settings(Path(folder), free_port())
        port = int(settings.temporal_address.rpartition(":")[2])
        file = None if time_skipping else settings.data_dir / "temporal.db"
        options = ServerOptions(port, file, time_skipping=time_skipping)
        database, bundle = _database(settings, f"{process_id}.bpmn")
        with TemporalServer(options) as server:
            try:
                yield Ground(server, settings, database, bundle, process_id)
            finally:
                database.engine.dispose()


def _settings(folder: Path, port: int) -> Settings:
    return Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'carelane.db'}",
        temporal_address=f"127.0.0.1:{port}",
        task_queue=QUEUE,
    )


def _database(settings: Settings, file: str) -> tuple[Database, Bundle]:
    upgrade(settings.database)
    database = open_database(settings.database)
    with database.transaction() as session:
        session.add(Institution(code="HOS1", name="医院", name_en="Hospital", kind="HOS"))
        session.add(Person(id="bench", login="bench", name="Bench"))
    bundle = Bundle((FILES / file).read_text("utf-8"), {}, {})
    deploy(database, bundle, file)
    return database, bundle
