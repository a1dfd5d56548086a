"""The roles of clinical-process lanes, as data, and which of them supervise.

A role is meant at one institution: a membership is (person, institution, role). ``supervises`` says
whose cases the role may watch: none, those of its own institution, or those of every institution below it.
"""

from dataclasses import dataclass
from enum import StrEnum


class InstitutionKind(StrEnum):
    """The kinds of institutions that pools of a diagram may be bound to."""

    PRIMARY = "PRI"
    HOSPITAL = "HOS"
    CENTRE = "CTR"
    EMERGENCY = "EMS"
    GROUP = "GRP"


class Supervises(StrEnum):
    """Whose cases a role may watch without having a task in them."""

    NONE = "none"
    INSTITUTION = "institution"
    SUBTREE = "subtree"


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """One role: its code in diagrams, its names, the kind of institution that has it."""

    code: str
    name: str
    name_en: str
    kind: InstitutionKind
    supervises: Supervises = Supervises.NONE


ROLES: tuple[RoleSpec, ...] = (
    RoleSpec("pri_doctor", "接诊医生", "Primary care doctor", InstitutionKind.PRIMARY),
    RoleSpec("pri_fd", "家庭医生", "Family doctor", InstitutionKind.PRIMARY),
    RoleSpec("pri_tech", "技师", "Technician", InstitutionKind.PRIMARY),
    RoleSpec(
        "pri_coord",
        "转诊专员",
        "Referral coordinator",
        InstitutionKind.PRIMARY,
        Supervises.INSTITUTION,
    ),
    RoleSpec("hos_refdesk", "转诊中心", "Referral desk", InstitutionKind.HOSPITAL),
    RoleSpec("hos_spec", "专科医生", "Specialist", InstitutionKind.HOSPITAL),
    RoleSpec(
        "hos_head",
        "科主任",
        "Head of department",
        InstitutionKind.HOSPITAL,
        Supervises.INSTITUTION,
    ),
    RoleSpec("hos_ward", "病房", "Ward", InstitutionKind.HOSPITAL),
    RoleSpec("hos_bed", "床位调度", "Bed manager", InstitutionKind.HOSPITAL),
    RoleSpec("hos_ed", "急诊", "Emergency department", InstitutionKind.HOSPITAL),
    RoleSpec("hos_or", "手术室", "Operating theatre", InstitutionKind.HOSPITAL),
    RoleSpec("hos_fu", "随访中心", "Follow-up centre", InstitutionKind.HOSPITAL),
    RoleSpec(
        "hos_duty",
        "总值班",
        "Hospital duty officer",
        InstitutionKind.HOSPITAL,
        Supervises.INSTITUTION,
    ),
    RoleSpec("ctr_tele", "远程医疗中心", "Telemedicine centre", InstitutionKind.CENTRE),
    RoleSpec("ctr_reader", "诊断", "Reporting doctor", InstitutionKind.CENTRE),
    RoleSpec("ctr_senior", "审核", "Senior reviewer", InstitutionKind.CENTRE),
    RoleSpec("ctr_mon", "远程监护", "Remote monitoring", InstitutionKind.CENTRE),
    RoleSpec("ems_calltaker", "受理", "Call taker", InstitutionKind.EMERGENCY),
    RoleSpec(
        "ems_dispatch",
        "调度",
        "Dispatcher",
        InstitutionKind.EMERGENCY,
        Supervises.INSTITUTION,
    ),
    RoleSpec("ems_crew", "车组", "Ambulance crew", InstitutionKind.EMERGENCY),
    RoleSpec("grp_desk", "协调台", "Group desk", InstitutionKind.GROUP, Supervises.SUBTREE),
    RoleSpec("grp_qc", "质控/监督", "Quality control", InstitutionKind.GROUP, Supervises.SUBTREE),
    RoleSpec("grp_case", "个案管理", "Case manager", InstitutionKind.GROUP),
    RoleSpec("grp_privacy", "隐私官", "Privacy officer", InstitutionKind.GROUP),
    RoleSpec("process_designer", "流程设计", "Process designer", InstitutionKind.GROUP),
    RoleSpec("operator", "系统运维", "System operator", InstitutionKind.GROUP),
)

ROLES_BY_CODE: dict[str, RoleSpec] = {role.code: role for role in ROLES}

HEADS: dict[InstitutionKind, str] = {
    InstitutionKind.PRIMARY: "pri_coord",
    InstitutionKind.HOSPITAL: "hos_head",
    InstitutionKind.CENTRE: "ctr_senior",
    InstitutionKind.EMERGENCY: "ems_dispatch",
    InstitutionKind.GROUP: "grp_desk",
}
"""Whom a breached clock tells at each kind of institution (clinical-processes, 1.6: the head of department)."""
DESKS: dict[str, str] = {
    InstitutionKind.PRIMARY: "pri_coord",
    InstitutionKind.HOSPITAL: "hos_refdesk",
    InstitutionKind.CENTRE: "ctr_tele",
    InstitutionKind.EMERGENCY: "ems_dispatch",
    InstitutionKind.GROUP: "grp_desk",
}
"""Who answers at each kind of institution for what nobody is named for, such as what became of a hold."""
DUTY: dict[InstitutionKind, str] = {InstitutionKind.HOSPITAL: "hos_duty"}
"""Who is on duty 总值班; where a kind of institution has nobody, its group desk is asked."""
GROUP_DESK, MEDICAL_SUPERVISION, OPERATOR = "grp_desk", "grp_qc", "operator"
"""The last rung of the ladder, whom half as much time again tells, and who mends what is stuck."""
