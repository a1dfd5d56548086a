"""Draws a letter as PDF: A4, Chinese and Latin text with its font inside, pages numbered."""

from io import BytesIO
from typing import Any, Self
from uuid import uuid4
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from carelane.adapters.letter_fonts import BOLD, REGULAR, SUBSTITUTE, Fonts, drawable, fonts_for
from carelane.services.case_letters import Fact, Letter, Section

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
_PADDING = 6
"""Points that reportlab keeps free inside a page's frame."""
SHORT = 40
"""Letters of a text that still stands in half the width."""
_INK, _GREY, _LINE = HexColor("#1f2a37"), HexColor("#5b6675"), HexColor("#c3cad3")


def draw(letter: Letter) -> bytes:
    """Give the letter as a PDF file."""
    family = f"NotoSansSC-{uuid4().hex}"
    fonts = fonts_for(letter.text, family)
    with _Face(fonts, family) as face:
        return _Drawing(letter, fonts, face).drawn()


class _Face:
    """Registers a letter's fonts with reportlab for as long as it is drawn.

    Each letter's have names of their own: reportlab takes a font whose name it has met for that earlier one.
    """

    def __init__(self, fonts: Fonts, family: str) -> None:
        self._fonts = fonts
        self.regular, self.bold = f"{family}-{REGULAR}", f"{family}-{BOLD}"

    def __enter__(self) -> Self:
        for name, content in ((self.regular, self._fonts.regular), (self.bold, self._fonts.bold)):
            pdfmetrics.registerFont(TTFont(name, BytesIO(content)))
        return self

    def __exit__(self, *_: object) -> None:
        for kept in (pdfmetrics._fonts, pdfmetrics._dynFaceNames):  # noqa: SLF001 - no way to forget a font
            for name in [name for name in kept if name in {self.regular, self.bold}]:
                kept.pop(name, None)


class _Drawing:
    """One letter on its way to paper."""

    def __init__(self, letter: Letter, fonts: Fonts, face: _Face) -> None:
        self._letter, self._missing, self._face = letter, frozenset(fonts.missing), face

    def drawn(self) -> bytes:
        written = BytesIO()
        document = SimpleDocTemplate(
            written,
            pagesize=A4,
            leftMargin=MARGIN - _PADDING,
            rightMargin=MARGIN - _PADDING,
            topMargin=16 * mm,
            bottomMargin=20 * mm,
            title=self._plain(self._letter.title),
            author="Carelane",
        )
        document.build(self._flow(), canvasmaker=self._canvas)
        return written.getvalue()

    def _flow(self) -> list[Flowable]:
        letter = self._letter
        flow: list[Flowable] = [
            self._text(letter.title, 17, bold=True, leading=24),
            self._text(letter.subtitle, 9.5, color=_GREY),
            Spacer(1, 3 * mm),
            *([self._grid(letter.head, boxed=True)] if letter.head else []),
        ]
        for section in letter.sections:
            flow += self._section(section)
        if self._missing:
            codes = " ".join(f"U+{ord(each):04X}" for each in sorted(self._missing))
            flow.append(self._text(letter.missing.replace("{codes}", codes), 8, color=_GREY))
        return [*flow, Spacer(1, 8 * mm), KeepTogether(self._signatures())]

    def _section(self, section: Section) -> list[Flowable]:
        if not section.facts:
            return []
        heading = [Spacer(1, 3.5 * mm)]
        if section.title:
            heading.append(self._text(section.title, 11.5, bold=True, leading=17))
        short = [fact for fact in section.facts if self._is_short(fact)]
        long = [fact for fact in section.facts if not self._is_short(fact)]
        body: list[Flowable] = []
        if short:
            body += [self._grid(tuple(short)), Spacer(1, 1.5 * mm)]
        for name, text in long:
            body += [self._text(name, 8.5, color=_GREY), self._text(text, 10), Spacer(1, 1.5 * mm)]
        return [KeepTogether([*heading, body[0]]), *body[1:]]

    @staticmethod
    def _is_short(fact: Fact) -> bool:
        return len(fact[0]) + len(fact[1]) <= SHORT and "\n" not in fact[1]

    def _grid(self, facts: tuple[Fact, ...], *, boxed: bool = False) -> Table:
        """Put facts into two columns."""
        cells = [self._fact(name, text) for name, text in facts]
        cells += [""] * (len(cells) % 2)
        rows = [cells[start : start + 2] for start in range(0, len(cells), 2)]
        style: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 5 if boxed else 0),
        ]
        if boxed:
            style += [("BOX", (0, 0), (-1, -1), 0.6, _LINE)]
        return Table(rows, colWidths=[WIDTH / 2] * 2, style=style)

    def _fact(self, name: str, text: str) -> Paragraph:
        label = f'<font size="8.5" color="#5b6675">{self._safe(name)}</font>'
        return Paragraph(f"{label}&nbsp;&nbsp;{self._safe(text)}", self._style(10, leading=14))

    def _signatures(self) -> list[Flowable]:
        lines = [[self._text(name, 9, color=_GREY) for name in self._letter.signatures]]
        count = max(len(self._letter.signatures), 1)
        style = [("LINEABOVE", (0, 0), (-1, -1), 0.6, _LINE), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        return [Table(lines, colWidths=[WIDTH / count] * count, style=style)] if lines[0] else []

    def _text(
        self, text: str, size: float, *, bold: bool = False, color: Color = _INK, leading: float = 0
    ) -> Paragraph:
        style = self._style(size, bold=bold, color=color, leading=leading or size * 1.45)
        return Paragraph(self._safe(text), style)

    def _style(
        self, size: float, *, bold: bool = False, color: Color = _INK, leading: float
    ) -> ParagraphStyle:
        font = self._face.bold if bold else self._face.regular
        return ParagraphStyle(
            "letter", fontName=font, fontSize=size, leading=leading, textColor=color, wordWrap="CJK"
        )

    def _safe(self, text: str) -> str:
        """Write a text so that nothing in it is read as markup; lines stay lines."""
        return escape(self._plain(text)).replace("\n", "<br/>")

    def _plain(self, text: str) -> str:
        kept = (each for each in text if drawable(each) or each == "\n")
        return "".join(SUBSTITUTE if each in self._missing else each for each in kept)

    def _canvas(self, *args: Any, **options: Any) -> "_Numbered":
        foot = self._plain(self._letter.foot)
        return _Numbered(
            *args, **options, foot=foot, page=self._letter.page, font=self._face.regular
        )


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that knows how many pages there are when it writes their feet."""

    def __init__(self, *args: Any, foot: str, page: str, font: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._foot, self._page_text, self._foot_font = foot, page, font
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep a page until all are known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the pages with their feet."""
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._write_foot(number)
            super().showPage()
        super().save()

    def _write_foot(self, number: int) -> None:
        self.setFont(self._foot_font, 8)
        self.setFillColor(_GREY)
        self.drawString(MARGIN, 11 * mm, self._foot)
        told = self._page_text.replace("{page}", str(number))
        self.drawRightString(
            A4[0] - MARGIN, 11 * mm, told.replace("{pages}", str(len(self._pages)))
        )
