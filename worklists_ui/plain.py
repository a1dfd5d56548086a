"""Texts that come from people and files, made safe for the places of Streamlit that read Markdown."""

_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|<>~$:&=^\"'@/")


def escaped(text: str) -> str:
    """Escape every sign that Markdown, or Streamlit's additions to it, would read as its own."""
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    """Escape one sign; line ends become spaces."""
    if sign in "\r\n\t":
        return " "
    return f"\\{sign}" if sign in _MARKDOWN else sign
