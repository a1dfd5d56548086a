"""Forms of tasks: what a designer draws is what a person fills in, and nothing wrong gets through."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bpmn.findings import Refused
from bpmn.forms import Form, check_values, clean_values, left_out, read_form

NOW = datetime(2025, 3, 4, tzinfo=UTC)


def form(*components: dict[str, Any], **root: Any) -> Form:
    return read_form(
        json.dumps({"id": "f", "type": "default", "components": components} | root), "f.form"
    )


def text(key: str = "name", **more: Any) -> dict[str, Any]:
    return {"type": "textfield", "id": f"id_{key}", "key": key, "label": key.title(), **more}


def codes(of: Form, values: dict[str, object]) -> list[tuple[str, str]]:
    return [(error.key, error.code) for error in check_values(of, values, NOW)]


URGENCY = {
    "type": "select",
    "id": "id_urgency",
    "key": "urgency",
    "label": "Urgency",
    "properties": {"label_en": "Urgency", "label_zh": "紧急程度", "description_zh": "见 1.4"},
    "values": [
        {"label": "Emergency", "value": "E", "label_zh": "急危"},
        {"label": "Routine", "value": "R"},
    ],
    "validate": {"required": True},
}


def test_labels_are_shown_in_the_language_of_the_reader() -> None:
    (field,) = form(URGENCY).fields
    assert field.label_in("zh") == field.label_in("zh-CN") == "紧急程度"
    assert field.label_in("fr") == "Urgency"
    assert field.description_in("zh") == "见 1.4"
    assert [option.label_in("zh") for option in field.options] == ["急危", "Routine"]


@pytest.mark.parametrize(
    ("component", "value", "code"),
    [
        (text(validate={"required": True}), "", "required"),
        (text(validate={"required": True}), None, "required"),
        (text(validate={"minLength": 2}), "a", "too_short"),
        (text(validate={"maxLength": 2}), "abc", "too_long"),
        (text(validate={"pattern": "^[A-Z]+$"}), "abc", "pattern"),
        (text(validate={"validationType": "email"}), "nobody", "not_email"),
        (text(validate={"validationType": "phone"}), "call me", "not_phone"),
        (text(), 5, "not_text"),
        (text(type="number"), "5", "not_a_number"),
        (text(type="number"), True, "not_a_number"),
        (text(type="number"), float("nan"), "not_a_number"),
        (text(type="number", validate={"min": 0}), -1, "too_small"),
        (text(type="number", validate={"max": 300}), 301, "too_large"),
        (text(type="number", decimalDigits=1), 36.65, "too_precise"),
        (text(type="datetime", subtype="date"), "2025-02-30", "not_a_date"),
        (text(type="datetime", subtype="time"), "25:00", "not_a_time"),
        (text(type="datetime", subtype="datetime"), "2025-02-03", "not_a_datetime"),
        (text(type="checkbox"), "yes", "not_true_or_false"),
        (text(type="checkbox", validate={"required": True}), False, "required"),
        (URGENCY | {"key": "name"}, "X", "unknown_option"),
        (URGENCY | {"key": "name", "type": "checklist"}, ["E", "X"], "unknown_option"),
        (URGENCY | {"key": "name", "type": "taglist"}, ["E", "E"], "chosen_twice"),
        (URGENCY | {"key": "name", "type": "taglist"}, "E", "not_a_list"),
        (text(type="filepicker"), ["a", "b"], "too_many"),
        (text(type="filepicker"), {"data": "..."}, "not_a_reference"),
    ],
)
def test_a_wrong_value_is_named_with_a_stable_code(
    component: dict[str, Any], value: object, code: str
) -> None:
    assert codes(form(component), {"name": value}) == [("name", code)]


@pytest.mark.parametrize(
    ("component", "value"),
    [
        (text(validate={"pattern": "^[A-Z]+$", "maxLength": 3}), "ABC"),
        (text(validate={"validationType": "phone"}), "+86 21 5555-0100"),
        (text(type="textarea"), "line\nline"),
        (text(type="number", decimalDigits=1, validate={"min": 30, "max": 45}), 36.6),
        (text(type="number"), 0),
        (text(type="datetime", subtype="date"), "2024-02-29"),
        (text(type="datetime", subtype="time"), "10:30"),
        (text(type="datetime", subtype="datetime"), "2025-02-03T10:30"),
        (text(type="checkbox"), False),
        (URGENCY | {"key": "name"}, "E"),
        (URGENCY | {"key": "name", "type": "checklist"}, ["R", "E"]),
        (text(type="filepicker", multiple=True), ["doc/1", "doc/2"]),
        (text(type="select", valuesKey="wards"), "A"),
    ],
)
def test_a_right_value_passes(component: dict[str, Any], value: object) -> None:
    assert codes(form(component), {"name": value}) == []


def test_a_key_that_the_form_does_not_have_is_refused_by_name() -> None:
    assert codes(form(text()), {"name": "Li", "role": "admin"}) == [("role", "unknown_key")]


def test_a_hidden_field_is_not_required_and_its_value_is_listed_before_it_goes() -> None:
    reason = text(
        "reason", conditional={"hide": '=decision = "accept"'}, validate={"required": True}
    )
    shown = form(text("decision"), reason)
    assert codes(shown, {"decision": "reject"}) == [("reason", "required")]
    values = {"decision": "accept", "reason": "old"}
    assert codes(shown, values) == []
    assert left_out(shown, values, NOW) == ("reason",)
    assert clean_values(shown, values, NOW) == {"decision": "accept"}


def test_a_read_only_field_cannot_be_changed_by_a_person() -> None:
    shown = form(text("empi", readonly=True, validate={"required": True}), text())
    assert codes(shown, {"name": "Li"}) == []
    assert clean_values(shown, {"name": "Li", "empi": "forged"}, NOW) == {"name": "Li"}
    assert left_out(shown, {"name": "Li", "empi": "forged"}, NOW) == ("empi",)


MEDS = {
    "type": "dynamiclist",
    "id": "id_meds",
    "path": "meds",
    "components": [
        text("drug", validate={"required": True}),
        text(
            "dose",
            type="number",
            conditional={"hide": '=drug = "none"'},
            validate={"required": True},
        ),
    ],
}


def test_rows_of_a_list_are_checked_one_by_one() -> None:
    values = {
        "meds": [{"drug": "a", "dose": 1}, {"drug": "none"}, {"drug": "b"}, {"x": 1, "dose": "2"}]
    }
    assert codes(form(MEDS), values) == [
        ("meds[2].dose", "required"),
        ("meds[3].x", "unknown_key"),
        ("meds[3].drug", "required"),
        ("meds[3].dose", "not_a_number"),
    ]
    kept = {"meds": [{"drug": "none", "dose": 5}]}
    assert left_out(form(MEDS), kept, NOW) == ("meds[0].dose",)
    assert clean_values(form(MEDS), kept, NOW) == {"meds": [{"drug": "none"}]}
    assert codes(form(MEDS), {"meds": {}}) == [("meds", "not_a_list")]


def test_a_group_nests_its_values_only_if_it_has_a_path() -> None:
    nested = {
        "type": "group",
        "id": "g",
        "path": "vitals",
        "components": [text("hr", type="number")],
    }
    flat = {"type": "group", "id": "h", "label": "More", "components": [text("note")]}
    both = form(nested, flat)
    assert codes(both, {"vitals": {"hr": 70}, "note": "x"}) == []
    assert codes(both, {"vitals": {"hr": "x"}, "hr": 70}) == [
        ("hr", "unknown_key"),
        ("vitals.hr", "not_a_number"),
    ]
    assert [field.key for field in both.walk()] == ["vitals", "hr", "", "note"]


def test_a_hidden_group_hides_everything_in_it() -> None:
    group = {
        "type": "group",
        "id": "g",
        "conditional": {"hide": "=not(pregnant)"},
        "components": [text("week", type="number", validate={"required": True})],
    }
    shown = form(text("pregnant", type="checkbox"), group)
    assert codes(shown, {"pregnant": False}) == []
    assert codes(shown, {"pregnant": True}) == [("week", "required")]


@pytest.mark.parametrize(
    ("component", "rule"),
    [
        ({"type": "image", "id": "c"}, "form_component"),
        ({"type": "iframe", "id": "c"}, "form_component"),
        ({"type": "wizard", "id": "c"}, "form_component"),
        ({"type": "textfield", "id": "c"}, "form_key"),
        ({"type": "textfield", "id": "c", "key": "a.b"}, "form_key"),
        ({"type": "dynamiclist", "id": "c", "components": []}, "form_key"),
        (text(conditional={"hide": "=a +"}), "form_feel"),
        (text(conditional={"show": "=a"}), "form_conditional"),
        (text(validate={"requierd": True}), "form_validate"),
        (text(validate={"min": 5}), "form_validate"),
        (text(validate={"minLength": 5, "maxLength": 2}), "form_validate"),
        (text(validate={"maxLength": "n"}), "form_validate"),
        (text(validate={"pattern": "(a+)+"}), "form_pattern"),
        (text(validate={"pattern": "("}), "form_pattern"),
        (text(type="select"), "form_options"),
        (text(type="select", values=[{"label": "x"}]), "form_options"),
        (text(type="radio", values=[{"value": "a"}, {"value": "a"}]), "form_options"),
        (text(type="datetime", subtype="week"), "form_subtype"),
        (text(label="=secret"), "form_text"),
        (text(readonly="x"), "form_readonly"),
        ({"type": "table", "id": "c", "dataSource": "=rows"}, "form_table"),
    ],
)
def test_what_would_not_work_is_refused_with_place_and_remedy(
    component: dict[str, Any], rule: str
) -> None:
    with pytest.raises(Refused) as caught:
        form(component)
    (finding, *_) = caught.value.findings
    assert finding.rule == rule
    assert finding.element_id in {"c", "id_name"}
    assert finding.line == 1
    assert finding.file == "f.form"


def test_two_fields_of_one_key_are_refused() -> None:
    with pytest.raises(Refused, match="two fields have the key 'name'"):
        form(text(), {"type": "group", "id": "g", "components": [text(id="other")]})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"id": "f", "id": "g", "components": []}',
        '{"id": NaN}',
        '{"components": []}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_form_is_refused(content: str) -> None:
    with pytest.raises(Refused):
        read_form(content, "f.form")


def test_a_button_is_not_shown_and_that_is_said() -> None:
    shown = form(text(), {"type": "button", "id": "b", "action": "submit"})
    assert [field.key for field in shown.fields] == ["name"]
    assert [finding.rule for finding in shown.findings] == ["form_button"]


def test_texts_and_tables_are_shown_and_take_no_value() -> None:
    shown = form(
        {"type": "text", "id": "t", "text": "Read this", "properties": {"label_zh": "请阅读"}},
        {"type": "separator", "id": "s"},
        {
            "type": "table",
            "id": "x",
            "dataSource": "=results",
            "columns": [{"label": "Test", "key": "test"}],
        },
    )
    assert shown.fields[0].label_in("zh") == "请阅读"
    assert shown.fields[2].columns == (("test", "Test"),)
    assert codes(shown, {"results": []}) == [("results", "unknown_key")]
