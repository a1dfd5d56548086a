"""Types of documents that the index of health records knows, with their codes, and the sections that need more care.

Codes: LOINC, and the part of WS/T 500 where there is one (clinical-processes, 1.3: [S19], [S51], the others [K]).
"""

from collections.abc import Sequence
from dataclasses import dataclass

GENERAL = "general"
SENSITIVE = ("psychiatric", "reproductive", "hiv_sti")
"""Sections that nobody is shown without a reason (1.10)."""
SECTIONS = (GENERAL, *SENSITIVE)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type of document."""

    code: str
    name: str
    name_en: str
    loinc: str = ""
    ws: str = ""


TYPES: tuple[DocumentType, ...] = (
    DocumentType("patient_header", "患者基本信息", "Patient header"),
    DocumentType("clinical_summary", "病情摘要", "Clinical summary", "34133-9"),
    DocumentType("referral_note", "转诊单", "Referral note", "57133-1"),
    DocumentType("consult_note", "会诊记录", "Consult note", "11488-4"),
    DocumentType("discharge_summary", "出院小结", "Discharge summary", "18842-5", "WS/T 500.53"),
    DocumentType("transfer_summary", "转院小结", "Transfer summary", "18761-7"),
    DocumentType("lab_result", "检验报告", "Laboratory report", "11502-2"),
    DocumentType("imaging_report", "影像报告", "Imaging report", "18748-4"),
    DocumentType("ecg", "心电图", "ECG", "11524-6"),
    DocumentType("pathology_report", "病理报告", "Pathology report", "11526-1"),
    DocumentType("allergies", "过敏史", "Allergies", "48765-2"),
    DocumentType("medications", "用药清单", "Medication list", "10160-0"),
    DocumentType("med_reconciliation", "用药核对", "Medication reconciliation", "56445-0"),
    DocumentType("care_plan", "照护计划", "Plan of care", "18776-5"),
    DocumentType("red_flags", "警示征象", "Red flags"),
    DocumentType("order", "检查申请", "Order"),
    DocumentType("prior_study", "同类既往检查", "Prior study of the same modality"),
    DocumentType("atmist", "院前交接 ATMIST", "ATMIST"),
    DocumentType("epcr", "院前急救病历", "Patient care report (EMS)", "67796-3"),
    DocumentType("operation_note", "手术记录", "Operation note", "11504-8"),
    DocumentType("operative_video", "手术录像", "Operative video"),
    DocumentType("nursing_note", "护理记录", "Nursing notes", "34746-8"),
    DocumentType("deidentified_case", "去标识病例", "De-identified case or image"),
    DocumentType("full_chart", "完整病历", "Full chart"),
    DocumentType("other", "其他", "Other"),
)
BY_CODE: dict[str, DocumentType] = {each.code: each for each in TYPES}

GROUPS: dict[str, frozenset[str]] = {
    "summary": frozenset(
        {"patient_header", "clinical_summary", "referral_note", "transfer_summary", "allergies"}
        | {"discharge_summary", "consult_note", "care_plan", "red_flags", "order", "atmist", "epcr"}
    ),
    "results": frozenset({"lab_result", "ecg", "pathology_report", "imaging_report"}),
    "imaging": frozenset({"imaging_report", "prior_study"}),
    "medication": frozenset({"medications", "med_reconciliation", "allergies"}),
    "record": frozenset(BY_CODE),
}
"""Words of consent forms for several types at once; they may stand in a consent's scope beside single types."""


def covers(scope: Sequence[object], document_type: str) -> bool:
    """Say whether a consent's scope names a type of document; an empty scope names all."""
    return not scope or any(
        each == document_type or document_type in GROUPS.get(str(each), ()) for each in scope
    )
