"""Codes, files and the letter on the pages: found by a few letters, kept at once, printed so that anybody can read it."""

import base64
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from streamlit.testing.v1 import AppTest

from carelane.adapters import bootstrap, letter_pdf
from carelane.adapters.bootstrap import Product
from carelane.adapters.database import open_database
from carelane.adapters.letter_fonts import fonts_for
from carelane.domain.code_systems import CodeSystem
from carelane.services import code_systems
from carelane.services.case_letters import Letter, Section
from carelane.services.code_files import read_codes
from carelane.settings import Settings
from tests.conftest import SettableClock
from tests.data.cases import CasesInMemory
from tests.data.world import World
from worklists_ui import session
from worklists_ui.product import product

ICD = "code,name,name_en\nI63.900,脑梗死,Cerebral infarction\nI61.900,脑出血,\nI21.900,急性心肌梗死,\n"
PDF = b"%PDF-1.4\nreport\n%%EOF\n"


@pytest.fixture
def world(
    sqlite_world_address: str, clock: SettableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    made = World(open_database(sqlite_world_address, clock))
    table = CodeSystem(id="icd-10", name="ICD", sha256="0", loaded_at=datetime.now(UTC))
    code_systems.load(made.database, table, read_codes(ICD).rows)
    settings = Settings(attachments_dir=tmp_path / "files")
    wired = Product(settings, made.database, CasesInMemory(made.database), None)
    monkeypatch.setattr(bootstrap, "product", lambda: wired)
    monkeypatch.setattr(session, "actor", lambda: made.actor("doctor1"))
    product.cache_clear()
    yield made
    product.cache_clear()
    made.database.engine.dispose()


def script() -> None:
    """Draws a form with codes and files; AppTest runs this text in a module of its own."""
    import json
    from datetime import UTC, datetime

    import streamlit as st

    from bpmn.forms import read_form
    from worklists_ui import attachments, forms
    from worklists_ui.forms import Typed

    st.session_state["language"] = "en"
    codes = {"properties": {"code_system": "icd-10"}}
    components = [
        {"type": "select", "key": "main", "label": "Main diagnosis", **codes},
        {"type": "taglist", "key": "more", "label": "More", **codes},
        {"type": "filepicker", "key": "scans", "label": "Scans", "multiple": True},
        {"type": "expression", "key": "stroke", "expression": '=starts with(main, "I6")'},
        {"type": "text", "text": "Stroke {{main}}", "conditional": {"hide": "=stroke != true"}},
    ]
    form = read_form(json.dumps({"id": "f", "components": components}), "f.form")
    typed = Typed("t", {}, {}, datetime.now(UTC), attachments.CaseShelf())
    forms.keep_alive(drawn="t")
    st.session_state["values"] = forms.draw(form, typed)


def press(page: AppTest, key: str) -> None:
    next(button for button in page.button if button.key == key).click().run()
    assert not page.exception


@pytest.mark.usefixtures("world")
def test_a_diagnosis_is_found_by_initials_and_files_are_kept_at_once() -> None:
    page = AppTest.from_function(script, default_timeout=20).run()
    page.text_input(key="codes of form:t:main").input("n").run()
    hits = [button.label for button in page.button if str(button.key).startswith("hit:form:t:main")]
    assert hits == ["I61.900 脑出血", "I63.900 Cerebral infarction"]
    press(page, "hit:form:t:main:I61.900")
    page.text_input(key="codes of form:t:more").input("i21").run()
    page.text_input(key="codes of form:t:more").input("zzz").run()
    assert "Nothing found: try fewer letters, or the code." in [one.value for one in page.caption]
    assert "Stroke I61.900" in [one.value for one in page.text]
    assert page.session_state["values"] == {
        "main": "I61.900",
        "more": ["I21.900"],
        "scans": None,
        "stroke": True,
    }
    press(page, "drop:form:t:main:I61.900")
    assert page.session_state["values"]["main"] is None
    page.file_uploader[0].upload("CT.pdf", PDF, "application/pdf").run()
    page.file_uploader[0].upload("tool.pdf", b"MZ\x00\x01", "application/pdf").run()
    assert not page.exception
    (kept,) = page.session_state["values"]["scans"]
    assert len(kept) == 32
    assert page.error[0].value.startswith("tool.pdf: Files of this kind")


LETTER = Letter(
    title="转诊单：上转",
    subtitle="RU-1",
    head=(("患者", "\U000323af王<b>"), ("From", "东镇卫生院")),
    sections=(Section("临床摘要", (("现病史", "胸闷三天。\n" * 80), ("血压", "152/94 mmHg"))),),
    signatures=("转诊医师", "接收"),
    foot="保密",
    page="{page} / {pages}",
    missing="缺字 {codes}",
)


def test_every_letter_carries_its_chinese_font_and_tells_what_the_font_lacks() -> None:
    letter_pdf.draw(replace(LETTER, title="别的单", sections=(), head=()))
    written = letter_pdf.draw(LETTER)
    assert written.startswith(b"%PDF-")
    assert written.count(b"/FontFile2") == 2, "both weights are inside"
    assert len(re.findall(rb"/Type /Page\b", written)) == 2
    assert seen(written) >= {*"转诊单上患者胸闷三天血压保密缺字〓mHg/"}
    assert fonts_for(LETTER.text).missing == "\U000323af"
    assert len(written) < 300_000


def seen(pdf: bytes) -> set[str]:
    """List the characters that have a shape of their own, not the box of a missing one."""
    streams = list(_streams(pdf))
    found: set[str] = set()
    for place, table in enumerate(streams):
        if b"begincmap" not in table:
            continue
        font = TTFont(BytesIO(streams[place + 1]))
        outlines, names = font["glyf"], font["cmap"].tables[0].cmap
        missing = outlines[font.getGlyphOrder()[0]]
        for code, meant in re.findall(rb"<(\w\w)> <(\w{4,})>", table):
            if outlines[names.get(int(code, 16), ".notdef")] != missing:
                found.add(bytes.fromhex(meant.decode()).decode("utf-16-be"))
    return found


def _streams(pdf: bytes) -> Iterator[bytes]:
    """Give what the file's streams hold."""
    for raw in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        body = raw.strip()
        packed = base64.a85decode(body[:-2]) if body.endswith(b"~>") else raw
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(packed)
