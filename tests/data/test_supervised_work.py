"""What would be lost: a supervisor's reach over late work: who held it, who was told, what was taken out, what was sent."""

import csv
import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from carelane.domain.attachments import Attachment, AttachmentReading
from carelane.domain.comments import Comment
from carelane.domain.deadlines import Deadline
from carelane.domain.errors import NotAllowed, NotFound, ReasonMissing
from carelane.domain.exports import Export
from carelane.domain.human_tasks import HumanTask
from carelane.domain.notices import Notice
from carelane.domain.people import Person
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.retention import Keeping
from carelane.services import (
    comments,
    export_files,
    exports,
    job_requests,
    nudges,
    report_orders,
)
from carelane.services.board_choices import board_choices
from carelane.services.commands import of_row
from carelane.services.comments import Words
from carelane.services.export_files import Table
from carelane.services.exports import Wanted
from carelane.services.measuring import roll_up
from carelane.services.nudges import About
from carelane.services.reports import Written, write_reports
from carelane.services.retention import Forgotten, apply_rules
from carelane.services.supervision import NOBODY, OverdueFilter, every_row, overdue
from carelane.services.taken_files import TakenFilter, taken_files
from carelane.services.task_batches import do_each, failed
from carelane.services.task_wishes import Wish
from tests.conftest import SettableClock
from tests.data.measured import ZONE, line, received, stopped
from tests.data.world import World


@pytest.fixture
def late(world: World) -> tuple[str, str]:
    """A task of HOSA whose clock was breached while a specialist had it; and one that nobody has."""
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", urgency="U")
        held = world.task(
            session,
            case,
            ("HOSA", "hos_spec"),
            task_id="held",
            state="reserved",
            actual_owner="id-head_a",
        )
        world.clock(session, held, -3, -1, 100)
        session.flush()
        clock = session.exec(select(Deadline)).one()
        clock.breached_at = world.database.now() - timedelta(hours=1)
        clock.breached_owner, clock.breached_role = "id-spec_a", "hos_spec"
        clock.breached_institution = "HOSA"
        session.add(clock)
        free = world.task(session, case, ("HOSA", "hos_spec"), due=-2, element_id="book")
    return held, free


def test_the_board_says_who_held_it_when_it_was_breached(
    world: World, late: tuple[str, str]
) -> None:
    rows = {row.task_id: row for row in overdue(world.database, world.actor("head_a")).rows}
    breach = rows[late[0]].breach
    assert breach is not None
    assert (breach.person and breach.person.id, breach.role) == ("id-spec_a", "hos_spec")
    assert (rows[late[0]].actual_owner or breach.institution).id == "id-head_a"
    assert rows[late[1]].breach is None


def test_the_board_is_narrowed_by_element_and_by_who_has_it(
    world: World, late: tuple[str, str]
) -> None:
    head = world.actor("head_a")

    def tasks(**wanted: str) -> list[str | None]:
        board = overdue(world.database, head, OverdueFilter(**wanted))  # type: ignore[arg-type]
        assert board.total == len(board.rows) == sum(board.overdue.values())
        return [row.task_id for row in board.rows]

    assert tasks() == [late[1], late[0]]
    assert tasks(element="book") == [late[1]]
    assert tasks(owner=NOBODY) == [late[1]]
    assert tasks(owner="id-head_a", urgency="U", kind="overdue") == [late[0]]
    assert tasks(owner="id-spec_a") == []
    assert tasks(process="other") == tasks(institution="HOSB") == tasks(kind="at_risk") == []
    known = board_choices(world.database, head)
    assert known.institutions == ("HOSA",)
    assert [one.element_id for one in known.elements] == ["book", "triage"]
    assert [one.id for one in known.owners] == ["id-head_a"]


