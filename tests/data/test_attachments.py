"""Files of cases: nobody else's, nothing that is not what it says, nothing lost by a rebuild, a backup or a sweep."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from carelane.adapters import copied_files
from carelane.adapters.file_store import FolderStore
from carelane.domain.attachments import Attachment, AttachmentReading
from carelane.domain.errors import (
    AttachmentNotFound,
    BackupRefused,
    CarelaneError,
    CaseNotFound,
    FileEmpty,
    FileGone,
    FileKindUnknown,
    FileNameWrong,
    FileTooLarge,
    NotAllowed,
)
from carelane.domain.messages import Message
from carelane.domain.process_instances import HistoryEntry, ProcessInstance
from carelane.domain.retention import Keeping
from carelane.services import (
    attachment_lists,
    attachment_readings,
    attachment_retention,
    attachments,
)
from carelane.services.attachment_checks import FileLimits, checked, safe_name
from carelane.services.attachments import Upload
from carelane.services.retention import apply_rules
from carelane.services.transaction import Database
from tests.conftest import SettableClock
from tests.data.world import World

PDF = b"%PDF-1.4\nreport\n%%EOF\n"
LIMITS = FileLimits(max_bytes=1024 * 1024)
KEEP = timedelta(days=30)


def office(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return made.getvalue()


class Desk:
    """A case of PRI1 with a store of files."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.world = World(database)
        self.world.fill()
        self.database, self.store = database, FolderStore(folder)
        self.case = self.begin()

    def begin(self) -> str:
        with self.database.transaction() as session:
            case = self.world.case(session)
            self.world.task(session, case, ("PRI1", "pri_doctor"))
        return case

    def add(self, login: str = "doctor1", name: str = "CT 王伟.pdf", content: bytes = PDF) -> str:
        upload = Upload(name, content, self.case)
        return attachments.add(self.database, self.store, LIMITS, self.world.actor(login), upload)

    def names(self, login: str) -> list[str]:
        actor = self.world.actor(login)
        return [
            row.name for row in attachment_lists.list_attachments(self.database, actor, self.case)
        ]

    def rows(self, table: type) -> list:  # type: ignore[type-arg]
        with self.database.reading() as session:
            return list(session.exec(select(table)))


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path / "files")


def test_a_file_is_added_listed_downloaded_and_every_download_is_kept(desk: Desk) -> None:
    first = desk.add()
    assert desk.add() == first, "pressed twice"
    assert desk.names("doctor1") == ["CT 王伟.pdf"]
    doctor = desk.world.actor("doctor1")
    opened = attachment_readings.open_file(desk.database, desk.store, doctor, first, desk.case)
    assert (opened.content, opened.media_type) == (PDF, "application/pdf")
    (reading,) = desk.rows(AttachmentReading)
    assert (reading.attachment_id, reading.person_id) == (first, doctor.person_id)
    lines = [line for line in desk.rows(HistoryEntry) if line.kind == "FileAdded"]
    assert [line.data["media_type"] for line in lines] == ["application/pdf"]
    assert "王伟" not in repr(lines)
    assert not [path for path in desk.store.folder.rglob("*") if "王" in path.name]


def test_who_does_not_see_the_case_does_not_see_its_files(desk: Desk) -> None:
    file = desk.add()
    stranger = desk.world.actor("doctor2")
    with pytest.raises(CaseNotFound):
        attachment_lists.list_attachments(desk.database, stranger, desk.case)
    with pytest.raises(CaseNotFound):
        desk.add("doctor2")
    for case in (desk.case, ""):
        with pytest.raises(AttachmentNotFound):
            attachment_readings.open_file(desk.database, desk.store, stranger, file, case)
    with pytest.raises(AttachmentNotFound):
        attachments.remove(desk.database, stranger, file)
    assert desk.rows(AttachmentReading) == []


def send(desk: Desk, sender: str, receiver: str) -> None:
    """Let a message go from one case to another, which may be gone."""
    now = desk.database.now()
    with desk.database.transaction() as session:
        if session.get(ProcessInstance, sender) is None:
            desk.world.case(session, "HOSA", id=sender)
        session.add(
            Message(
                id=f"{sender}-{receiver}",
                name="REQUEST",
                correlation_key="k",
                to_institution="HOSA",
                sender=sender,
                from_instance_id=sender,
                from_institution="PRI1",
                to_instance_id=receiver,
                message_key=receiver,
                created_at=now,
                expires_at=now + timedelta(days=7),
            )
        )


