"""The choice of colleagues: one or several, found by a part of the name or by initials; who is on leave is said with the stand-in.

The list is in the browser, which looks for what is typed in its texts: so a Chinese name has its initials beside it. Where
there are more people than a list holds, a field above it asks the server for those who are meant.
"""

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from carelane.domain.pinyin import initials
from carelane.services import colleagues
from carelane.services.colleagues import Colleague
from worklists_ui import choices, preset
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role

Find = Callable[[str], Sequence[Colleague]]
"""Gives the people among whom to choose; with a text those whom it means."""


def one(label: str, key: str, find: Find) -> None:
    """Draw the choice of a person."""
    _ = translator()
    named = _named(key, find)
    if st.session_state.get(key) not in {None, *named}:
        st.session_state[key] = None
    choices.hold(key, named, named.__getitem__)
    st.selectbox(
        label,
        list(named),
        key=key,
        **({"index": None} | preset.index(key, named)),
        format_func=named.__getitem__,
        placeholder=_("Type a part of the name, or initials"),
    )


def several(label: str, key: str, find: Find, but: str = "") -> None:
    """Draw the choice of several persons, without the one of the id ``but``."""
    _ = translator()
    named = {who: text for who, text in _named(key, find).items() if who != but}
    chosen = st.session_state.get(key) or []
    if not named.keys() >= {*chosen}:  # somebody who was chosen is not one of them any more
        st.session_state[key] = [each for each in chosen if each in named]
    choices.hold(key, named, named.__getitem__)
    st.multiselect(
        label,
        list(named),
        key=key,
        **preset.default(key, named),
        format_func=named.__getitem__,
        placeholder=_("Type a part of the name, or initials"),
    )


def _named(key: str, find: Find) -> dict[str, str]:
    """Give the people to choose from, by id; of too many those who are looked for, and who is chosen already."""
    found = find("")
    if len(found) < colleagues.MOST:
        return labels(found)
    _ = translator()
    text = st.text_input(
        _("Of many colleagues, list those with this in name, initials or account"),
        key=f"{key} search",
        icon=":material/search:",
    )
    chosen, memory = st.session_state.get(key) or [], f"{key} named"
    known: dict[str, str] = st.session_state.get(memory, {})
    held = [chosen] if isinstance(chosen, str) else chosen
    kept = {each: known[each] for each in held if each in known}
    st.session_state[memory] = kept | labels(find(text) if text else found)
    return dict(st.session_state[memory])


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
    name = colleague.person.shown(language())
    short = "" if name.isascii() else f" {initials(name)}"
    return f"{name}{short} · {roles}{away}"
