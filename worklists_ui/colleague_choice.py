"""The choice of colleagues: one or several, found by typing a part of the name; who is on leave is said with the stand-in."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from carelane.services import colleagues
from carelane.services.colleagues import Colleague
from worklists_ui import choices
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role


def one(label: str, key: str, found: Sequence[Colleague]) -> None:
    """Draw the choice of a person, found by typing a part of the name."""
    _ = translator()
    named = labels(found)
    choices.hold(key, named, named.__getitem__)
    st.selectbox(
        label,
        list(named),
        index=None,
        key=key,
        format_func=named.__getitem__,
        placeholder=_("Type a part of the name"),
    )
    _say_how_many(found)


def several(label: str, key: str, found: Sequence[Colleague]) -> None:
    """Draw the choice of several persons."""
    _ = translator()
    named = labels(found)
    choices.hold(key, named, named.__getitem__)
    st.multiselect(
        label,
        list(named),
        key=key,
        format_func=named.__getitem__,
        placeholder=_("Type a part of the name"),
    )
    _say_how_many(found)


def _say_how_many(found: Sequence[Colleague]) -> None:
    _ = translator()
    if len(found) == colleagues.MOST:
        st.caption(_("Only the first {count} are listed.").format(count=colleagues.MOST))


def labels(found: Sequence[Colleague]) -> dict[str, str]:
    """Describe people by id, each otherwise: the browser answers with the text, so namesakes have their account beside it."""
    told = {each.person.id: describe(each) for each in found}
    often = Counter(told.values())
    accounts = {each.person.id: each.login for each in found}
    return {
        who: f"{text} · {accounts[who]}" if often[text] > 1 else text for who, text in told.items()
    }


def describe(colleague: Colleague) -> str:
    """Name a person with roles, and say so of one who is away."""
    _ = translator()
    roles = ", ".join(dict.fromkeys(role(each.role) for each in colleague.roles))
    away = ""
    if colleague.stand_in is not None:
        text = _("on leave, {name} stands in").format(name=colleague.stand_in.shown(language()))
        away = f" ({text})"
    return f"{colleague.person.shown(language())} · {roles}{away}"
