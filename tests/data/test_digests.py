"""What would be lost: a digest that comes twice or not at all, a mail that never goes, a notice that is another's."""

from sqlmodel import select, update

from carelane.adapters.bootstrap import Product
from carelane.domain.notices import Topic
from carelane.domain.tables import (
    Notice,
    Person,
)
from carelane.jobs import sweeps
from carelane.services import my_notices, notices
from carelane.services.letters import Letter, post
from carelane.services.mails import Delivered, deliver_mails
from carelane.services.ports import Mail
from tests.conftest import SettableClock
from tests.data.scheduled import Postbox, postbox, product
from tests.data.world import World

__all__ = ["postbox", "product"]


def test_each_supervisor_gets_one_digest_a_day_in_their_language(
    world: World, product: Product, clock: SettableClock
) -> None:
    with world.database.transaction() as session:
        session.exec(update(Person).values(email="x@example.org"))
        group = session.get_one(Person, "id-group")
        group.language = "en"
        session.add(group)
        case = world.case(session)
        task = world.task(session, case, ("PRI1", "pri_doctor"), due=-3, urgency="U")
        world.clock(session, task, -4, -3, 100)
    assert sweeps.write_daily_digests(product) == "2 written"
    assert sweeps.write_daily_digests(product) == "0 written"
    with world.database.reading() as session:
        by_person = {row.recipient_person: row for row in session.exec(select(Notice))}
    assert set(by_person) == {"id-coord1", "id-group"}
    assert by_person["id-group"].subject == "Carelane 2026-03-02: 1 overdue, 0 at risk"
    assert "3 h 00 min late; nobody has taken it" in by_person["id-group"].body
    assert "东镇卫生院" in by_person["id-coord1"].body
    assert all("张伟" not in row.body for row in by_person.values())
    clock.advance(days=1)
    assert sweeps.write_daily_digests(product) == "2 written"


def test_mail_waits_for_its_server_and_goes_once(
    world: World, product: Product, postbox: Postbox, clock: SettableClock
) -> None:
    letter = Letter(Topic.REPORT, "k", "S", "B")
    with world.database.transaction() as session:
        session.exec(update(Person).values(email="x@example.org"))
        post(session, letter, ["id-doctor1", "id-doctor2"], world.database.now())
    postbox.broken = True
    assert sweeps.deliver_outbox(product) == "0 sent, 2 failed"
    postbox.broken = False
    clock.advance(minutes=1)
    assert sweeps.deliver_outbox(product) == "2 sent, 0 failed"
    assert sweeps.deliver_outbox(product) == "0 sent, 0 failed"
    assert [mail.subject for mail in postbox.mails] == ["S", "S"]


def test_notices_are_read_by_their_person(world: World) -> None:
    doctor = world.actor("doctor1")
    draft = notices.Draft(kind="notice", subject="S", body="B", dedupe_key="k")
    with world.database.transaction() as session:
        notices.write(session, draft, ["id-doctor1"], world.database.now())
    assert my_notices.unread(world.database, doctor) == 1
    assert my_notices.unread(world.database, world.actor("doctor2")) == 0
    my_notices.mark_read(world.database, doctor)
    assert my_notices.unread(world.database, doctor) == 0
    assert len(my_notices.my_notices(world.database, doctor)) == 1


def test_two_schedulers_would_send_a_mail_twice(world: World, product: Product) -> None:
    with world.database.transaction() as session:
        session.get_one(Person, world.actor("doctor1").person_id).email = "a@example.org"
        letter = Letter(Topic.REPORT, "once", "S", "B")
        post(session, letter, [world.actor("doctor1").person_id], world.database.now())
    sent: list[Mail] = []

    class SlowPost:
        def send(self, mail: Mail) -> None:
            assert deliver_mails(world.database, product.mailer) == Delivered()  # type: ignore[arg-type]
            sent.append(mail)

    assert deliver_mails(world.database, SlowPost()) == Delivered(sent=1)
    assert len(sent) == 1
    assert sent[0].id
    assert deliver_mails(world.database, SlowPost()) == Delivered()
