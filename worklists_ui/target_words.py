"""Words for targets: whose they are, and by which calendar they count."""

from worklists_ui.translation import translator


def family(code: str) -> str:
    """Name the processes that a key's first part belongs to."""
    _ = translator()
    names = {
        "ref": _("Referral up"),
        "down": _("Referral down"),
        "rec": _("Records"),
        "trf": _("Patient transfer"),
        "res": _("Resource sharing"),
        "rc": _("Remote consultation"),
        "pe": _("Pre-hospital emergency"),
        "stemi": _("Chest pain (STEMI)"),
        "stroke": _("Stroke"),
        "rpt": _("Report centre"),
        "crit": _("Critical values"),
        "fu": _("Follow-up"),
        "mon": _("Remote monitoring"),
        "apt": _("Appointments"),
        "sup": _("Medical supervision"),
    }
    return names.get(code, code)


def calendar(code: str) -> str:
    """Name the calendar by which a target counts."""
    _ = translator()
    names = {
        "24x7": _("around the clock"),
        "work": _("working days"),
        "work hours": _("opening hours"),
        "%": _("per cent"),
        "–": "",
    }
    return names.get(code, code)
