"""The page of records says something else than the matrix and the types of documents in force."""

from pathlib import Path

from carelane.domain.document_types import BY_CODE, GROUPS, TYPES
from carelane.domain.minimum_necessary import BY_PURPOSE, MATRIX
from carelane.services.consent_rule import PURPOSES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_lists_every_type_and_every_row_of_the_matrix() -> None:
    page = (DOCS / "records.md").read_text("utf-8")
    for each in TYPES:
        row = f"| `{each.code}` | {each.name} | {each.name_en} | {each.loinc} | {each.ws} |"
        assert row in page
    for row in MATRIX:
        (line,) = [each for each in page.splitlines() if each.startswith(f"| {row.code} |")]
        assert all(f"`{code}`" in line for code in row.default | row.recent)
        assert all(process in line for process in row.processes)


def test_the_matrix_and_the_groups_know_only_types_that_there_are() -> None:
    for row in MATRIX:
        assert row.default | row.recent <= set(BY_CODE)
    for group in GROUPS.values():
        assert group <= set(BY_CODE)
    assert set(BY_PURPOSE) == set(PURPOSES)
    assert set(BY_PURPOSE.values()) <= {row.code for row in MATRIX}
