"""What one hospital shouts, every other hears: once, however often workers and histories change."""

from dataclasses import replace

from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.signals import SignalDelivery, SignalSubscription
from carelane.services import signals
from tests.durable.site import Site, eventually, payload


def ward(site: Site, institution: str = "PRI1", turns_per_run: int = 0) -> str:
    """Start a ward's watch and wait until it listens."""
    start = payload(site.bundles["ward_watch"], "ward_watch")
    site.cases.start(replace(start, institution=institution, turns_per_run=turns_per_run))
    (listening,) = site.rows(SignalSubscription, instance_id=start.instance_id)
    assert listening.signal_name == "OUTBREAK"
    return start.instance_id


def announce(site: Site, **pools: str) -> str:
    start = payload(site.bundles["outbreak"], "outbreak")
    site.cases.start(replace(start, pools=pools))
    site.complete(start.instance_id, "confirm", disease="measles")
    return start.instance_id


def begun(site: Site, process_id: str) -> list[ProcessInstance]:
    return site.rows(ProcessInstance, process_id=process_id)


def test_an_outbreak_would_be_news_in_one_hospital_only(site: Site) -> None:
    site.work()
    here, there = ward(site), ward(site, "HOS1")
    thrower = announce(site, hospital="HOS1")
    eventually(lambda: site.tasks(here, "isolate") and site.tasks(there, "isolate"))
    assert site.row(here).variables["disease"] == "measles"
    assert "disease" not in site.row(there).variables
    (hospital,) = eventually(lambda: begun(site, "hospital_response"))
    (station,) = eventually(lambda: begun(site, "local_response"))
    assert (hospital.institution_code, "disease" in hospital.variables) == ("HOS1", False)
    assert (station.institution_code, station.variables["disease"]) == ("PRI1", "measles")
    site.ended(thrower)
    site.complete(here, "isolate")
    site.complete(here, "round")
    assert site.ended(here).state == "completed"


def test_a_signal_told_again_would_count_twice_also_after_a_new_history(site: Site) -> None:
    site.work()
    case = ward(site, turns_per_run=1)
    announce(site)
    eventually(lambda: site.tasks(case, "isolate"))
    site.complete(case, "isolate")
    eventually(lambda: not signals.all_untold(site.database))
    with site.database.transaction() as session:  # as after a crash before it was noted
        for row in site.rows(SignalDelivery):
            session.get(SignalDelivery, (row.signal_id, row.instance_id)).state = "waiting"
    assert signals.tell(site.database, site.cases, signals.all_untold(site.database)) == 2
    site.complete(case, "round")
    site.ended(case)
    assert len(site.rows(HistoryEntry, instance_id=case, kind="SignalHeard")) == 1
    assert len(begun(site, "local_response")) == 1
