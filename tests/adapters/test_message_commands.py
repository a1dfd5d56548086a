"""What would be lost: an operator's way to a message that nobody takes, when there is no page at hand."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from carelane.adapters import schema
from carelane.adapters.database import open_database
from carelane.domain.messages import MessageEvent
from carelane.settings import Settings
from tests.commands import Said, carelane
from tests.data.world import World


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CARELANE_DATA_DIR", str(tmp_path))
    address = Settings(data_dir=tmp_path).database
    schema.upgrade(address)
    database = open_database(address)
    World(database).fill()
    yield tmp_path
    database.engine.dispose()


def run(*arguments: str) -> Said:
    return carelane("messages", *arguments, "--as", "operator")


def publish() -> Said:
    words = ("FAX", "--id", "fax 1", "--key", "RU-1", "--to", "HOSA", "--values", '{"line": "x"}')
    return run("publish", *words)


def test_a_message_that_nobody_takes_is_found_read_and_discarded(folder: Path) -> None:
    first = publish()
    assert first.code == 0, first.stderr
    message, state = first.stdout.split()
    assert state == "waits"
    assert publish().stdout.split() == [message, "came", "before:", "waits"]
    orphans = json.loads(run("list", "--json").stdout)
    assert [(row["message_id"], row["why"]["reason"]) for row in orphans["rows"]] == [
        (message, "nobody")
    ]
    assert "1 in all, page 1 of 1" in run("list", "duplicates").stdout
    silent = run("show", message)
    assert (silent.code, silent.stderr) == (
        1,
        "This needs a reason: it is kept with the case.\n",
    )
    assert json.loads(run("show", message, "--reason", "call").stdout) == {"line": "x"}
    nobody = run("bind", message, "nocase", "--reason", "typo")
    assert (nobody.code, nobody.stderr) == (1, "There is no such case.\n")
    gone = run("discard", message, "--reason", "sent to the wrong group")
    assert gone.stdout.split() == [message, "discarded"]
    assert "0 in all" in run("list").stdout
    with open_database(Settings(data_dir=folder).database).reading() as session:
        assert {row.kind for row in session.exec(select(MessageEvent))} == {
            "published",
            "duplicate",
            "read",
            "discarded",
        }


@pytest.mark.usefixtures("folder")
def test_a_wrong_view_length_or_value_is_said_in_one_line() -> None:
    for words in (
        ("list", "letters"),
        ("publish", "FAX", "--id", "1", "--ttl", "a week"),
        ("publish", "FAX", "--id", "1", "--values", "[1]"),
    ):
        done = run(*words)
        assert (done.code, len(done.stderr.splitlines())) == (2, 1)
    refused = run("signal", "SIREN", "--id", "1", "--at", "NOWHERE")
    assert (refused.code, refused.stderr) == (1, "There is no institution of this code.\n")
