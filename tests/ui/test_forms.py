import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bpmn.forms import FieldError, Form, read_form
from bpmn.forms.check import check_values
from worklists_ui.forms.messages import labels_of, message
from worklists_ui.forms.values import to_json, to_widget

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOSTILE = "<img src=x onerror=alert(1)> :red[x] [y](javascript:1)"
CHOICES = [{"label": "Yes", "value": "y"}, {"label": "No", "value": "n"}]
COMPONENTS: list[dict[str, Any]] = [
    {
        "type": "textfield",
        "key": "name",
        "label": "Name",
        "validate": {"required": True, "maxLength": 5},
    },
    {"type": "textarea", "key": "note", "label": HOSTILE},
    {"type": "number", "key": "sbp", "label": "Systolic", "validate": {"min": 40, "max": 300}},
    {"type": "datetime", "key": "day", "label": "Day", "subtype": "date"},
    {"type": "datetime", "key": "hour", "label": "Hour", "subtype": "time"},
    {"type": "datetime", "key": "at", "label": "At", "subtype": "datetime"},
    {"type": "checkbox", "key": "agreed", "label": "Agreed"},
    {"type": "radio", "key": "sure", "label": "Sure", "values": CHOICES},
    {"type": "select", "key": "kind", "label": "Kind", "values": CHOICES},
    {"type": "checklist", "key": "some", "label": "Some", "values": CHOICES},
    {"type": "taglist", "key": "tags", "label": "Tags", "valuesKey": "offered"},
    {"type": "filepicker", "key": "files", "label": "Files", "multiple": True},
    {
        "type": "textfield",
        "key": "why",
        "label": "Why",
        "validate": {"required": True},
        "conditional": {"hide": '=sure != "n"'},
    },
    {
        "type": "group",
        "path": "vitals",
        "label": "Vitals",
        "components": [{"type": "number", "key": "hr", "label": "Heart rate"}],
    },
    {
        "type": "dynamiclist",
        "path": "meds",
        "label": "Drugs",
        "components": [{"type": "textfield", "key": "drug", "label": "Drug"}],
    },
    {"type": "text", "text": f"# {HOSTILE}"},
    {"type": "separator"},
    {"type": "spacer"},
    {
        "type": "table",
        "label": "Results",
        "dataSource": "=append(results, {code: name})",
        "columns": [{"key": "code", "label": "Code"}],
    },
]
TEXT = json.dumps({"id": "all", "type": "default", "components": COMPONENTS})
FORM: Form = read_form(TEXT, "all.form")


def script(text: str, start: dict[str, object]) -> None:
    """Draws the form as the page Task does; AppTest runs this text in a module of its own."""
    from datetime import UTC, datetime

    import streamlit as st

    from bpmn.forms import check_values, read_form
    from worklists_ui import forms
    from worklists_ui.forms import Typed

    st.session_state["language"] = "en"
    form = read_form(text, "all.form")
    case = {"offered": ["a", {"value": "b", "label": "Bee"}], "results": [{"code": "TnI"}]}
    typed = Typed("t", start, case, datetime(2026, 3, 2, 8, tzinfo=UTC))
    if st.session_state.get("away"):
        forms.keep_alive()
        return
    forms.keep_alive(drawn="t")
    errors = check_values(form, forms.values_of(typed, form.fields), typed.now)
    st.session_state["values"] = forms.draw(form, typed, errors)


def opened(**start: Any) -> AppTest:
    page = AppTest.from_function(script, args=(TEXT, start), default_timeout=20)
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize(
    "start",
    [
        {"day": "1850-05-01", "at": "1850-05-01T08:00+08:00"},
        {"day": "2150-05-01", "at": "2150-05-01T08:00+08:00"},
    ],
    ids=["past", "future"],
)
def test_a_day_that_no_calendar_offers_leaves_the_form_usable(start: dict[str, str]) -> None:
    values = opened(**start).session_state["values"]
    assert (values["day"], values["at"][:10]) == (start["day"], start["day"])


