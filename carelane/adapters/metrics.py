"""Prometheus text of one process: its own counters, the figures of the installation, Temporal's client.

The scheduler gives the figures (one process of an installation has its lock); a worker gives what Temporal's
core counts: latencies, failures and cache of its cases, by names of workflows and job types only.
"""

import logging
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from carelane.adapters.case_owners import UNKNOWN
from carelane.domain.errors import CarelaneError
from carelane.services import parts
from carelane.services.figures import Figure, figures
from carelane.services.transaction import Database

_log = logging.getLogger(__name__)
PATIENCE = 2.0


def own_registry() -> CollectorRegistry:
    """Make a registry with what every process tells of itself: memory, processor, files, payloads of nobody's."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    registry.register(UNKNOWN)
    return registry


class Installation(Collector):
    """The figures of the whole installation, counted at every look; without a database there are none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def collect(self) -> Iterable[Metric]:
        """Give one gauge per figure name, and one that tells whether the database answered."""
        found: list[Figure] = []
        try:
            found = figures(self._database) + _parts(self._database)
        except CarelaneError as error:
            _log.warning("figures: %s", error.code)
        up = GaugeMetricFamily("carelane_database_up", "Whether the database answers.")
        up.add_metric([], float(bool(found)))
        return [up, *_gauges(found)]

    def describe(self) -> Iterable[Metric]:
        """Give nothing: the registry must not ask the database when it is made."""
        return ()


def _parts(database: Database) -> list[Figure]:
    """Count the processes of the installation by kind and state."""
    now = database.now()
    counted: dict[tuple[str, str], int] = {}
    for part in parts.all_parts(database):
        key = (part.kind, parts.state_of(part, now))
        counted[key] = counted.get(key, 0) + 1
    told = "Processes of the installation seen within a day."
    return [
        Figure("carelane_parts", told, count, (("kind", kind), ("state", state)))
        for (kind, state), count in counted.items()
    ]


def _gauges(found: Iterable[Figure]) -> list[Metric]:
    """Gather the figures of one name into one gauge."""
    gauges: dict[str, GaugeMetricFamily] = {}
    for figure in found:
        names = [name for name, _value in figure.labels]
        gauge = gauges.setdefault(
            figure.name, GaugeMetricFamily(figure.name, figure.help, labels=names)
        )
        gauge.add_metric([value for _name, value in figure.labels], figure.value)
    return list(gauges.values())


def text(registry: CollectorRegistry, temporal: str = "") -> Callable[[], bytes]:
    """Give the function that makes the text; ``temporal`` is where Temporal's core tells its own (host:port)."""

    def make() -> bytes:
        return generate_latest(registry) + (_fetched(temporal) if temporal else b"")

    return make


def _fetched(address: str) -> bytes:
    """Fetch what Temporal's core in this very process tells."""
    try:
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=PATIENCE) as answer:
            body: bytes = answer.read()
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return b""
    return body
