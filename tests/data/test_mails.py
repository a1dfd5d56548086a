"""What would be lost: a mail that nobody sends again, one that comes ten times, one that wakes people for nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select, update

from carelane.adapters.bootstrap import Product
from carelane.adapters.mail import SmtpMailer
from carelane.domain.errors import CarelaneError, NotAllowed
from carelane.domain.notice_preferences import ALL, Choice
from carelane.domain.notices import Notice, Topic
from carelane.domain.people import Person
from carelane.services import mail_deliveries, mail_leases, my_notices, notice_choices
from carelane.services.job_requests import requests
from carelane.services.letters import Letter, post
from carelane.services.mails import Delivered, deliver_mails
from carelane.services.notice_choices import NewChoices
from carelane.services.notice_events import Event, notify
from carelane.services.ports import Attachment
from carelane.services.unread_digests import write_unread
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.post_office import PostOffice
from tests.data.world import World

DOCTOR = "id-doctor1"
SITE = "https://carelane.example"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    made = PostOffice()
    yield made
    made.close()


@pytest.fixture
def mailer(office: PostOffice) -> SmtpMailer:
    return SmtpMailer(Settings(smtp_host="127.0.0.1", smtp_port=office.port, smtp_security="none"))


@pytest.fixture
def world(world: World) -> World:
    with world.database.transaction() as session:
        session.exec(update(Person).values(email="x@example.org"))
    return world


def told(
    world: World, urgency: str = "U", topic: Topic = Topic.TASK_GIVEN, in_days: int = 0
) -> str:
    """Tell the doctor of a task, now or in some days; gives the task."""
    with world.database.transaction() as session:
        case = world.case(session, urgency=urgency)
        task = world.task(session, case, ("PRI1", "pri_doctor"), urgency=urgency)
        by = world.actor("coord1").person_id
        due_at = world.database.now() + timedelta(days=in_days)
        event = Event(topic, f"given:{task}", task_id=task, by=by, due_at=due_at)
        notify(session, event, [DOCTOR, by], world.database.now())
        notify(session, event, [DOCTOR], world.database.now())
    return task


def mails(world: World) -> list[Notice]:
    with world.database.reading() as session:
        wanted = select(Notice).where(Notice.kind == "mail")
        return list(session.exec(wanted.order_by(Notice.created_at, Notice.id)))


def test_a_mail_says_what_is_to_do_and_nothing_of_the_patient(
    world: World, office: PostOffice, mailer: SmtpMailer
) -> None:
    task = told(world)
    assert deliver_mails(world.database, mailer, SITE) == Delivered(sent=1)
    assert deliver_mails(world.database, mailer, SITE) == Delivered()
    (mail,) = office.box.mails
    text = mail.get_content()
    assert mail["Subject"] == "Carelane [U] 人coord1 将任务交给您：RU-1 Triage"
    assert f"{SITE}/task?id={task}" in text
    assert "张伟" not in str(mail)
    assert "990101" not in str(mail)
    assert mail["Message-ID"] == f"<{mails(world)[0].id}@localhost>"


def test_no_mail_holds_a_link_that_would_lead_nowhere_tomorrow(
    world: World, office: PostOffice, mailer: SmtpMailer
) -> None:
    changing = Settings(web_port=0)
    wired = Product(changing, world.database, CasesInMemory(world.database), mailer)
    assert replace(wired, settings=Settings(web_port=0, public_url=SITE)).site == SITE
    told(world)
    deliver_mails(world.database, mailer, wired.site)
    text = office.box.mails[0].get_content()
    assert "http" not in text
    assert "请在 Carelane 的“通知”页面查看。" in text


def test_a_reader_of_english_gets_english(
    world: World, office: PostOffice, mailer: SmtpMailer
) -> None:
    with world.database.transaction() as session:
        session.exec(update(Person).values(language="en"))
    told(world)
    deliver_mails(world.database, mailer, SITE)
    assert office.box.mails[0]["Subject"] == "Carelane [U] coord1 gave you a task: RU-1 Triage"


def test_a_server_that_is_busy_is_asked_again_later_and_later(
    world: World, office: PostOffice, mailer: SmtpMailer, clock: SettableClock
) -> None:
    told(world)
    office.box.answers += ["450 busy", "450 busy"]
    assert deliver_mails(world.database, mailer) == Delivered(failed=1)
    (mail,) = mails(world)
    assert (mail.state, mail.error) == ("waiting", "SMTPRecipientsRefused 450")
    assert deliver_mails(world.database, mailer) == Delivered()
    clock.advance(minutes=1)
    assert deliver_mails(world.database, mailer) == Delivered(failed=1)
    clock.advance(minutes=1)
    assert deliver_mails(world.database, mailer) == Delivered()
    clock.advance(minutes=1)
    assert deliver_mails(world.database, mailer) == Delivered(sent=1)
    assert len(office.box.mails) == 1


def test_a_refused_address_is_given_up_told_to_operators_and_sent_again_by_them(
    world: World, office: PostOffice, mailer: SmtpMailer
) -> None:
    told(world)
    office.box.answers.append("550 no such person")
    assert deliver_mails(world.database, mailer) == Delivered(refused=1)
    operator = world.actor("operator")
    (row,) = mail_deliveries.deliveries(world.database, operator, "failed").rows
    assert (row.error, row.attempts) == ("SMTPRecipientsRefused 550", 1)
    with pytest.raises(NotAllowed):
        mail_deliveries.send_again(world.database, world.actor("head_a"), row.id)
    mail_deliveries.send_again(world.database, operator, row.id)
    assert deliver_mails(world.database, mailer) == Delivered(sent=1)
    (asked,) = requests(world.database, operator)
    assert (asked.action, asked.target, asked.person.id) == ("send_again", row.id, "id-operator")


def test_a_sender_that_dies_with_a_mail_leaves_it_to_the_next_one(
    world: World, office: PostOffice, mailer: SmtpMailer, clock: SettableClock
) -> None:
    told(world)
    taken = mail_leases.take(world.database, "dies", SITE)
    assert taken is not None
    mailer.send(taken)
    assert deliver_mails(world.database, mailer) == Delivered()
    clock.advance(minutes=6)
    assert deliver_mails(world.database, mailer) == Delivered(sent=1)
    assert not mail_leases.mark_failed(world.database, taken.id, "dies", "late")
    (mail,) = mails(world)
    assert (mail.state, mail.interrupted) == ("sent", 1)
    first, second = office.box.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_an_answer_that_was_lost_sends_the_mail_under_the_same_id(
    world: World, office: PostOffice, mailer: SmtpMailer, clock: SettableClock
) -> None:
    told(world)
    office.box.vanish = 1
    assert deliver_mails(world.database, mailer) == Delivered(failed=1)
    clock.advance(minutes=1)
    assert deliver_mails(world.database, mailer) == Delivered(sent=1)
    assert len({mail["Message-ID"] for mail in office.box.mails}) == 1


def test_quiet_hours_hold_everything_back_but_emergencies(
    world: World, office: PostOffice, mailer: SmtpMailer, clock: SettableClock
) -> None:
    night = clock.moment.replace(hour=15)  # 23:00 in Shanghai
    clock.advance(seconds=(night - clock.moment).total_seconds())
    choices = {Topic.TASK_GIVEN: Choice(ALL, ALL), Topic.MENTION: Choice("", ALL)}
    doctor = world.actor("doctor1")
    wanted = NewChoices(choices, "22:00", "06:30")
    notice_choices.choose(world.database, doctor, wanted)
    told(world, "R")
    told(world, "E", Topic.MENTION)
    assert deliver_mails(world.database, mailer) == Delivered(sent=1)
    assert "[E]" in office.box.mails[0]["Subject"]
    assert (
        my_notices.unread(world.database, doctor) == 2
    )  # also the one that is never shown but for E
    clock.advance(hours=7)
    assert deliver_mails(world.database, mailer) == Delivered()
    clock.advance(minutes=31)
    assert deliver_mails(world.database, mailer) == Delivered(sent=1)


def test_what_was_read_on_the_screen_is_not_mailed_after_it(
    world: World, office: PostOffice, mailer: SmtpMailer
) -> None:
    told(world)
    told(world, "E")
    my_notices.mark_read(world.database, world.actor("doctor1"))
    assert deliver_mails(world.database, mailer) == Delivered(sent=1, dropped=1)
    assert "[E]" in office.box.mails[0]["Subject"]


def test_a_mail_of_last_week_wakes_nobody(
    world: World, office: PostOffice, mailer: SmtpMailer, clock: SettableClock
) -> None:
    told(world)
    clock.advance(days=4)
    assert deliver_mails(world.database, mailer) == Delivered(dropped=1)
    assert office.box.mails == []


def test_what_was_arranged_long_ahead_is_told_when_it_comes(
    world: World, mailer: SmtpMailer, clock: SettableClock
) -> None:
    told(world, "U", in_days=100)
    told(world, "R", in_days=100)
    clock.advance(days=99)
    assert deliver_mails(world.database, mailer) == Delivered()
    assert (
        my_notices.unread(world.database, world.actor("doctor1")),
        write_unread(world.database),
    ) == (0, 0)
    clock.advance(days=1)
    assert deliver_mails(world.database, mailer) == Delivered(sent=1)
    assert (
        my_notices.unread(world.database, world.actor("doctor1")),
        write_unread(world.database),
    ) == (2, 1)


def test_files_go_with_a_report(world: World, office: PostOffice, mailer: SmtpMailer) -> None:
    file = Attachment("figures.csv", "text/csv", "机构,数\n".encode())
    with world.database.transaction() as session:
        letter = Letter(Topic.REPORT, "r", "S", "B", attachments=(file,))
        assert post(session, letter, [DOCTOR, "id-nobody"], world.database.now()) == 1
        assert post(session, letter, [DOCTOR], world.database.now()) == 0
    deliver_mails(world.database, mailer)
    (attached,) = office.box.mails[0].iter_attachments()
    assert attached.get_filename() == "figures.csv"
    assert attached.get_content().strip() == "机构,数"


def test_one_mail_a_day_holds_what_was_not_mailed_and_is_unread(
    world: World, office: PostOffice, mailer: SmtpMailer, clock: SettableClock
) -> None:
    told(world, "R")
    told(world, "U")
    assert write_unread(world.database, SITE) == 1
    assert write_unread(world.database, SITE) == 0
    deliver_mails(world.database, mailer)
    digest = next(mail for mail in office.box.mails if "未读" in mail["Subject"])
    assert "RU-1" in digest.get_content()
    assert "RU-2" not in digest.get_content()
    clock.advance(days=1)
    assert write_unread(world.database, SITE) == 0


@pytest.mark.parametrize("hours", [("22:00", ""), ("25:00", "06:00"), ("07:00", "07:00")])
def test_quiet_hours_without_an_end_are_refused(world: World, hours: tuple[str, str]) -> None:
    with pytest.raises(CarelaneError) as refused:
        notice_choices.choose(world.database, world.actor("doctor1"), NewChoices({}, *hours))
    assert refused.value.code == "preferences_unusable"


def test_a_mail_without_an_address_waits_and_is_told(world: World, mailer: SmtpMailer) -> None:
    told(world)
    with world.database.transaction() as session:
        session.exec(update(Person).values(email=""))
    assert deliver_mails(world.database, mailer) == Delivered()
    (row,) = mail_deliveries.deliveries(world.database, world.actor("operator")).rows
    assert (row.state, row.has_address) == ("waiting", False)
