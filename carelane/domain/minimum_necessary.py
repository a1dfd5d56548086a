"""The minimum-necessary matrix (clinical-processes, 1.10): what a process shares by default, and what only with a reason.

What a row does not name is shared only with a reason, like the sensitive sections in every row.
"""

from dataclasses import dataclass
from datetime import timedelta

RECENT = timedelta(days=90)
"""How old a result may be that is shared by default ([D])."""
_RESULTS = frozenset({"lab_result", "imaging_report", "ecg", "pathology_report"})


@dataclass(frozen=True, slots=True)
class Row:
    """What the processes of a row share: types of documents by default, those of ``recent`` only while they are young.

    ``fields`` and ``asked_fields`` say it of what is no document: parts of a message or a form.
    """

    code: str
    processes: frozenset[str]
    default: frozenset[str]
    recent: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()
    asked_fields: tuple[str, ...] = ()


MATRIX: tuple[Row, ...] = (
    Row(
        "referral_up",
        frozenset({"referral_up", "patient_transfer", "remote_consultation"}),
        frozenset(
            {"patient_header", "clinical_summary", "referral_note", "allergies", "medications"}
        ),
        recent=_RESULTS,
        fields=("patient header", "clinical summary", "allergies", "medications"),
        asked_fields=("psychiatric", "reproductive", "hiv_sti", "full chart"),
    ),
    Row(
        "referral_down",
        frozenset({"referral_down", "follow_up"}),
        frozenset({"discharge_summary", "med_reconciliation", "care_plan", "red_flags"}),
        fields=("discharge summary", "medication reconciliation", "plan", "red flags"),
        asked_fields=("nursing notes", "operative video"),
    ),
    Row(
        "report_centre",
        frozenset({"report_centre"}),
        frozenset({"order", "prior_study"}),
        fields=("order", "indication", "prior same-modality studies"),
        asked_fields=("unrelated EMR",),
    ),
    Row(
        "ems_prealert",
        frozenset({"prehospital_emergency"}),
        frozenset({"atmist", "ecg"}),
        fields=("ATMIST", "age", "sex", "ECG", "ETA"),
        asked_fields=("name", "address", "id number"),
    ),
    Row(
        "teaching",
        frozenset({"remote_teaching"}),
        frozenset({"deidentified_case"}),
        fields=("de-identified images and cases",),
        asked_fields=("any direct identifier",),
    ),
    Row(
        "supervision",
        frozenset({"medical_supervision"}),
        frozenset(),
        fields=("timestamps", "roles", "decisions"),
        asked_fields=("clinical narrative",),
    ),
)
"""Transfer and consultation share as a referral does ([D]: the specification has no row of theirs)."""
BY_PURPOSE = {
    "treatment": "referral_up",
    "transfer": "referral_up",
    "tele": "referral_up",
    "tele_surgery": "referral_up",
    "monitor": "referral_down",
    "teaching": "teaching",
    "recording": "teaching",
    "quality": "supervision",
    "supervision": "supervision",
}
"""The row of a release outside of any process of the matrix."""
_BY_CODE = {row.code: row for row in MATRIX}
NOTHING = Row("none", frozenset(), frozenset())
"""Where neither process nor purpose has a row: everything needs a reason."""


def row_of(process_id: str, purpose: str) -> Row:
    """Find the row of a process (or of one of its pools), else that of the purpose.

    Teaching and supervision share what they share, whichever process asks for them.
    """
    row = _BY_CODE.get(BY_PURPOSE.get(purpose, ""), NOTHING)
    if row.code in ("teaching", "supervision"):
        return row
    found = [each for each in MATRIX if process_id == each.code or _is_one(process_id, each)]
    return found[0] if found else row


def _is_one(process_id: str, row: Row) -> bool:
    return any(process_id == one or process_id.startswith(f"{one}_") for one in row.processes)


def by_default(row: Row, document_type: str, section: str, age: timedelta) -> bool:
    """Say whether a document is shared without a reason."""
    if section != "general":
        return False
    return document_type in row.default or (document_type in row.recent and age <= RECENT)
