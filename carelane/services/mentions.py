"""Tells people that a comment mentions them: a notice that names the author and the case, and nothing of what was said."""

from collections.abc import Sequence

from sqlmodel import Session

from carelane.domain.comments import Comment
from carelane.domain.people import Person
from carelane.domain.process_instances import ProcessInstance
from carelane.services import notices
from carelane.services.visibility import Actor

_TEXTS = {
    "en": ("{author} mentioned you", "In a comment on case {key}."),
    "zh_CN": ("{author} 提到了您", "见个案 {key} 的评论。"),
}


def tell_mentioned(
    session: Session,
    actor: Actor,
    case: ProcessInstance,
    row: Comment,
    people: Sequence[Person],
) -> None:
    """Put a notice for each into the outbox, in their language, once for a comment and all its corrections."""
    for person in people:
        if person.id == actor.person_id:
            continue
        subject, body = _TEXTS.get(person.language, _TEXTS["en"])
        author = actor.name if person.language != "en" else actor.name_en or actor.name
        draft = notices.Draft(
            kind="notice",
            subject=subject.replace("{author}", author),
            body=body.replace("{key}", case.business_key),
            dedupe_key=f"comment:{row.corrects or row.id}",
            instance_id=case.id,
        )
        notices.write(session, draft, [person.id], row.at)
