"""The group, written once for every matrix."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.settings import Settings
from tests.leaks.group import Group, make
from tests.leaks.window import Window
from worklists_ui.product import product


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Group]:
    path = tmp_path_factory.mktemp("leaks") / "carelane.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{path}")
    yield make(database)
    database.engine.dispose()


@pytest.fixture(scope="module")
def window(group: Group, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The pages of the group; who is signed in, each test says."""
    patched = pytest.MonkeyPatch()
    settings = Settings(data_dir=tmp_path_factory.mktemp("window"))
    wired = Product(settings, group.database, group.ward.cases, None)
    patched.setattr(bootstrap, "product", lambda: wired)
    product.cache_clear()
    yield Window()
    patched.undo()
    product.cache_clear()