def test_a_board_of_many_pages_counts_all_and_keeps_what_was_selected_on_another(
    world: World, late: tuple[str, str]
) -> None:
    head = world.actor("head_a")
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", has_incident=True)
        third = world.task(session, case, ("HOSA", "hos_spec"), due=-0.5)
        world.clock(session, world.task(session, case), -9, 1, 80)
        still = session.get_one(Deadline, f"{case}:sla-t{world.tasks}")
        still.paused_at, still.percent = world.database.now(), 150
    everything = [late[1], late[0], third, f"{case}:t{world.tasks}"]
    pages = [
        overdue(world.database, head, OverdueFilter(page=page, page_size=3), everything[:1])
        for page in (1, 2, 9)
    ]
    assert [[row.task_id for row in one.rows] for one in pages] == [
        everything[:3],
        everything[3:],
        everything[3:],
    ]
    assert [(one.total, one.page, one.pages) for one in pages] == [(4, 1, 2), (4, 2, 2), (4, 2, 2)]
    for one in pages:
        assert [row.task_id for row in one.kept] == everything[:1]
        assert (one.overdue, one.at_risk) == ({"HOSA": 3}, {"HOSA": 1})
        assert one.reasons == {"not_completed": 1, "unclaimed": 1, "incident": 1}
        assert one.most_late == pages[0].rows[0].due_at
    assert overdue(world.database, head, OverdueFilter(element="x"), everything).kept == ()
    assert overdue(world.database, world.actor("head_b"), None, everything).kept == ()
    assert [row.task_id for row in every_row(world.database, head)] == everything


def test_a_batch_sent_again_after_its_answer_was_lost_is_done_once(
    world: World, late: tuple[str, str]
) -> None:
    group, head = world.actor("group"), world.actor("head_a")
    case = late[0].partition(":")[0]
    cases = [About(case, each, "") for each in late]
    first = nudges.nudge(world.database, group, cases, "the patient waits", "b1")
    assert nudges.nudge(world.database, group, cases, "the patient waits", "b1") == first
    assert [one.error for one in first] == [None, None]
    up = [
        nudges.escalate(world.database, head, cases[:1], "group", "a day late", "b2") for _ in "12"
    ]
    assert up[0] == up[1]
    wish = Wish("delegate", person="id-desk_a", command="b3")
    for _ in "12":
        assert failed(do_each(world.database, head, late, wish)) == ()
    words = Words("seen")
    for _ in "12":
        comments.add(world.database, head, case, words, of_row("b4", case, words.text))
    other = replace(wish, reason="another one")
    assert failed(do_each(world.database, head, late[:1], other)) == ()
    with world.database.reading() as session:
        lines = Counter(session.exec(select(HistoryEntry.kind)))
        assert (lines[nudges.NUDGED], lines[nudges.ESCALATED], lines["delegate"]) == (2, 1, 3)
        assert len(session.exec(select(Comment)).all()) == 1
        told = Counter(session.exec(select(Notice.recipient_person)))
        assert told["id-desk_a"] == 2, "once for the batch, once for the single task"


def test_a_nudge_reaches_who_has_to_act_and_says_whom(world: World, late: tuple[str, str]) -> None:
    case = late[0].partition(":")[0]
    everything = [
        About(case, late[0], "Triage"),
        About(case, late[1], "Book"),
        About("no", None, "?"),
    ]
    told = nudges.nudge(world.database, world.actor("group"), everything, "the patient waits")
    assert [[name.id for name in each.people] for each in told] == [
        ["id-head_a"],
        ["id-spec_a"],
        [],
    ]
    assert told[2].error is not None
    assert told[2].error.code == "case_not_found"
    assert sorted(notices(world)) == ["id-head_a", "id-spec_a"]
    again = nudges.nudge(world.database, world.actor("group"), everything[:1], "still")
    assert again[0].error is not None
    assert again[0].error.code == "told_before"
    world.database.clock.advance(hours=1.1)  # type: ignore[attr-defined]
    assert nudges.nudge(world.database, world.actor("group"), everything[:1], "still")[0].people
    with world.database.reading() as session:
        lines = session.exec(select(HistoryEntry).where(HistoryEntry.kind == nudges.NUDGED)).all()
        assert [(one.task_id, one.data["reason"]) for one in lines] == [
            ("held", "the patient waits"),
            (late[1].partition(":")[2], "the patient waits"),
            ("held", "still"),
        ]


def test_an_escalation_goes_one_level_up(world: World, late: tuple[str, str]) -> None:
    case = late[0].partition(":")[0]
    about = [About(case, None, "the case")]
    group = world.actor("group")
    (told,) = nudges.escalate(world.database, group, about, "institution", "a day late")
    assert [name.id for name in told.people] == ["id-head_a"]
    head = world.actor("head_a")
    (told,) = nudges.escalate(world.database, head, about, "group", "a day late")
    assert [name.id for name in told.people] == ["id-group"]
    (told,) = nudges.escalate(world.database, group, about, "group", "and again")
    assert told.error is not None
    with pytest.raises(ReasonMissing):
        nudges.escalate(world.database, group, about, "group", " ")
    (foreign,) = nudges.escalate(world.database, world.actor("head_b"), about, "group", "x")
    assert foreign.error is not None
    assert foreign.error.code == "case_not_found"


