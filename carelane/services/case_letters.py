"""A letter about a case, to be printed: what stands on it, and a line of history that somebody took it.

The words are put together by the page that shows the case (`worklists_ui.letter`); `carelane.adapters.letter_pdf` draws it.
"""

from dataclasses import dataclass

from carelane.domain.process_instances import HistoryEntry
from carelane.services.onlookers import seen_case
from carelane.services.transaction import Database
from carelane.services.visibility import Actor

PRINTED = "LetterPrinted"
Fact = tuple[str, str]
"""A name and a text, both as people read them; a text may have several lines."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter with its heading; empty for one without."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its heading, facts that stand first in two columns, sections, lines to sign on, and its foot.

    ``page`` is how a page is numbered, with ``{page}`` and ``{pages}``; ``missing`` says that characters are not in the
    font, with ``{codes}``.
    """

    title: str
    subtitle: str
    head: tuple[Fact, ...]
    sections: tuple[Section, ...]
    signatures: tuple[str, ...]
    foot: str
    page: str
    missing: str

    @property
    def text(self) -> str:
        """Give everything that is drawn, to know which characters are needed."""
        parts = [self.title, self.subtitle, self.foot, self.page, self.missing, *self.signatures]
        for facts in (self.head, *(section.facts for section in self.sections)):
            parts += [text for fact in facts for text in fact]
        return "".join([*parts, *(section.title for section in self.sections)])


def note_printed(database: Database, actor: Actor, instance_id: str) -> None:
    """Write into the case's history that somebody took its letter. Raises `CaseNotFound`."""
    with database.transaction() as session:
        case = seen_case(session, actor, instance_id)
        session.add(
            HistoryEntry(
                instance_id=case.id,
                at=database.now(),
                kind=PRINTED,
                person_id=actor.person_id,
                acting_as=actor.acting_as,
                institution_code=case.institution_code,
            )
        )
