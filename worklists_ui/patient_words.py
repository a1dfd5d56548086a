"""Words for what the registry of patients knows by codes."""

from worklists_ui.translation import translator


def id_type(code: str) -> str:
    """Name a kind of document."""
    _ = translator()
    names = {
        "resident_id": _("Resident identity card"),
        "passport": _("Passport"),
        "birth_certificate": _("Birth certificate"),
        "other": _("Other document"),
    }
    return names.get(code, code)


def event(name: str) -> str:
    """Name what happened to a patient or an institution."""
    _ = translator()
    names = {
        "PATIENT.DECEASED": _("Death"),
        "PATIENT.DETERIORATED": _("Deterioration"),
        "PATIENT.LEFT": _("Left or refuses"),
        "NOTIFIABLE.DISEASE": _("Notifiable disease"),
        "CONSENT.WITHDRAWN": _("Consent withdrawn"),
        "INSTITUTION.OUTAGE": _("Outage of an institution"),
    }
    return names.get(name, name)


def question(kind: str) -> str:
    """Say what has to be decided."""
    _ = translator()
    names = {
        "two_ids": _("One person under two ids?"),
        "shared_id": _("One document at two persons"),
        "wrong_number": _("A number that cannot be right"),
        "unmerged": _("Privacy review: a merge was taken apart"),
    }
    return names.get(kind, kind)


def problem(code: str) -> str:
    """Say what is wrong with a resident id."""
    _ = translator()
    names = {
        "format": _("it does not have 17 digits and a check"),
        "check_digit": _("its check digit does not fit"),
        "birth_date": _("it says another day of birth"),
        "sex": _("it says another sex"),
    }
    return names.get(code, code)


def infection(code: str) -> str:
    """Name an infection flag."""
    _ = translator()
    names = {
        "none": _("none"),
        "respiratory": _("respiratory"),
        "contact": _("contact"),
        "blood": _("blood-borne"),
        "unknown": _("unknown"),
    }
    return names.get(code, code)