def test_every_type_of_field_gives_back_what_was_typed() -> None:
    page = opened()
    page.text_input(key="form:t:name").set_value(" Wang ")
    page.text_area(key="form:t:note").set_value("line 1\nline 2")
    page.number_input(key="form:t:sbp").set_value(152.0)
    page.date_input(key="form:t:day").set_value(date(2026, 3, 1))
    page.time_input(key="form:t:hour").set_value(time(9, 30))
    page.checkbox(key="form:t:agreed").check()
    page.radio(key="form:t:sure").set_value("n")
    page.selectbox(key="form:t:kind").set_value("y")
    page.multiselect(key="form:t:tags").set_value(["a", "b"])
    page.number_input(key="form:t:vitals.hr").set_value(88.5)
    page.run()
    values = page.session_state["values"]
    assert list(page.dataframe[0].value["Code"]) == ["TnI", "Wang"]
    assert values | {"at": None, "some": None, "why": None, "meds": []} == {
        "name": "Wang",
        "note": "line 1\nline 2",
        "sbp": 152,
        "day": "2026-03-01",
        "hour": "09:30",
        "at": None,
        "agreed": True,
        "sure": "n",
        "kind": "y",
        "some": None,
        "tags": ["a", "b"],
        "files": None,
        "why": None,
        "vitals": {"hr": 88.5},
        "meds": [],
    }
    assert [error.key for error in check_values(FORM, values, NOW)] == ["why"]


def test_a_draft_comes_back_into_its_fields_and_wrong_types_do_not_break_the_page() -> None:
    page = opened(
        name="Li", sbp=120, sure="n", why="cost", vitals={"hr": 70}, meds=[{"drug": "ASA"}]
    )
    assert page.text_input(key="form:t:name").value == "Li"
    assert page.text_input(key="form:t:meds[0].drug").value == "ASA"
    assert page.session_state["values"]["vitals"] == {"hr": 70}
    wrong = opened(
        name=7, sbp="high", sure="maybe", vitals=[], meds="none", day="yesterday", tags=1
    )
    assert wrong.session_state["values"]["sbp"] is None


def test_what_is_wrong_is_said_at_its_field() -> None:
    page = opened()
    page.number_input(key="form:t:sbp").set_value(20.0).run()
    told = [str(element.value) for element in page.markdown]
    assert any("Too small: at least 40." in text for text in told)
    assert any("Please fill this in." in text for text in told)


def test_a_field_appears_when_its_condition_says_so() -> None:
    page = opened()
    keys = {box.key for box in page.text_input}
    assert "form:t:why" not in keys
    page.radio(key="form:t:sure").set_value("n").run()
    assert "form:t:why" in {box.key for box in page.text_input}


def test_rows_of_a_list_can_be_added_and_taken_away() -> None:
    page = opened(meds=[{"drug": "ASA"}, {"drug": "ACE"}])
    add = next(button for button in page.button if button.label == "Add a row")
    add.click().run()
    page.text_input(key="form:t:meds[2].drug").set_value("CCB").run()
    next(button for button in page.button if button.key.endswith("meds:0")).click().run()
    assert page.session_state["values"]["meds"] == [{"drug": "ACE"}, {"drug": "CCB"}]


def test_what_was_typed_outlives_a_run_that_could_not_draw_the_form() -> None:
    page = opened()
    page.text_input(key="form:t:name").set_value("Wang").run()
    page.session_state["away"] = True
    page.run()
    page.run()
    page.session_state["away"] = False
    page.run()
    assert page.text_input(key="form:t:name").value == "Wang"


def test_labels_from_a_file_are_texts() -> None:
    page = opened()
    label = page.text_area(key="form:t:note").label
    assert "<img" not in label.replace("\\<", "")
    assert "[y](" not in label.replace("\\]", "")
    assert all("<img" not in str(element.value).replace("\\<", "") for element in page.markdown)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("day", "2026-03-01"),
        ("hour", "09:30"),
        ("at", "2026-03-01T09:30+08:00"),
        ("sbp", 120),
        ("agreed", True),
        ("kind", "y"),
        ("some", ["y", "n"]),
        ("files", ["DOC-1", "DOC-2"]),
        ("note", "text"),
    ],
)
def test_a_stored_value_shows_and_saves_unchanged(key: str, value: Any) -> None:
    field = next(one for one in FORM.walk() if one.key == key)
    assert to_json(field, to_widget(field, value, field.options)) == value


def test_every_error_of_a_form_has_words() -> None:
    error = FieldError("x", "too_long", "form.too_long", {"max": 5, "length": 9})
    assert message(error) == "Too long: 9 of at most 5 characters."


def test_what_is_still_missing_is_named_beside_the_button() -> None:
    values = {"sure": "n", "vitals": {"hr": "x"}, "meds": [{"drug": 1}]}
    errors = check_values(FORM, values, NOW)
    assert labels_of(FORM, errors) == ["Name", "Why", "Heart rate", "Drug"]
