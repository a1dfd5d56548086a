"""What hospitals promise each other: a letter waits for its reader, arrives once, and in order."""

from typing import Any

from carelane.domain.messages import Message, MessageSubscription
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.services import messages
from tests.durable.site import Site, eventually


def correspondence(site: Site, **variables: str) -> str:
    """A writer's case, and the id of the reader's case that its letter starts at HOS1."""
    values = {"letter_id": "L1", "to": "HOS1", "text": "Please see her."} | variables
    return site.start("letter_writer", **values)


def readers(site: Site) -> list[Any]:
    return site.rows(ProcessInstance, process_id="letter_reader")


def test_a_letter_to_another_hospital_would_not_be_answered(site: Site) -> None:
    site.work()
    writer = correspondence(site)
    (reader,) = eventually(lambda: readers(site))
    assert (reader.institution_code, reader.from_institution) == ("HOS1", "PRI1")
    assert reader.variables["text"] == "Please see her."
    assert "to" not in reader.variables  # only the payload crosses the border
    site.complete(writer, "pause")
    site.complete(reader.id, "look", answer="Come on Monday.")
    assert site.ended(reader.id).state == "completed"
    row = site.ended(writer)
    assert (row.state, row.variables["answer"]) == ("completed", "Come on Monday.")
    assert {message.state for message in site.rows(Message)} == {"delivered"}
    assert site.rows(MessageSubscription) == []


def test_a_reply_that_is_faster_than_its_receiver_would_be_lost(site: Site) -> None:
    site.work()
    writer = correspondence(site)
    (reader,) = eventually(lambda: readers(site))
    site.complete(reader.id, "look", answer="Come at once.")
    site.ended(reader.id)
    (reply,) = site.rows(Message, name="REPLY")
    assert reply.state == "buffered"
    site.complete(writer, "pause")
    assert site.ended(writer).variables["answer"] == "Come at once."


def test_a_letter_sent_again_would_open_a_second_case(site: Site) -> None:
    site.work()
    correspondence(site)
    eventually(lambda: readers(site))
    for _ in range(3):
        messages.deliver(site.database, site.cases, [("LETTER", "L1")])
    (letter,) = site.rows(Message, name="LETTER")
    eventually(lambda: site.rows(Message, id=letter.id, state="delivered"))
    assert len(readers(site)) == 1
    assert letter.attempts == 1


def test_a_second_letter_of_the_same_key_would_open_a_second_case(site: Site) -> None:
    site.work()
    correspondence(site)
    (first,) = eventually(lambda: readers(site))
    correspondence(site, text="Did you get my letter?")
    assert len(site.rows(Message, name="LETTER", state="buffered")) == 1
    assert [reader.id for reader in readers(site)] == [first.id]


def test_a_reply_delivered_twice_would_count_twice(site: Site) -> None:
    site.work()
    writer = correspondence(site)
    (reader,) = eventually(lambda: readers(site))
    site.complete(writer, "pause")
    site.complete(reader.id, "look", answer="Monday")
    site.ended(writer)
    (reply,) = site.rows(Message, name="REPLY")
    with site.database.transaction() as session:  # as after a crash before the delivery was noted
        row = session.get(Message, reply.id)
        row.state = "correlated"
    assert messages.deliver(site.database, site.cases, [("REPLY", "L1")]) == 0
    assert site.rows(Message, id=reply.id)[0].state == "buffered"


def test_a_letter_nobody_reads_would_wait_for_ever(site: Site) -> None:
    site.work()
    correspondence(site, to="NOWHERE")
    assert messages.expire(site.database) == 0
    with site.database.transaction() as session:
        (letter,) = site.rows(Message)
        session.get(Message, letter.id).expires_at = letter.created_at
    assert messages.expire(site.database) == 1
    assert site.rows(Message)[0].state == "expired"
    (told,) = site.rows(HistoryEntry, kind="MessageExpired")
    assert told.instance_id == site.rows(Message)[0].from_instance_id


def test_replies_would_overtake_each_other(site: Site) -> None:
    site.work()
    first, second = correspondence(site), correspondence(site)
    eventually(lambda: readers(site))
    (reader,) = readers(site)
    site.complete(reader.id, "look", answer="first")
    site.ended(reader.id)
    later = eventually(lambda: [r for r in readers(site) if r.id != reader.id])
    site.complete(later[0].id, "look", answer="second")
    site.ended(later[0].id)
    site.complete(first, "pause")
    assert site.ended(first).variables["answer"] == "first"
    site.complete(second, "pause")
    assert site.ended(second).variables["answer"] == "second"
