"""What would be lost: a refusal that says in the reader's language what to do, instead of a code or English text."""

from datetime import UTC, datetime

import pytest

from carelane.domain import errors
from carelane.domain.errors import BY_CODE, TaskAlreadyCompleted, TaskTaken
from worklists_ui import problems
from worklists_ui.translation import catalog

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def speak(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr(problems, "translator", lambda: catalog(language).gettext)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_an_error_would_reach_a_page_as_a_bare_code(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, "en")
    english = problems.by_code(code)
    speak(monkeypatch, "zh_CN")
    chinese = problems.by_code(code)
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert english != chinese


def test_no_error_is_without_a_place_in_the_tree() -> None:
    made = [
        found
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, errors.CarelaneError)
    ]
    assert {error.code for error in made} == set(BY_CODE)
    assert len(BY_CODE) == len(made), "two errors share a code, so they share a text"


@pytest.mark.parametrize("error", [TaskTaken(), TaskAlreadyCompleted(), TaskTaken(at=AT)])
def test_a_sentence_would_begin_with_nobody(
    error: TaskTaken | TaskAlreadyCompleted, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, "en")
    assert problems.message(error) == problems.by_code(error.code)
