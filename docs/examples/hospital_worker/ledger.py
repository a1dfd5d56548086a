"""One effect per key, however often a job runs: effect and answer in one transaction of the hospital's database.

The recipe works with any database: a table with the key as its primary key, written in the effect's transaction.
A second attempt at the same moment waits for the first one's commit; after a kill -9 it finds the answer.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS done_jobs (idempotency_key TEXT PRIMARY KEY, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, idempotency_key TEXT, what TEXT);
"""
Answer = dict[str, Any]


class Ledger:
    """The hospital's database, with the keys of what was done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with closing(self._connect()) as database:
            database.executescript(SCHEMA)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30, isolation_level=None)

    def once(self, key: str, effect: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Let the effect happen unless its key is known; give its answer either way."""
        with closing(self._connect()) as database:
            database.execute("BEGIN IMMEDIATE")  # of two attempts at once, one waits here
            try:
                answer = self._known(database, key)
                if answer is None:
                    answer = effect(database)
                    told = (key, json.dumps(answer))
                    database.execute("INSERT INTO done_jobs VALUES (?, ?)", told)
                database.execute("COMMIT")
            except BaseException:
                database.execute("ROLLBACK")
                raise
        return answer

    def _known(self, database: sqlite3.Connection, key: str) -> Answer | None:
        query = "SELECT answer FROM done_jobs WHERE idempotency_key = ?"
        row = database.execute(query, (key,)).fetchone()
        return None if row is None else json.loads(row[0])
