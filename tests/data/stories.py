"""A case's whole timeline and its comments, as tests look at them: the oldest first."""

from carelane.domain.timeline_kinds import KINDS
from carelane.services.case_timelines import timeline_page
from carelane.services.comment_rows import CommentRow, comments_of
from carelane.services.pages import LARGEST
from carelane.services.timeline_entries import TimelineEntry
from carelane.services.timeline_sources import LineFilter
from carelane.services.transaction import Database
from carelane.services.visibility import Actor


def story_of(database: Database, actor: Actor, case: str) -> tuple[TimelineEntry, ...]:
    """Give every line, technical ones too; a story longer than a page is a mistake of the test."""
    found = timeline_page(database, actor, case, LineFilter(kinds=KINDS), page_size=LARGEST)
    assert found.pages == 1
    return found.lines[::-1]


def said_in(database: Database, actor: Actor, case: str) -> tuple[CommentRow, ...]:
    """Give every comment on a case."""
    found = comments_of(database, actor, case, page_size=LARGEST)
    assert found.pages == 1
    return found.rows[::-1]
