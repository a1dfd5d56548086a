"""Words of consents, documents and releases in the reader's language."""

from carelane.domain.consents import ConsentState
from carelane.domain.document_types import BY_CODE
from worklists_ui.translation import one_of, translator


def kinds() -> dict[str, str]:
    """Name what is agreed to."""
    _ = translator()
    return {
        "share": _("Sharing for treatment"),
        "tele": _("Telemedicine"),
        "record": _("Recording"),
        "transfer": _("Transfer"),
        "teach": _("Teaching"),
        "monitor": _("Remote monitoring"),
    }


def givers() -> dict[str, str]:
    """Name who agrees."""
    _ = translator()
    return {
        "self": _("Patient"),
        "guardian": _("Guardian"),
        "nok": _("Next of kin"),
        "none_emergency": _("Emergency: nobody could be asked"),
    }


def told_how() -> dict[str, str]:
    """Name how a withdrawal was told."""
    _ = translator()
    return {
        "in_person": _("in person"),
        "telephone": _("by telephone"),
        "letter": _("by letter"),
        "online": _("online"),
    }


def state(code: ConsentState) -> str:
    """Name the state of a consent."""
    _ = translator()
    return {
        ConsentState.VALID: _("valid"),
        ConsentState.POST_HOC_DUE: _("emergency, consent to be obtained"),
        ConsentState.POST_HOC_OVERDUE: _("emergency, consent overdue"),
        ConsentState.EXPIRED: _("expired"),
        ConsentState.WITHDRAWN: _("withdrawn"),
    }[code]


def purposes() -> dict[str, str]:
    """Name what something is disclosed for."""
    _ = translator()
    return {
        "treatment": _("Treatment"),
        "transfer": _("Transfer"),
        "tele": _("Remote consultation"),
        "tele_surgery": _("Remote surgery guidance"),
        "monitor": _("Remote monitoring"),
        "teaching": _("Teaching"),
        "recording": _("Recording"),
        "quality": _("Quality"),
        "supervision": _("Medical supervision"),
    }


def sections() -> dict[str, str]:
    """Name the sections of a record."""
    _ = translator()
    return {
        "general": _("general"),
        "psychiatric": _("psychiatric"),
        "reproductive": _("reproductive"),
        "hiv_sti": _("HIV/STI"),
    }


def scopes() -> dict[str, str]:
    """Name what a consent may cover: groups of documents, then single types."""
    _ = translator()
    groups = {
        "summary": _("All summaries"),
        "results": _("All results"),
        "imaging": _("All imaging"),
        "medication": _("All medication"),
        "record": _("The whole record"),
    }
    return groups | {code: document(code) for code in BY_CODE}


def document(code: str) -> str:
    """Name a type of document."""
    found = BY_CODE.get(code)
    return one_of(found.name, found.name_en) if found else code


def reasons() -> dict[str, str]:
    """Say why something was refused, or is no consent."""
    _ = translator()
    return {
        "no_consent": _("there is no consent for this purpose"),
        "consent_withdrawn": _("the consent was withdrawn"),
        "consent_expired": _("the consent has expired"),
        "consent_closed": _("the case closed its consent"),
        "grant_expired": _("the release has expired"),
        "recipient_not_named": _("the consent does not name this recipient"),
        "document_not_covered": _("the consent does not cover such documents"),
        "post_hoc_overdue": _("nobody agreed within 24 hours after the emergency"),
        "emergency_basis_missing": _("the emergency needs a basis"),
        "second_clinician_missing": _("a second clinician, another person, has to be named"),
        "second_clinician_same": _("the second clinician must be another person than you"),
        "reason_needed": _("such documents are shared only with a reason"),
        "no_documents": _("there are no such documents"),
        "scope_missing": _("say which documents it covers"),
        "evidence_missing": _("name the signed paper or the signature"),
        "patient_unknown": _("the registry does not know this patient"),
        "emergency_incomplete": _("an emergency needs a basis and a second clinician"),
        "expires_too_early": _("it ends before it begins"),
        "in_the_future": _("it begins in the future"),
        "grant_unknown": _("no release stands behind it"),
        "grant_closed": _("the release was over already"),
        "other_recipient": _("the release was for somebody else"),
        "reason_missing": _("it needed a reason, and none was given"),
        "no_basis": _("there is no consent and no basis"),
        "consent_unknown": _("the consent that it names is not there"),
        "other_kind": _("the consent is of another kind"),
        "other_patient": _("the consent is another patient's"),
        "consent_later": _("the consent was recorded afterwards"),
    }


def reason(code: str) -> str:
    """Say one reason; an unknown code is shown as it is."""
    return reasons().get(code, code)


def outcomes() -> dict[str, str]:
    """Name what became of a wish."""
    _ = translator()
    return {"given": _("given"), "refused": _("refused")}


def deeds() -> dict[str, str]:
    """Name what was done with documents."""
    _ = translator()
    return {
        "search": _("searched"),
        "release": _("released"),
        "retrieval": _("retrieved"),
    }


def bases() -> dict[str, str]:
    """Name on what ground something was disclosed."""
    _ = translator()
    return {
        "consent": _("consent"),
        "emergency": _("emergency"),
        "none_required": _("none required"),
    }
