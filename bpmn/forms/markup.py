"""The text of an ``html`` component: paragraphs, headings and lists as plain lines; nothing in it is ever run.

Headings begin with ``#``, items with ``·``, as in a text component. Every other tag, and every attribute, is refused
by name: a form is no page, and no door for scripts.
"""

from html.parser import HTMLParser

from bpmn.forms.source import Source

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = frozenset(["p", "div", "ul", "ol", *_HEADINGS])
_INLINE = frozenset(["b", "strong", "i", "em", "u", "span", "small"])


class _Lines(HTMLParser):
    """Collects lines, and what cannot be shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the tag does."""
        if tag not in _BLOCKS | _INLINE | {"br", "li"}:
            self.wrong.append(f"<{tag}>")
        self.wrong += [f"{name} in <{tag}>" for name, _value in attrs]
        if tag in _BLOCKS or tag in {"br", "li"}:
            self.lines.append("# " if tag in _HEADINGS else "· " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        """End a line where the tag does."""
        if tag in _BLOCKS | {"li"}:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Take text, with its white space as a browser would."""
        words = " ".join(data.split())
        before = " " if data[:1].isspace() and self.lines[-1].strip() else ""
        self.lines[-1] += before + words + (" " if data[-1:].isspace() and words else "")


def plain_lines(source: Source, component: dict[str, object], content: str) -> str:
    """Give the content as plain lines."""
    reader = _Lines()
    reader.feed(content)
    reader.close()
    if reader.wrong:
        shown = ", ".join(dict.fromkeys(reader.wrong))
        hint = "use p, br, h1 to h6, ul, ol, li, b, i without attributes, or a text component"
        source.note("html", component, f"{shown} is not shown, to keep scripts out", hint)
    lines = (line.strip() for line in reader.lines)
    return "\n".join(line for line in lines if line not in {"", "#", "·"})