def test_a_case_that_was_given_a_file_shows_it_to_its_own_people(desk: Desk) -> None:
    file, other = desk.add(), desk.begin()
    with desk.database.transaction() as session:
        case = session.get_one(ProcessInstance, other)
        case.variables = {**case.variables, "letter": {"scans": [file]}}
        session.add(case)
    doctor = desk.world.actor("doctor1")
    assert attachment_lists.list_attachments(desk.database, doctor, other) == (), (
        "typed into a form"
    )
    with pytest.raises(AttachmentNotFound):
        attachment_readings.open_file(desk.database, desk.store, doctor, file, other)
    send(desk, desk.case, "between")
    send(desk, "between", other)
    (row,) = attachment_lists.list_attachments(desk.database, doctor, other)
    assert (row.id, row.of_this_case, row.own) == (file, False, False)


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("big.pdf", b"%PDF-" + b"0" * LIMITS.max_bytes, FileTooLarge),
        ("empty.pdf", b"", FileEmpty),
        ("run.exe", b"MZ\x90\x00\x03", FileKindUnknown),
        ("page.html", b"<html>\x00", FileKindUnknown),
        ("scan.png", PDF, FileNameWrong),
        ("scan", PDF, FileNameWrong),
        ("macro.docx", office("word/document.xml", "word/vbaProject.bin"), FileKindUnknown),
        ("any.docx", office("x"), FileKindUnknown),
        ("half.pdf", b"%PDF-1.4 cut off", FileNameWrong),
    ],
)
def test_what_is_not_what_it_says_is_refused(
    name: str, content: bytes, refused: type[CarelaneError]
) -> None:
    with pytest.raises(refused):
        checked(name, content, LIMITS)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.PDF", PDF, "pdf"),
        ("a.png", b"\x89PNG\r\n\x1a\n...", "png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "jpeg"),
        ("a.dcm", b"\x00" * 128 + b"DICM", "dicom"),
        ("a.docx", office("word/document.xml"), "docx"),
        ("a.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("a.txt", "检查结果\n".encode("gb18030"), "text"),
    ],
)
def test_every_kind_is_told_by_what_it_holds(name: str, content: bytes, code: str) -> None:
    kind, _name = checked(name, content, LIMITS)
    assert kind.code == code
    with pytest.raises(FileKindUnknown):
        checked(name, content, FileLimits(kinds=()))


def test_a_name_cannot_leave_its_folder_or_hide_its_ending() -> None:
    assert safe_name("..\\..\\etc/passwd.pdf") == "passwd.pdf"
    assert safe_name("a\u202efdp.exe.pdf\n") == "afdp.exe.pdf"
    assert safe_name("  ") == "file"
    assert len(safe_name("长" * 500 + ".pdf")) == 200


def test_only_who_added_a_file_or_a_supervisor_takes_it_away_and_then_it_is_erased(
    desk: Desk, clock: SettableClock
) -> None:
    file, again = desk.add(), desk.add(name="second.pdf")
    with pytest.raises(NotAllowed):
        attachments.remove(desk.database, desk.world.actor("doctor1b"), file)
    attachments.remove(desk.database, desk.world.actor("doctor1"), file)
    assert desk.names("doctor1") == ["second.pdf"]
    waiting = Upload("start.pdf", PDF)
    doctor = desk.world.actor("doctor1")
    attachments.add(desk.database, desk.store, LIMITS, doctor, waiting)
    (content,) = desk.store.folder.glob("??/*")
    os.utime(content, (0, 0))
    assert attachment_retention.erase(desk.database, desk.store, KEEP).rows == 0
    clock.advance(days=31)
    assert attachment_retention.erase(desk.database, desk.store, KEEP).rows == 2
    assert content.exists(), "the second file holds the same"
    attachments.remove(desk.database, doctor, again)
    clock.advance(days=31)
    done = attachment_retention.erase(desk.database, desk.store, KEEP)
    assert (done.rows, done.contents) == (1, 1)
    assert not content.exists()
    assert {row.erased_at is not None for row in desk.rows(Attachment)} == {True}


def test_an_ended_case_forgets_its_files_once_nobody_needs_them(
    desk: Desk, clock: SettableClock
) -> None:
    def end(case: str) -> None:
        with desk.database.transaction() as session:
            row = session.get_one(ProcessInstance, case)
            row.state, row.ended_at = "completed", clock()
            session.add(row)

    def forget() -> int:
        return apply_rules(desk.database, Keeping(cases=365)).files

    desk.add()
    receiver = desk.begin()
    send(desk, desk.case, receiver)
    end(desk.case)
    clock.advance(days=400)

    assert forget() == 0
    (kept,) = desk.rows(Attachment)
    assert (kept.name, kept.removed_at) == ("CT 王伟.pdf", None)
    end(receiver)
    assert (forget(), forget()) == (1, 0)
    (gone,) = desk.rows(Attachment)
    assert (gone.name, gone.removed_at) == ("", clock())


def test_a_content_that_was_changed_on_disk_is_not_handed_out(desk: Desk) -> None:
    file = desk.add()
    (content,) = desk.store.folder.glob("??/*")
    content.write_bytes(b"%PDF-other%%EOF")
    with pytest.raises(FileGone):
        attachment_readings.open_file(
            desk.database, desk.store, desk.world.actor("doctor1"), file, desk.case
        )


def test_a_backup_holds_what_attachments_hold_and_refuses_what_was_changed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    name = store.put(PDF)
    assert copied_files.copy_out(store.folder, tmp_path / "copy") == [name]
    copied_files.check(tmp_path / "copy", [name])
    copied_files.copy_in(tmp_path / "copy", tmp_path / "new", [name])
    assert FolderStore(tmp_path / "new").read(name) == PDF
    (tmp_path / "copy" / name[:2] / name).write_bytes(b"other")
    with pytest.raises(BackupRefused):
        copied_files.check(tmp_path / "copy", [name])
