"""The ids of files in what people type: which files a case was given, and which belong to one that is being started."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from carelane.domain.attachments import Attachment
from carelane.services.many_values import among
from carelane.services.visibility import Actor

ID_LENGTH = 32
"""Letters of an id: 128 random bits."""


def ids_in(value: Any) -> Iterator[str]:
    """Find what may be the id of a file anywhere in a case's variables."""
    if isinstance(value, str):
        if len(value) == ID_LENGTH and value.isalnum():
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from ids_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from ids_in(each)


def bind_files(session: Session, actor: Actor, values: Any, instance_id: str) -> None:
    """Give the files that a start form names to the case that is being started."""
    waiting = (
        among(col(Attachment.id), sorted(set(ids_in(values)))),
        col(Attachment.instance_id) == "",
        col(Attachment.added_by) == actor.person_id,
    )
    session.connection().execute(update(Attachment).where(*waiting).values(instance_id=instance_id))
