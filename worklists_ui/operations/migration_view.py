"""A migration at work and what became of its cases: live progress, pausing, going on, taking back.

The migration stands in the database; the page works it off batch by batch while it is drawn, and goes on with it later
where it stopped.
"""

import streamlit as st

from carelane.services import migration_batches, migration_lists
from carelane.services.migration_lists import MigrationStatus
from carelane.services.visibility import Actor
from worklists_ui import grid_size, places, problems, session
from worklists_ui.case_names import names_of
from worklists_ui.operations import migration_words
from worklists_ui.plain import escaped
from worklists_ui.product import product
from worklists_ui.translation import language, translator

_SHOWN = "migration_shown"
_WORKING = "migration_working"
_SIZE = "migration_batch"
MOST_ROWS_HIGH = 14


def begin(migration_id: str, size: int) -> None:
    """Let the page work this migration off."""
    st.session_state[_SHOWN], st.session_state[_WORKING] = migration_id, True
    st.session_state[_SIZE] = size
    st.rerun()


def draw(actor: Actor) -> bool:
    """Draw the migration of this session; False when there is none."""
    migration_id = st.session_state.get(_SHOWN)
    if not migration_id:
        return False
    found = migration_lists.status(product().database, actor, migration_id)
    _headline(found)
    if st.session_state.get(_WORKING) and found.migration.state == "running":
        found = _work(actor, found)
    _buttons(actor, found)
    _cases(actor, found)
    return True


def draw_list(actor: Actor) -> None:
    """List earlier migrations, each to be opened."""
    _ = translator()
    found = migration_lists.migrations(product().database, actor)
    if not found:
        return
    st.subheader(_("Migrations"))
    for each in found[:10]:
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(escaped(_line(each)))
        if right.button(_("Open"), key=f"open_{each.migration.id}"):
            st.session_state[_SHOWN], st.session_state[_WORKING] = each.migration.id, False
            st.rerun()


def _line(found: MigrationStatus) -> str:
    migration = found.migration
    route = f"{migration.process_id} v{found.from_version} → v{found.to_version}"
    state = migration_words.state(migration.state)
    return f"{route} · {state} · {migration_words.counted(found.counts)} · {migration.reason}"


def _headline(found: MigrationStatus) -> None:
    _ = translator()
    migration = found.migration
    st.subheader(f"{migration.process_id}  v{found.from_version} → v{found.to_version}")
    st.caption(_("Reason: {reason}").format(reason=escaped(migration.reason)))


def _work(actor: Actor, found: MigrationStatus) -> MigrationStatus:
    """Do batch after batch, and show how far it is."""
    _ = translator()
    place = st.empty()
    size = int(st.session_state.get(_SIZE, 20))
    wired = product()
    with place.container():
        st.button(
            _("Pause"),
            icon=":material/pause_circle:",
            on_click=_pause,
            args=(found.migration.id,),
        )
        bar = st.progress(0.0, migration_words.counted(found.counts))
        while found.migration.state == "running" and found.waiting:
            before = found.waiting
            found = migration_batches.run_batch(
                wired.database, wired.cases, actor, found.migration.id, size
            )
            share = 1 - found.waiting / max(found.total, 1)
            bar.progress(share, migration_words.counted(found.counts))
            if found.waiting == before:
                break
    place.empty()
    st.session_state[_WORKING] = False
    return found


def _pause(migration_id: str) -> None:
    st.session_state[_WORKING] = False
    actor = session.actor()
    if actor is not None:
        migration_batches.pause(product().database, actor, migration_id)


def _buttons(actor: Actor, found: MigrationStatus) -> None:
    """Offer to go on, to take back, and to leave."""
    _ = translator()
    with st.container(horizontal=True):
        if st.button(_("Back to the versions"), icon=":material/arrow_back:"):
            del st.session_state[_SHOWN]
            st.rerun()
        if found.waiting and st.button(_("Go on"), icon=":material/play_circle:", type="primary"):
            migration_batches.go_on(product().database, actor, found.migration.id)
            begin(found.migration.id, int(st.session_state.get(_SIZE, 20)))
        if found.counts.get("moved"):
            with st.popover(_("Take back"), icon=":material/undo:"):
                _undo_form(actor, found)


def _undo_form(actor: Actor, found: MigrationStatus) -> None:
    _ = translator()
    st.write(
        _("Cases in which nothing has happened since go back to where they were; the others stay.")
    )
    reason = st.text_input(_("Reason"), key="undo_reason", max_chars=200)
    if st.button(_("Take these cases back"), type="primary", disabled=not reason.strip()):
        with problems.told():
            wired = product()
            bar = st.progress(0.0)

            def told(done: int, total: int) -> None:
                bar.progress(done / total)

            migration_batches.undo(
                wired.database,
                wired.cases,
                actor,
                found.migration.id,
                reason,
                told,
            )
            st.rerun()


def _cases(actor: Actor, found: MigrationStatus) -> None:
    """Draw what became of each case."""
    _ = translator()
    rows = migration_lists.moves(product().database, actor, found.migration.id)
    names = names_of(found.migration.from_definition_id)
    st.markdown(
        escaped(
            f"{migration_words.state(found.migration.state)} · {migration_words.counted(found.counts)}"
        )
    )
    column = st.column_config
    st.dataframe(
        [
            {
                "key": row.business_key or row.instance_id,
                "place": places.name(row.institution),
                "state": migration_words.outcome(row.state),
                "why": migration_words.why(
                    row.problems,
                    {
                        each.get("element_id", ""): names.of(each.get("element_id", ""), language())
                        for each in row.problems
                    },
                ),
            }
            for row in rows
        ],
        hide_index=True,
        column_config={
            "key": column.TextColumn(_("Business key"), width=190),
            "place": column.TextColumn(_("Institution"), width=200),
            "state": column.TextColumn(_("What came of it"), width=180),
            "why": column.TextColumn(_("Why"), width=420),
        },
        row_height=grid_size.ROW_HEIGHT,
        height=grid_size.height(len(rows), MOST_ROWS_HIGH),
        placeholder="",
        key="migration_cases",
        alt=_("What became of each case"),
    )
