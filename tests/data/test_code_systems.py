"""Tables of codes: a doctor finds the diagnosis by what comes to mind, and an old code keeps its meaning."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from carelane.cli import app
from carelane.domain.code_systems import CodeSystem
from carelane.services import code_systems
from carelane.services.code_files import read_codes
from carelane.services.code_systems import Loaded
from carelane.services.transaction import Database

ICD = """code,name,name_en
I63.900,脑梗死,Cerebral infarction
I63.400,脑栓塞引起的脑梗死,
I21.900,急性心肌梗死,Acute myocardial infarction
E11.900,2型糖尿病,Type 2 diabetes
"""
BIG = 40_000


def load(database: Database, text: str) -> Loaded:
    table = CodeSystem(
        id="icd-10",
        name="ICD-10",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        loaded_at=datetime.now(UTC),
    )
    read = read_codes(text)
    assert read.wrong == []
    return code_systems.load(database, table, read.rows)


def found(database: Database, text: str) -> list[str]:
    return [each.code for each in code_systems.search(database, "icd-10", text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("i63", ["I63.900", "I63.400"]),
        ("I21.900", ["I21.900"]),
        ("脑", ["I63.900", "I63.400"]),
        ("ngs", ["I63.900", "I63.400"]),
        ("梗死 jx", ["I21.900"]),
        ("infarction", ["I63.900", "I21.900"]),
        ("100%", []),
        ("_", []),
        ("  ", []),
    ],
)
def test_a_code_is_found_by_code_name_and_initials(
    database: Database, text: str, codes: list[str]
) -> None:
    load(database, ICD)
    assert found(database, text) == codes


def test_a_new_edition_retires_what_it_lacks_and_old_cases_keep_their_words(
    database: Database,
) -> None:
    assert load(database, ICD) == Loaded(4, 0, 0, 4)
    assert load(database, ICD) == Loaded(0, 0, 0, 4)
    newer = ICD.replace("2型糖尿病", "糖尿病 2 型").replace("I63.400,脑栓塞引起的脑梗死,\n", "")
    assert load(database, newer) == Loaded(0, 1, 1, 3)
    assert found(database, "i63") == ["I63.900"]
    known = code_systems.concepts(database, "icd-10", ["I63.400", "nonsense"])
    assert {code: (each.name, each.retired) for code, each in known.items()} == {
        "I63.400": ("脑栓塞引起的脑梗死", True)
    }
    assert load(database, ICD) == Loaded(0, 2, 0, 4)
    assert [(each.id, each.codes) for each in code_systems.tables(database)] == [("icd-10", 4)]


def test_forty_thousand_codes_load_and_answer(database: Database) -> None:
    rows = "".join(f"X{n:05d},第{n}号疾病,\n" for n in range(BIG))
    assert load(database, "code,name,name_en\n" + rows).new == BIG
    assert found(database, "x12345") == ["X12345"]
    assert len(found(database, "疾病")) == code_systems.MOST


def test_a_wrong_file_is_told_by_row_and_column_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARELANE_DATA_DIR", str(tmp_path))
    run = CliRunner()
    assert run.invoke(app, ["migrate"]).exit_code == 0
    file = tmp_path / "icd.csv"
    file.write_text("code,name\nA,a\n,b\nA,c\n", "utf-8")
    refused = run.invoke(app, ["codes", "load", str(file), "--as", "icd-10"])
    assert refused.exit_code == 1
    assert "row 3, column code: is empty" in refused.output
    assert "row 4, column code: 'A' stands in row 2 already" in refused.output
    assert run.invoke(app, ["codes", "list"]).output == ""
    assert run.invoke(app, ["codes", "load", str(file), "--as", "ICD 10"]).exit_code == 2
    file.write_text(ICD, "utf-8")
    assert "4 new" in run.invoke(app, ["codes", "load", str(file), "--as", "icd-10"]).output
    assert "I21.900" in run.invoke(app, ["codes", "search", "jxxj", "--as", "icd-10"]).output


def test_care_does_not_wait_for_a_table_and_a_loaded_one_is_enforced(database: Database) -> None:
    with database.reading() as session:
        assert code_systems.unknown_codes(session, "icd-10", ["I63"]) == []
    load(database, ICD)
    with database.reading() as session:
        assert code_systems.unknown_codes(session, "icd-10", ["I63", "I63.900"]) == ["I63"]
