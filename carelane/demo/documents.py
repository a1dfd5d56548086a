"""Where documents of the demonstration's patients lie: references with addresses of archives that nobody has."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from carelane.demo.places import HOSPITALS
from carelane.domain.document_types import GENERAL
from carelane.domain.patients import Patient
from carelane.domain.record_references import RecordReference

_KINDS = (
    ("discharge_summary", GENERAL, 400),
    ("lab_result", GENERAL, 60),
    ("lab_result", GENERAL, 200),
    ("imaging_report", GENERAL, 80),
    ("ecg", GENERAL, 30),
    ("medications", GENERAL, 45),
    ("allergies", GENERAL, 300),
    ("clinical_summary", GENERAL, 40),
    ("nursing_note", GENERAL, 90),
    ("consult_note", "psychiatric", 120),
    ("lab_result", "hiv_sti", 150),
    ("operation_note", "reproductive", 500),
)
"""Type, section, and how many days old it is at the most."""
_FEWEST, _MOST = 2, 6


def references(patients: Iterable[Patient], now: datetime, seed: int) -> Iterator[RecordReference]:
    """Give some documents of each patient; the same seed gives the same ones, counted back from this moment."""
    chance = random.Random(seed)  # noqa: S311 - invented documents
    for patient in patients:
        for number, kind in enumerate(chance.sample(_KINDS, chance.randint(_FEWEST, _MOST))):
            document_type, section, oldest = kind
            hospital = chance.choice(HOSPITALS)
            key = f"{patient.empi_id}-{number + 1}"
            yield RecordReference(
                id=f"doc-{key}",
                empi_id=patient.empi_id,
                document_type=document_type,
                section=section,
                institution_code=hospital.code,
                dated_at=now - timedelta(days=chance.randint(1, oldest)),
                locator=f"urn:demo:{hospital.code.lower()}:{key}",
                registered_at=now,
            )
