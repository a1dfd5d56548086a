"""A small hospital group on a real Temporal server: database, worker and door, one of each per test.

With ``CARELANE_TEST_CACHED_WORKFLOWS=0`` workers keep no workflow in memory, so that every turn replays; files
in which that changes nothing are left out then.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carelane.adapters.database import open_database
from carelane.adapters.temporal_server import ServerOptions, TemporalServer, free_port
from carelane.services.transaction import Database
from tests.durable.site import CACHED, FILES, Site, seed

os.environ.setdefault("TEMPORAL_DEBUG", "1")
"""Temporal takes a turn of two seconds for stuck: on a machine that stands still for so long, any turn. A turn that really is stuck
fails its test by the patience of `tests.durable.site`."""
REPLAY_CHANGES_NOTHING = {
    "test_asleep.py": "the worker is away while time passes, and replays when it is back",
    "test_codec.py": "payloads are the same whoever reads them",
    "test_codec_endpoint.py": "payloads are the same whoever reads them",
    "test_histories.py": "recorded histories always replay",
    "test_kills.py": "a worker that begins anew replays",
    "test_ledger.py": "no server",
    "test_long_cases.py": "what a long case is about lies between its histories, each of which begins with nothing cached",
    "test_library.py": "other diagrams of the same workflow; test_referral_up.py and test_ward_stay.py replay theirs",
    "test_lost_rows.py": "rows are written anew from what a case answers, and from its history",
    "test_memory.py": "no server",
    "test_message_order.py": "its workers begin anew and replay",
    "test_migration_batches.py": "many cases that move as those of test_migration.py do",
    "test_privacy.py": "a replay reads what is stored and writes nothing that a first run does not",
    "test_simulated_month.py": "each case goes on in a new history, which begins with nothing cached",
}
"""Files that run once only, and why."""
SAID_BY_TEMPORAL = (
    "Cannot find activity to cancel",
    r"\[TMPRL1102\] Workflow finished while",
    r"Exception ignored in. <function _collection_gced",
)
"""Warnings of Temporal when a workflow leaves the cache while its journal writes; an error would stop the worker.

The last is its detector of deadlocks on a machine that is busy: it interrupts a turn, which is then repeated, wherever that
turn is, and in a callback of a weak reference Python cannot pass the interruption on.
"""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.durable)
        for warning in SAID_BY_TEMPORAL:
            item.add_marker(pytest.mark.filterwarnings(f"ignore:{warning}"))
    if not CACHED:
        same = [item for item in ours if item.path.name in REPLAY_CHANGES_NOTHING]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if item not in same]


@pytest.fixture(scope="session")
def temporal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TemporalServer]:
    folder = tmp_path_factory.mktemp("temporal")
    options = ServerOptions(free_port(), folder / "temporal.db", time_skipping=True)
    with TemporalServer(options, folder / "temporal.log") as server:
        yield server


@pytest.fixture(scope="session")
def seeded_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded") / "carelane.db"
    shutil.copy(sqlite_template, path)
    database = open_database(f"sqlite:///{path}")
    seed(database)
    database.engine.dispose()
    return path


@pytest.fixture
def site_database(seeded_template: Path, tmp_path: Path) -> Database:
    shutil.copy(seeded_template, tmp_path / "carelane.db")
    return open_database(f"sqlite:///{tmp_path / 'carelane.db'}")


@pytest.fixture
def make_site(site_database: Database) -> Iterator[Callable[[str], Site]]:
    """Make a site on the Temporal server at an address, all test files deployed, no worker yet."""
    made: list[Site] = []

    def make(address: str) -> Site:
        site = Site(address, site_database)
        made.append(site)
        for file in sorted(FILES.glob("*.bpmn")):
            site.deploy(file.stem)
        return site

    yield make
    for site in made:
        site.close()


@pytest.fixture
def site(temporal: TemporalServer, make_site: Callable[[str], Site]) -> Site:
    """A site on the server that all tests share."""
    return make_site(temporal.address)
