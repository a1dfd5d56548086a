from datetime import UTC, date, datetime, timedelta

from carelane.domain.timeline_kinds import BY_ITSELF
from carelane.services.element_names import read_names
from worklists_ui import readable, times
from worklists_ui.case_data import facts
from worklists_ui.case_labels import Labels
from worklists_ui.job_words import failed
from worklists_ui.patient_header import about, age
from worklists_ui.timeline_sentences import sentence

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
NAMED = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:carelane="https://carelane.org/schema/bpmn/1.0" id="d" targetNamespace="t">
  <bpmn:collaboration id="c"><bpmn:participant id="HOS" name="医院" processRef="p"/></bpmn:collaboration>
  <bpmn:process id="p" name="上转"><bpmn:extensionElements>
    <carelane:sla name="首次答复" nameEn="First answer" target="PT1H"/><zeebe:properties>
    <zeebe:property name="carelane:sla.2.name" value="预约"/><zeebe:property name="carelane:sla.name" value="归档"/>
    <zeebe:property name="carelane:sla.2.nameEn" value="Booking"/>
    <zeebe:property name="name_en" value="Referral up"/></zeebe:properties></bpmn:extensionElements>
    <bpmn:userTask id="t1" name="分诊"/></bpmn:process></bpmn:definitions>"""


def test_values_are_read_without_knowing_json() -> None:
    for value, said in ((True, "yes"), (None, "–"), (36.8, "36.8")):
        assert readable.text(value) == said
    assert readable.text(["I10", "I20"]) == "I10\nI20"
    assert readable.text([{"drug": "ASA", "dose": 100}]) == "· drug ASA, dose 100"
    assert readable.text("2026-03-02T08:00:00+00:00").endswith("16:00")
    assert readable.text("2026-99-99") == "2026-99-99"


def test_nothing_of_a_nested_value_is_lost() -> None:
    told = dict(facts({"exam": {"bp": {"sbp": 182}}, "notes": [], "ok": False}, Labels()))
    assert told == {"exam · bp · sbp": "182", "ok": "no"}


def test_the_time_left_says_late_when_it_is_late() -> None:
    assert times.left(NOW + timedelta(minutes=90), NOW) == "1 h 30 min"
    assert times.left(NOW - timedelta(days=2, hours=3), NOW) == "2 d 3 h late"
    assert times.left(None, NOW) == ""


def test_sex_and_age_are_the_patients() -> None:
    assert about({"sex": "2", "birth_date": "1956-03-03"}, date(2026, 3, 2)) == (
        "female",
        "69 years",
    )
    assert age("1956-03-02", date(2026, 3, 2)) == 70
    assert age("unknown", date(2026, 3, 2)) is None


def test_names_come_in_the_readers_language_and_fall_back() -> None:
    names = read_names(NAMED)
    assert names.of("p", "en") == "Referral up"
    assert names.of("t1", "en") == "分诊"
    assert names.of("t2", "zh_CN", "otherwise") == "otherwise"
    assert names.pools == {"p": "HOS"}
    assert names.clock("首次答复", "en") == "First answer"
    assert names.clock("预约", "en") == "Booking"
    assert names.clock("预约", "zh_CN") == "预约"
    assert names.clock("归档", "en") == "归档"


def test_a_text_in_the_history_cannot_pull_other_facts_into_the_sentence() -> None:
    icon, text = sentence("RaiseIncident", "{message}", {"message": "no such {element}"})
    assert (icon, text) == ("error", "Technical incident at {message}: no such {element}")


def test_an_unknown_line_of_history_is_still_shown() -> None:
    assert sentence("SomethingNew", "Triage", {}) == ("circle", "SomethingNew Triage")


def test_what_came_to_a_suspended_case_is_named_by_its_kind() -> None:
    for kind, name, told in (
        ("message", "LAB", "A message came while suspended, held back: LAB"),
        ("signal", "OUTBREAK", "A signal came while suspended, held back: OUTBREAK"),
        ("job", "", "An automatic step has answered while suspended, held back"),
        ("call", "", "A called case has answered while suspended, held back"),
    ):
        assert sentence("EventHeld", "", {"kind": kind, "name": name, "reference": "r"})[1] == told


def test_a_worker_s_word_for_a_failure_is_told_in_ours() -> None:
    _icon, text = sentence("RaiseIncident", "Book a bed", {"message": "unknown_job_type"})
    assert text.endswith("at Book a bed: no worker has a handler for this kind of step")
    for error, told in (
        ("unavailable:LIS", "LIS is away"),
        ("unavailable", "what it needs is away"),
        ("timed_out", "it took longer than it may"),
        ("retries is no number: tries", "retries is no number: tries"),
    ):
        assert failed(error) == told


def test_what_a_case_calls_by_itself_is_not_put_on_a_person() -> None:
    assert {"StartChild", "CancelChild", "Undoing", "EventHeld"} <= BY_ITSELF
