"""A second, empty database in which the turns of one case are written, to see what its rows should be."""

from sqlalchemy import Engine, delete
from sqlmodel import SQLModel, col, select

from bpmn.definition import Bundle
from carelane.domain.people import Person
from carelane.domain.process_definitions import ProcessDefinition, StoredBundle
from carelane.services.compared_rows import CaseRows, rows_of
from carelane.services.ports import CaseTold
from carelane.services.process_definitions import release_again
from carelane.services.rebuild import rewrite
from carelane.services.transaction import Clock, Database


class Scratch:
    """Rows of one case at a time. ``engine`` is an empty SQLite database that checks no foreign keys."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        SQLModel.metadata.create_all(engine)
        self._database = Database(engine, clock)

    def rows_of(self, real: Database, told: CaseTold) -> CaseRows:
        """Give the rows that the turns of the case make, with the real database's versions and people."""
        self._empty()
        self._take_over(real, told)
        rewrite(self._database, told.turns, earlier=told.earlier)
        return rows_of(self._database, told.start.instance_id, whole=told.whole)

    def _empty(self) -> None:
        with self._database.transaction() as session:
            for table in reversed(SQLModel.metadata.sorted_tables):
                session.connection().execute(delete(table))

    def _take_over(self, real: Database, told: CaseTold) -> None:
        """Copy what the rows of a case refer to by id: its process's versions, and the people."""
        process = col(ProcessDefinition.process_id) == told.start.process_id
        with real.reading() as session:
            versions = [
                row.model_dump() for row in session.exec(select(ProcessDefinition).where(process))
            ]
            people = [row.model_dump() for row in session.exec(select(Person))]
        hashes = sorted({row["bundle_sha256"] for row in versions})
        with self._database.transaction() as session:
            session.add_all(ProcessDefinition(**row) for row in versions)
            session.add_all(Person(**row) for row in people)
            session.add_all(StoredBundle(sha256=each, packed="", file_name="") for each in hashes)
        release_again(self._database, Bundle.unpack(told.start.bundle))
