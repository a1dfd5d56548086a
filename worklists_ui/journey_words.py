"""Words of the page Patient journey in the reader's language."""

from worklists_ui.translation import language, translator

EPISODES = ("referral", "pregnancy", "cancer", "stroke", "discharge", "other")


def episode(code: str) -> str:
    """Name the kind of an episode; a process's own id stands for itself where it opened the journey."""
    _ = translator()
    names = {
        "referral": _("Referral"),
        "pregnancy": _("Pregnancy"),
        "cancer": _("Cancer"),
        "stroke": _("Stroke"),
        "discharge": _("Discharge"),
        "other": _("Other"),
    }
    return names.get(code, "")


def outcome(code: str) -> str:
    """Name how a journey ended."""
    _ = translator()
    names = {
        "recovered": _("recovered"),
        "chronic_managed": _("chronic, managed"),
        "out_of_group": _("out of the group"),
        "declined": _("declined"),
        "lost": _("lost to follow-up"),
        "deceased": _("deceased"),
    }
    return names.get(code, code)


def in_language(label: str) -> str:
    """Give the reader's half of a label that is Chinese and English, such as 已接受未预约 Accepted, not booked."""
    first_latin = next((n for n, sign in enumerate(label) if sign.isascii() and sign.isalpha()), 0)
    halves = label[:first_latin].strip(), label[first_latin:].strip()
    if not all(halves):
        return label
    return halves[1] if language() == "en" else halves[0]
