"""A small group behind a page: what a page asks for by itself is this world, as somebody of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from carelane.adapters import bootstrap
from carelane.adapters.bootstrap import Product
from carelane.services.visibility import Actor
from carelane.settings import Settings
from tests.data.cases import CasesInMemory
from tests.data.world import World
from worklists_ui import places, session
from worklists_ui.product import product


@contextmanager
def wired(
    world: World, monkeypatch: pytest.MonkeyPatch, actor: Callable[[], Actor]
) -> Iterator[CasesInMemory]:
    """Let pages work on this world; gives its cases. What pages keep between runs is forgotten before and after."""
    cases = CasesInMemory(world.database)
    made = Product(Settings(), world.database, cases, None)
    monkeypatch.setattr(bootstrap, "product", lambda: made)
    monkeypatch.setattr(session, "actor", actor)
    product.cache_clear()
    places._all.clear()
    yield cases
    product.cache_clear()
    places._all.clear()
    world.database.engine.dispose()
