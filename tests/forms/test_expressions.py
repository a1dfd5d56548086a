"""Forms that work things out: what a designer writes as FEEL is what people see, and what the server enforces."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bpmn.findings import Refused
from bpmn.forms import Form, check_values, clean_values, context_of, entered, filled, read_form

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
CASE = {"patient": {"sex": "2", "name": "李梅"}, "wards": ["A", {"value": "B", "label": "Bee"}]}


def form(*components: dict[str, Any]) -> Form:
    return read_form(json.dumps({"id": "f", "components": components}), "f.form")


def field(kind: str, key: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "id": f"id_{key}", "key": key, "label": key, **more}


def codes(of: Form, values: dict[str, object]) -> list[tuple[str, str]]:
    return [(error.key, error.code) for error in check_values(of, values, NOW, CASE)]


BMI = field("expression", "bmi", expression="=decimal(kg / (m * m), 1)")


def test_a_worked_out_value_is_the_servers_whatever_was_sent_for_it() -> None:
    shown = form(field("number", "kg"), field("number", "m"), BMI)
    sent = {"kg": 80, "m": 2, "bmi": 99}
    assert codes(shown, sent) == []
    assert clean_values(shown, sent, NOW) == {"kg": 80, "m": 2, "bmi": 20}
    assert clean_values(shown, {"kg": None, "m": 2}, NOW) == {"kg": None, "m": 2, "bmi": None}


def test_a_worked_out_value_in_a_row_sees_its_row_and_decides_what_is_shown() -> None:
    high = field(
        "textarea", "why", validate={"required": True}, conditional={"hide": "=total < 10"}
    )
    rows = {
        "type": "dynamiclist",
        "path": "doses",
        "components": [
            field("number", "each"),
            field("number", "times"),
            field("expression", "total", expression="=this.each * this.times"),
            high,
        ],
    }
    shown = form(rows)
    sent = {"doses": [{"each": 2, "times": 3}, {"each": 5, "times": 3, "total": 1}]}
    assert codes(shown, sent) == [("doses[1].why", "required")]
    sent["doses"][0]["why"] = "old"
    cleaned = clean_values(shown, sent, NOW)
    assert cleaned == {
        "doses": [{"each": 2, "times": 3, "total": 6}, {"each": 5, "times": 3, "total": 15}]
    }


def test_conditions_bounds_and_read_only_see_the_variables_of_the_case() -> None:
    shown = form(
        field("checkbox", "pregnant", conditional={"hide": '=patient.sex != "2"'}),
        field("number", "dose", validate={"max": '=if patient.sex = "2" then 5 else 10'}),
        field("textfield", "name", readonly="=patient.name != null"),
    )
    assert codes(shown, {"dose": 7}) == [("dose", "too_large")]
    assert clean_values(shown, {"pregnant": True, "name": "forged"}, NOW, CASE) == {
        "pregnant": True
    }
    man = {"patient": {"sex": "1"}}
    assert clean_values(shown, {"pregnant": True, "dose": 7, "name": "x"}, NOW, man) == {
        "dose": 7,
        "name": "x",
    }


def test_options_that_the_case_says_are_enforced() -> None:
    shown = form(field("select", "ward", valuesExpression="=wards"))
    assert codes(shown, {"ward": "B"}) == []
    assert codes(shown, {"ward": "C"}) == [("ward", "unknown_option")]


def test_a_day_that_is_past_is_refused_where_the_designer_says_so() -> None:
    shown = form(field("datetime", "visit", subtype="date", disallowPassedDates=True))
    assert codes(shown, {"visit": "2026-03-01"}) == [("visit", "in_the_past")]
    assert codes(shown, {"visit": "2026-03-02"}) == []


def test_texts_and_markup_show_values_and_never_run_anything() -> None:
    html = (
        "<h2>For {{patient.name}}</h2><ul><li>fast &amp; dry</li><li>bring <b>results</b></li></ul>"
    )
    shown = form(
        {"type": "text", "text": "Refer {{patient.name}} to {{unknown}}"},
        {"type": "text", "text": '="Dose " + string(1 + 1)'},
        {"type": "html", "content": html},
    )
    context = context_of(CASE, {}, {}, nested=False)
    told = [filled(dict(each.templates)[""], context, NOW) for each in shown.fields]
    assert told == ["Refer 李梅 to –", "Dose 2", "# For 李梅\n· fast & dry\n· bring results"]


@pytest.mark.parametrize(
    ("component", "said"),
    [
        ({"type": "html", "id": "h", "content": "<script>x</script>"}, "<script>"),
        ({"type": "html", "id": "h", "content": '<p onclick="x">y</p>'}, "onclick"),
        ({"type": "text", "id": "h", "text": "{{#if x}}"}, "#if"),
        ({"type": "text", "id": "h", "text": "{{1 +}}"}, "FEEL"),
        (field("expression", "h"), "expression"),
        (field("radio", "h", properties={"code_system": "icd-10"}), "select or taglist"),
        (field("select", "h", properties={"code_system": "ICD 10"}), "'ICD 10'"),
        (field("number", "h", validate={"max": "=1 +"}), "validate.max"),
        (field("textfield", "h", defaultValue="=1 +"), "defaultValue"),
        (field("iframe", "h"), "iframe"),
    ],
)
def test_what_would_not_work_is_refused_with_its_place_and_a_remedy(
    component: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        form({"type": "separator"}, component)
    (finding,) = [each for each in refused.value.findings if said in each.message]
    assert finding.element_id in {"h", "id_h"}
    assert finding.line > 0
    assert finding.hint or said in {"expression", "validate.max", "defaultValue", "FEEL"}


def test_a_default_that_the_field_itself_refuses_is_told() -> None:
    shown = form(field("number", "n", defaultValue=5, validate={"max": 3}))
    assert [each.rule for each in shown.findings] == ["form_default"]


def test_only_what_is_shown_is_looked_up_as_codes_or_files() -> None:
    shown = form(
        field("select", "icd", properties={"code_system": "icd-10"}),
        field("filepicker", "scan", conditional={"hide": '=icd = "A00"'}),
    )
    assert [one.key for one in entered(shown, {"icd": "A00", "scan": "f"}, NOW)] == ["icd"]
    assert [one.key for one in entered(shown, {"icd": "B", "scan": "f"}, NOW)] == ["icd", "scan"]
