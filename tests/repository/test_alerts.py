"""What would be lost: an alarm, because it watches a metric that nobody gives."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
GIVEN_IN = (
    "carelane/services/figures.py",
    "carelane/adapters/metrics.py",
    "carelane/adapters/case_owners.py",
)
METRIC = re.compile(r"\bcarelane_[a-z_]+")


def given() -> set[str]:
    sources = [(ROOT / name).read_text("utf-8") for name in GIVEN_IN]
    return {name for source in sources for name in re.findall(r'"(carelane_[a-z_]+)"', source)}


def test_every_alarm_watches_a_metric_that_is_given() -> None:
    rules = yaml.safe_load((ROOT / "docs/monitoring/alerts.yml").read_text("utf-8"))
    (group,) = rules["groups"]
    watched = {name for rule in group["rules"] for name in METRIC.findall(rule["expr"])}
    assert len(watched) > 5
    assert watched <= given()


def test_the_operations_page_names_only_metrics_that_are_given() -> None:
    page = (ROOT / "docs/operations.md").read_text("utf-8")
    assert set(METRIC.findall(page)) <= given()
