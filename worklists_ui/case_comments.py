"""The comments on a case: what was said, a box to say something, whom to mention, and correcting one's own."""

import uuid
from collections.abc import Sequence

import streamlit as st

from carelane.domain.errors import CarelaneError
from carelane.services import colleagues, comments
from carelane.services.case_details import CaseDetail
from carelane.services.colleagues import Colleague
from carelane.services.comment_rows import CommentRow, Wording, comments_of
from carelane.services.comment_texts import LONGEST
from carelane.services.comments import Words
from carelane.services.visibility import Actor
from worklists_ui import (
    colleague_choice,
    comment_withdrawal,
    comment_words,
    paging,
    preset,
    problems,
    session,
    times,
)
from worklists_ui.case_names import names_of
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator
from worklists_ui.vocabulary import role

_SAID = "comment_said"
_TYPED = "comment typed "
_BUTTON = " send"
_PAGE = "comments_page"


def draw(actor: Actor, case: CaseDetail, task_id: str = "") -> None:
    """Draw the box, then the comments, the newest first. A comment is about the task where one is named."""
    _ = translator()
    if task_id:
        _folded_box(actor, case, task_id)
    else:
        _box(actor, case, _scope(case))
    _outcome()
    found = comments_of(product().database, actor, case.row.id, st.session_state.get(_PAGE) or 1)
    if not found.rows:
        st.caption(_("Nobody has commented yet."))
        return
    st.session_state[_PAGE] = found.page
    for comment in found.rows:
        _comment(actor, case, comment)
    told = _("{count} comments").format(count=found.total)
    paging.draw(escaped(told), found.pages, _PAGE)


def keep_alive() -> None:
    """Keep what was typed and not sent for another run, also of another page; called before anything is drawn."""
    for key in [str(key) for key in st.session_state if str(key).startswith(_TYPED)]:
        if not key.endswith(_BUTTON):
            st.session_state[key] = st.session_state[key]


def _scope(case: CaseDetail, task_id: str = "") -> str:
    return f"{_TYPED}{task_id or case.row.id}"


def _folded_box(actor: Actor, case: CaseDetail, task_id: str) -> None:
    """Draw the box once it is opened: a form beside it draws the page anew at every field, and finding people takes time."""
    _ = translator()
    box = st.expander(_("Write a comment"), key="comment_box", on_change="rerun")
    if box.open:
        with box:
            _box(actor, case, _scope(case, task_id), task_id=task_id)


def _box(
    actor: Actor,
    case: CaseDetail,
    scope: str,
    *,
    task_id: str = "",
    corrects: CommentRow | None = None,
) -> None:
    """Draw where one writes, whom one mentions, and the button."""
    _ = translator()
    label = _("In other words") if corrects else _("Comment")
    text = f"{scope} text"
    st.text_area(label, key=text, **preset.value(text), max_chars=LONGEST, height=90)

    def find(text: str) -> Sequence[Colleague]:
        return colleagues.of_case(product().database, actor, case.row.id, text)

    colleague_choice.several(
        _("Mention (each is told; only people who may see the case)"),
        f"{scope} mentions",
        find,
        but=actor.person_id,
    )
    st.button(
        _("Correct") if corrects else _("Comment"),
        icon=":material/send:",
        key=f"{scope}{_BUTTON}",
        on_click=_send,
        args=(case.row.id, scope, task_id, corrects.id if corrects else ""),
    )


def _send(case_id: str, scope: str, task_id: str, corrects: str) -> None:
    """Say it once however often the button is pressed; what was typed stays where it was refused."""
    text, people = (st.session_state.get(f"{scope} {name}") for name in ("text", "mentions"))
    words = Words(text or "", tuple(people or ()))
    command = st.session_state.setdefault(f"{scope} command", uuid.uuid4().hex)
    try:
        actor = session.signed_in()
        if corrects:
            comments.correct(product().database, actor, corrects, words, command)
        else:
            comments.add(product().database, actor, case_id, words, command, task_id)
    except CarelaneError as error:
        st.session_state[_SAID] = error
        return
    st.session_state.pop(f"{scope} command")
    if corrects:
        for name in ("text", "mentions"):
            st.session_state.pop(f"{scope} {name}", None)
    else:  # set, not deleted: only so does the browser empty its fields
        st.session_state[f"{scope} text"], st.session_state[f"{scope} mentions"] = "", []
    st.session_state[_SAID] = None
    st.session_state[_PAGE] = 1


def _outcome() -> None:
    """Say why a comment, or its withdrawal, was refused, once."""
    error = st.session_state.pop(_SAID, None) or comment_withdrawal.outcome()
    if isinstance(error, CarelaneError):
        problems.refused(error)


def _comment(actor: Actor, case: CaseDetail, comment: CommentRow) -> None:
    """Draw one comment: who, as what, when, about which task; then what it says."""
    _ = translator()
    with st.container(border=True, gap="xsmall", key=f"comment_{comment.id}"):
        facts = " · ".join(part for part in _facts(case, comment) if part)
        who = escaped(comment.author.shown(language()))
        st.markdown(f"**{who}**  :small[:gray[{escaped(facts)}]]")
        if comment.withdrawn_at is not None:
            told = _("Withdrawn by its author, {at}").format(at=times.moment(comment.withdrawn_at))
            st.markdown(f":gray[:material/comments_disabled: {escaped(told)}]")
            return
        comment_words.draw(comment.now.text, comment.now.mentions)
        if comment.corrected:
            _earlier(comment.wordings[:-1])
        if comment.mine:
            _correction(actor, case, comment)
            comment_withdrawal.draw(comment.id)


def _facts(case: CaseDetail, comment: CommentRow) -> tuple[str, ...]:
    _ = translator()
    element = comment.element_id
    hat = comment.hat
    changed = _("corrected {at}").format(at=times.moment(comment.now.at))
    return (
        f"{role(hat.role)}, {hat.institution.shown(language())}" if hat else "",
        times.moment(comment.at),
        names_of(case.row.definition_id).of(element, language()) if element else "",
        changed if comment.corrected else "",
    )


def _earlier(wordings: tuple[Wording, ...]) -> None:
    """Draw how it read before."""
    _ = translator()
    with st.expander(_("Earlier wordings")):
        for each in reversed(wordings):
            st.caption(escaped(times.moment(each.at)))
            comment_words.draw(each.text, each.mentions)


def _correction(actor: Actor, case: CaseDetail, comment: CommentRow) -> None:
    """Draw the way to correct one's own comment."""
    _ = translator()
    window_ = st.expander(_("Correct it"), key=f"correct_{comment.now.id}", on_change="rerun")
    if not window_.open:
        return
    scope = f"{_TYPED}{comment.id}"
    if f"{scope} text" not in st.session_state:
        st.session_state[f"{scope} text"] = comment.now.text
        st.session_state[f"{scope} mentions"] = [each.id for each in comment.now.mentions]
    with window_:
        _box(actor, case, scope, corrects=comment)
