"""All tables in one place: importing this module fills the metadata that migrations compare with."""

from sqlmodel import SQLModel

from carelane.domain.attachments import Attachment, AttachmentReading
from carelane.domain.calendar_days import CalendarDay
from carelane.domain.capability_statuses import CapabilityStatus
from carelane.domain.case_migrations import CaseMigration, CaseMove
from carelane.domain.code_systems import CodedConcept, CodeSystem
from carelane.domain.commands import Command, JobEffect
from carelane.domain.comments import Comment, CommentMention
from carelane.domain.consents import Consent
from carelane.domain.deadlines import Deadline, Timer
from carelane.domain.exports import Export
from carelane.domain.human_tasks import (
    HumanTask,
    HumanTaskAdministrator,
    HumanTaskOwner,
    HumanTaskPerson,
)
from carelane.domain.identity_questions import IdentityQuestion
from carelane.domain.incidents import Incident
from carelane.domain.institutions import Institution
from carelane.domain.journeys import CustodyEntry, Journey, JourneyEvent, JourneySnapshot
from carelane.domain.maintenance import MaintenanceStep
from carelane.domain.measurements import (
    CaseToMeasure,
    MeasuredDay,
    Measurement,
    MeasuringState,
)
from carelane.domain.messages import InboxNumber, Message, MessageEvent, MessageSubscription
from carelane.domain.notice_preferences import NoticePreference
from carelane.domain.notices import MailAttachment, Notice
from carelane.domain.parts import Part
from carelane.domain.patient_events import ToldEvent
from carelane.domain.patient_merges import IdentityWork, PatientMerge
from carelane.domain.patients import Patient, PatientIdentifier
from carelane.domain.payload_keys import PayloadKey, PayloadReading
from carelane.domain.people import (
    Membership,
    Person,
    Role,
    SignInCode,
    SignInSession,
    SignInThrottle,
)
from carelane.domain.process_definitions import (
    ConditionalStart,
    ProcessDefinition,
    StoredBundle,
    TimedStart,
)
from carelane.domain.process_instances import (
    ElementActivation,
    FlowCount,
    HistoryEntry,
    ProcessInstance,
)
from carelane.domain.record_accesses import RecordAccess, RetrievalGrant
from carelane.domain.record_references import RecordReference
from carelane.domain.report_orders import ReportOrder
from carelane.domain.resource_holds import ResourceHold, SlotWaiter
from carelane.domain.resources import Department, Resource
from carelane.domain.saved_filters import SavedFilter, WorklistChoice
from carelane.domain.schedule import JobRequest, Lock, SchedulerRun
from carelane.domain.sign_in_events import SignInEvent
from carelane.domain.signals import Signal, SignalDelivery, SignalSubscription
from carelane.domain.stripped_cases import StrippedCase
from carelane.domain.substitutions import Substitution
from carelane.domain.target_settings import TargetSetting
from carelane.domain.version_pins import VersionPin
from carelane.domain.waiting_jobs import WaitingJob
from carelane.domain.worklist_entries import OwnerGroupDesk, WorklistEntry

metadata = SQLModel.metadata

__all__ = [
    "Attachment",
    "AttachmentReading",
    "CalendarDay",
    "CapabilityStatus",
    "CaseMigration",
    "CaseMove",
    "CaseToMeasure",
    "CodeSystem",
    "CodedConcept",
    "Command",
    "Comment",
    "CommentMention",
    "ConditionalStart",
    "Consent",
    "CustodyEntry",
    "Deadline",
    "Department",
    "ElementActivation",
    "Export",
    "FlowCount",
    "HistoryEntry",
    "HumanTask",
    "HumanTaskAdministrator",
    "HumanTaskOwner",
    "HumanTaskPerson",
    "IdentityQuestion",
    "IdentityWork",
    "InboxNumber",
    "Incident",
    "Institution",
    "JobEffect",
    "JobRequest",
    "Journey",
    "JourneyEvent",
    "JourneySnapshot",
    "Lock",
    "MailAttachment",
    "MaintenanceStep",
    "MeasuredDay",
    "Measurement",
    "MeasuringState",
    "Membership",
    "Message",
    "MessageEvent",
    "MessageSubscription",
    "Notice",
    "NoticePreference",
    "OwnerGroupDesk",
    "Part",
    "Patient",
    "PatientIdentifier",
    "PatientMerge",
    "PayloadKey",
    "PayloadReading",
    "Person",
    "ProcessDefinition",
    "ProcessInstance",
    "RecordAccess",
    "RecordReference",
    "ReportOrder",
    "Resource",
    "ResourceHold",
    "RetrievalGrant",
    "Role",
    "SavedFilter",
    "SchedulerRun",
    "SignInCode",
    "SignInEvent",
    "SignInSession",
    "SignInThrottle",
    "Signal",
    "SignalDelivery",
    "SignalSubscription",
    "SlotWaiter",
    "StoredBundle",
    "StrippedCase",
    "Substitution",
    "TargetSetting",
    "TimedStart",
    "Timer",
    "ToldEvent",
    "VersionPin",
    "WaitingJob",
    "WorklistChoice",
    "WorklistEntry",
    "metadata",
]
