"""Texts that come from people and files, made safe for the places of Streamlit that read Markdown.

Only what Markdown would read as its own is escaped: the text also becomes the name that a screen reader says.
"""

import re

_ALWAYS = re.compile(r"[\\`*_\[\]<>~$&]")
_DIRECTIVE = re.compile(r":(?=[\w/\\+-])")
_LINK = re.compile(r"(?i)(www)\.")
_LINE_START = re.compile(r"^(\s*)([-+#=])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])")
_BREAKS = re.compile(r"[\r\n\t\x0b\x0c\u0085\u2028\u2029]+")


def escaped(text: str) -> str:
    """Escape a text for one line of Markdown; line ends become spaces."""
    line = _ALWAYS.sub(r"\\\g<0>", _BREAKS.sub(" ", text))
    line = _LINK.sub(r"\1\\.", _DIRECTIVE.sub(r"\\:", line))
    line = _LINE_START.sub(r"\1\\\2", line)
    return _NUMBERED.sub(r"\1\\\2", line)
