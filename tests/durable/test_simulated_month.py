"""A demonstration that shows what cannot be: half a month in the product, or cases that nobody can go on with."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlmodel import col, select

from activities.registries import job_handlers
from carelane.adapters.database import open_database
from carelane.adapters.temporal_server import ServerOptions, TemporalServer, free_port
from carelane.demo.simulation import run
from carelane.demo.simulation.habits import Asked
from carelane.demo.simulation.pen import fill
from carelane.demo.simulation.ways import ways_of
from carelane.domain.errors import DemonstrationRefused
from carelane.domain.human_tasks import HumanTask
from carelane.domain.patients import Patient
from carelane.domain.people import Person
from carelane.domain.process_definitions import ProcessDefinition
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import CompleteTask
from carelane.services.bundles import load_definition
from carelane.services.patients import as_variable
from carelane.services.repairs import repair_read_model
from tests.durable.site import Site, options_for


@pytest.fixture
def empty_site(sqlite_address: str, tmp_path: Path) -> Iterator[Site]:
    """An empty product whose Temporal server knows the same time."""
    options = ServerOptions(free_port(), tmp_path / "temporal.db")
    with TemporalServer(options, tmp_path / "temporal.log") as server:
        database = open_database(sqlite_address)
        site = Site(server.address, database, options_for(server.address, database))
        yield site
        site.close()


def test_cases_of_a_simulated_month_would_stand_still(empty_site: Site) -> None:
    site, lines = empty_site, list[str]()
    told = run.fill(site.database, site.cases, 1, 3, lines.append)
    assert told.violations == []
    assert lines[-1].endswith("open cases go on")
    with site.database.reading() as session:
        rows = session.exec(select(ProcessInstance)).all()
    assert len(rows) == sum(told.cases.values())
    site.work(**job_handlers(site.database))
    still = [row for row in rows if row.state == "active"]
    assert still
    assert all(site.cases.describe(row.id).turn >= row.turn for row in still)
    done = repair_read_model(site.database, site.cases)
    assert (done.repaired, done.lost, done.unrepaired) == (0, 0, 0)
    assert _somebody_goes_on(site) == "done"
    with pytest.raises(DemonstrationRefused):
        run.fill(site.database, site.cases, 1, 3, lines.append)


def _somebody_goes_on(site: Site) -> str:
    """Do the task that was opened last; gives the case's answer."""
    with site.database.reading() as session:
        ready = select(HumanTask).where(HumanTask.state == "ready", HumanTask.form_id != "")
        task = session.exec(ready.order_by(col(HumanTask.created_at).desc())).first()
        assert task is not None
        case = session.get_one(ProcessInstance, task.instance_id)
        released = session.get_one(ProcessDefinition, case.definition_id)
        form = load_definition(session, released.bundle_sha256).forms[task.form_id]
        person = session.exec(select(Person.id)).first() or ""
        somebody = as_variable(session.exec(select(Patient)).all()[-1])
    asked = Asked(Random(1), task.variables, site.database.now(), person, somebody)
    values = fill(form, ways_of(case.process_id), asked)
    command = CompleteTask("goes-on", task.task_id, values, person)
    return site.cases.complete_task(case.id, command).outcome
