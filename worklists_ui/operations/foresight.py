"""What an operation would do, asked of the case before anybody presses the button; or why it would be refused."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st

from carelane.services import operations
from carelane.services.operated_cases import OperatedCase
from carelane.services.operations import Operation
from carelane.services.visibility import Actor
from worklists_ui import problems
from worklists_ui.case_names import names_of
from worklists_ui.operations import case_words, words
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import case_state


def draw(actor: Actor, case: OperatedCase, operation: Operation) -> bool:
    """Draw what would happen; gives whether it would."""
    _ = translator()
    seen = operations.foresee(product().database, product().cases, actor, case.row.id, operation)
    if seen.code:
        st.warning(escaped(problems.by_code(seen.code) or seen.code), icon=":material/block:")
        draw_problems(case, seen.details)
        return False
    lines = [f"{label}: {escaped(text)}" for label, text in _lines(case, seen.details) if text]
    if lines:
        heading = _("This will happen")
        st.markdown("  \n".join([f"**{heading}**", *lines]))
    return True


def draw_problems(case: OperatedCase, details: Mapping[str, Any]) -> None:
    """Draw each reason of a refusal."""
    for one in details.get("problems", ()):
        about = _name(case, str(one["about"]))
        why = case_words.problem(str(one["why"]) or str(one["code"]))
        st.markdown(f":material/block: {escaped(': '.join(part for part in (about, why) if part))}")


def _lines(case: OperatedCase, details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say what would end and begin."""
    _ = translator()
    labels = {
        "terminated": _("Taken away"),
        "withdrawn": _("Tasks withdrawn"),
        "activated": _("Begins"),
        "begun": _("Work that begins"),
        "incidents": _("Held up at once"),
    }
    found = [(label, _names(case, details.get(name, ()))) for name, label in labels.items()]
    ended = ", ".join(case_state(str(one)) for one in details.get("ended", ()))
    return [*found, (_("The case ends"), ended)]


def _names(case: OperatedCase, elements: list[str]) -> str:
    """Name elements, each once with how often."""
    counted = Counter(elements)
    return ", ".join(
        _name(case, one) + (f" × {number}" if number > 1 else "") for one, number in counted.items()
    )


def _name(case: OperatedCase, about: str) -> str:
    """Name an element, or leave an id as it is; of an incident its reason too."""
    element, _space, kind = about.partition(" ")
    shown = names_of(case.row.definition_id).of(element, language())
    return f"{shown} ({words.reason(kind)})" if kind else shown