def notices(world: World) -> list[str | None]:
    with world.database.reading() as session:
        return list(session.exec(select(Notice.recipient_person)).all())


NASTY = Table("t", ("=head", "late"), [("=1+1", -5), ("+44", None), ("张伟", timedelta(hours=1.5))])


def test_a_spreadsheet_runs_nothing_out_of_a_file() -> None:
    text = export_files.csv_file(NASTY).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["'=head", "late"],
        ["'=1+1", "-5"],
        ["'+44", ""],
        ["张伟", "1.5"],
    ]
    with zipfile.ZipFile(io.BytesIO(export_files.excel_file(NASTY))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in texts
    assert "<v>-5</v>" in sheet


def test_who_took_which_list_out_is_written_down(world: World) -> None:
    head, wanted = world.actor("head_a"), Wanted("overdue", "csv", {"urgency": "E", "owner": ""})
    exports.export(world.database, head, wanted, NASTY)
    with pytest.raises(NotAllowed):
        exports.export(world.database, world.actor("spec_a"), wanted, NASTY)
    with world.database.reading() as session:
        (row,) = session.exec(select(Export)).all()
    assert (row.person_id, row.what, row.rows) == ("id-head_a", "overdue", 3)
    assert row.filters == {"urgency": "E"}
    seen = {who: taken(world, who) for who in ("head_a", "head_b", "group", "operator")}
    assert seen == {
        "head_a": ["overdue"],
        "head_b": [],
        "group": ["overdue"],
        "operator": ["overdue"],
    }
    with pytest.raises(NotAllowed):
        taken_files(world.database, world.actor("spec_a"))


def test_who_took_a_file_of_a_case_is_told_to_those_who_supervise_it_and_nobody_else(
    world: World, clock: SettableClock
) -> None:
    now = clock()
    with world.database.transaction() as session:
        case = world.case(session, "HOSA", business_key="K9")
        about = {"instance_id": case, "sha256": "0", "size": 7, "media_type": "application/pdf"}
        session.add(
            Attachment(id="f", name="张伟 CT.pdf", added_by="id-spec_a", added_at=now, **about)
        )
        session.flush()
        for number, person in enumerate(("spec_a", "doctor1")):
            at = now + timedelta(hours=number)
            session.add(AttachmentReading(attachment_id="f", person_id=f"id-{person}", at=at))
    seen = {who: taken(world, who) for who in ("head_a", "head_b", "group", "operator")}
    both = ["张伟 CT.pdf"] * 2
    assert seen == {"head_a": both, "head_b": [], "group": both, "operator": []}
    for wanted, found in (
        (TakenFilter(person="DOCTOR1"), 1),
        (TakenFilter(what="lists"), 0),
        (TakenFilter(institution="HOSB"), 0),
        (TakenFilter(since=now + timedelta(minutes=1)), 1),
        (TakenFilter(until=now), 0),
    ):
        assert taken_files(world.database, world.actor("group"), wanted).total == found


def taken(world: World, who: str) -> list[str]:
    return [row.name for row in taken_files(world.database, world.actor(who)).rows]


def test_a_report_is_written_once_for_its_period_and_names_no_patient(world: World) -> None:
    head = world.actor("head_a")
    with world.database.transaction() as session:
        person = session.get_one(Person, "id-head_a")
        person.email, person.language = "head@example.org", "en"
        session.add(person)
        for _ in range(3):
            received(world, session, "HOSA", 60, (58, "accepted"))
        case = world.case(session, "HOSA")
        stopped(world, session, case, 60, 54, 55)
    roll_up(world.database, ZONE)
    made = report_orders.order(world.database, head, "weekly", "HOSA")
    assert report_orders.order(world.database, head, "weekly", "HOSA").id == made.id
    with pytest.raises(NotAllowed):
        report_orders.order(world.database, head, "weekly", "HOSB")
    assert write_reports(world.database, ZONE, "https://x") == Written(0, 0)  # no whole week yet
    world.database.clock.advance(days=7)  # type: ignore[attr-defined]
    assert write_reports(world.database, ZONE, "https://x") == Written(1, 0)
    assert write_reports(world.database, ZONE, "https://x") == Written(0, 0)
    with world.database.reading() as session:
        (mail,) = session.exec(select(Notice)).all()
    assert (mail.kind, mail.subject) == ("mail", "Carelane figures, 2026-03-02 to 2026-03-08")
    assert "张伟" not in mail.body
    assert "https://x/figures?since=2026-03-02&until=2026-03-08&institution=HOSA" in mail.body
    with pytest.raises(NotFound):
        report_orders.cancel_order(world.database, world.actor("head_b"), made.id)
    report_orders.cancel_order(world.database, head, made.id)
    assert report_orders.my_orders(world.database, head) == ()


def test_a_report_follows_the_rights_of_its_reader(world: World) -> None:
    head = world.actor("head_a")
    report_orders.order(world.database, head, "monthly", "HOSA")
    with world.database.transaction() as session:
        person = session.get_one(Person, "id-head_a")
        person.active = False
        session.add(person)
    world.database.clock.advance(days=40)  # type: ignore[attr-defined]
    assert write_reports(world.database, ZONE, "") == Written(0, 1)


def test_an_ended_case_forgets_its_patient_and_nothing_else(world: World) -> None:
    now = world.database.now()
    with world.database.transaction() as session:
        old = ended(world, session, now - timedelta(days=400))
        young = ended(world, session, now - timedelta(days=100))
        session.add(notice("read", now - timedelta(days=400)))
        session.add(notice("unread", None))
    roll_up(world.database, ZONE)
    rules = Keeping(7, 365, 365, unread=0)
    assert apply_rules(world.database, Keeping(0, 0, 0, 0, 0)) == Forgotten(0, 0, 0)
    assert apply_rules(world.database, rules) == Forgotten(2, 1, 1)
    assert apply_rules(world.database, rules) == Forgotten(0, 0, 0)
    with world.database.reading() as session:
        stripped, kept = (session.get_one(ProcessInstance, one) for one in (old, young))
        assert (stripped.patient_name, stripped.variables, stripped.state) == ("", {}, "completed")
        assert kept.patient_name == "张伟"
        lines = session.exec(select(HistoryEntry).where(HistoryEntry.instance_id == old)).all()
        assert {one.kind: one.data for one in lines} == {
            "StatusChanged": {"status": "accepted"},
            "VariablesChanged": {},
        }
        drafts = session.exec(select(HumanTask.draft)).all()
        assert drafts == [None, None]
        assert session.exec(select(Notice.id)).all() == ["unread"]


def test_what_nobody_reads_and_what_was_asked_for_long_ago_is_not_kept_for_ever(
    world: World,
) -> None:
    with world.database.transaction() as session:
        patients = notice("to-a-patient", None)
        patients.kind = "sms"
        young = notice("young", None)
        young.created_at = world.database.now() - timedelta(days=300)
        session.add_all([notice("unread", None), patients, young])
    operator = world.actor("operator")
    job_requests.run_now(world.database, operator, "deliver_outbox")
    (asked,) = job_requests.next_requests(world.database)
    assert job_requests.take(world.database, asked.id)
    world.database.clock.advance(days=400)  # type: ignore[attr-defined]
    job_requests.run_now(world.database, operator, "mark_overdue")
    world.database.clock.advance(days=1)  # type: ignore[attr-defined]
    rules = Keeping(0, 0, 0, unread=730, requests=365)
    assert apply_rules(world.database, rules) == Forgotten(unread=1, requests=1)
    assert apply_rules(world.database, rules) == Forgotten()
    (still,) = job_requests.next_requests(world.database)
    assert still.target == "mark_overdue"
    with world.database.reading() as session:
        assert sorted(session.exec(select(Notice.id))) == ["to-a-patient", "young"]


def ended(world: World, session: Session, at: object) -> str:
    case = world.case(session, "HOSA", state="completed", ended_at=at, started_at=at)
    world.task(session, case, ("HOSA", "hos_spec"), closed_at=at, draft={"said": "x"})
    line(world, session, case, 1, variables={"complaint": "x"})
    line(world, session, case, 1, status="accepted")
    return case


def notice(name: str, read_at: object) -> Notice:
    return Notice(
        id=name,
        kind="notice",
        recipient_person="id-head_a",
        subject="s",
        body="b",
        dedupe_key=name,
        created_at=read_at or datetime(2020, 1, 1, tzinfo=UTC),
        read_at=read_at,
    )
