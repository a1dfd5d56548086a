"""What people say to each other about a case or one of its tasks, and whom they mention."""

from datetime import datetime

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from carelane.domain.columns import UtcDateTime


class Comment(SQLModel, table=True):
    """One wording of a comment. Rows are never changed: a correction is a row of its own that ``corrects`` the first one.

    A row that ``withdraws`` says that its author took the comment back; it has no text.

    ``task_id`` is the human task (``<instance id>:<task id>``) that it is about, empty for the whole case; no foreign key,
    because rows of tasks are written anew and this one stays. ``acting_as`` is the membership as which the author spoke
    (INSTITUTION/ROLE), empty for all of theirs. ``at`` and ``id`` order the rows. Plain text; never markup.
    """

    __tablename__ = "comments"

    id: str = Field(primary_key=True)
    instance_id: str = Field(foreign_key="process_instances.id", index=True)
    task_id: str = ""
    author_id: str = Field(foreign_key="people.id", index=True)
    acting_as: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
    text: str
    corrects: str | None = Field(default=None, foreign_key="comments.id", index=True)
    withdraws: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class CommentMention(SQLModel, table=True):
    """A wording of a comment mentions a person, who may see the case and is told of it."""

    __tablename__ = "comment_mentions"

    comment_id: str = Field(foreign_key="comments.id", primary_key=True)
    person_id: str = Field(foreign_key="people.id", primary_key=True, index=True)
