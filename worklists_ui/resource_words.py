"""Words for resources: kinds, states, categories, what hospitals can take, and holds."""

from worklists_ui.translation import translator


def kind(code: str) -> str:
    """Name a tab of the page."""
    _ = translator()
    names = {
        "bed": _("Beds"),
        "slot": _("Slots"),
        "equipment": _("Equipment"),
        "doctor": _("On duty"),
        "unit": _("Ambulances"),
        "capability": _("What hospitals can take"),
        "department": _("Departments"),
    }
    return names.get(code, code)


def state(code: str) -> str:
    """Name what a resource is; of a bed with the letter that other systems know."""
    _ = translator()
    names = {
        "U": _("U unoccupied"),
        "O": _("O occupied"),
        "H": _("H housekeeping"),
        "K": _("K contaminated"),
        "C": _("C closed"),
        "I": _("I isolated"),
        "free": _("offered"),
        "closed": _("not offered"),
        "available": _("available"),
        "in_use": _("in use"),
        "checking": _("being checked"),
        "faulty": _("faulty"),
        "maintenance": _("in maintenance"),
        "on_duty": _("on duty"),
        "off": _("off duty"),
        "assigned": _("assigned"),
        "mobile": _("on the way"),
        "on_scene": _("on scene"),
        "transporting": _("with patient"),
        "at_hospital": _("at the hospital"),
        "clearing": _("being cleaned"),
    }
    return names.get(code, code)


def category(code: str) -> str:
    """Name a type of ward, a service, a sort of device, a crew's level."""
    _ = translator()
    names = {
        "general": _("general ward"),
        "icu": _("intensive care"),
        "hdu": _("high dependency"),
        "ed": _("emergency department"),
        "surgery": _("surgery"),
        "obstetrics": _("obstetrics"),
        "paediatrics": _("paediatrics"),
        "burns": _("burns"),
        "psychiatric": _("psychiatric ward"),
        "rehab": _("rehabilitation"),
        "opd": _("outpatient clinic"),
        "exam": _("examination"),
        "bed": _("admission"),
        "visit": _("visit"),
        "phlebotomy": _("blood sampling"),
        "ventilator": _("ventilator"),
        "monitor": _("monitor"),
        "pump": _("infusion pump"),
        "incubator": _("incubator"),
        "ecg": _("ECG"),
        "ultrasound": _("ultrasound"),
        "dialysis": _("dialysis"),
        "xray": _("X-ray"),
        "defibrillator": _("defibrillator"),
        "wheelchair": _("wheelchair"),
        "neonatal": _("neonatal crew"),
    }
    return names.get(code, code)


def specialty(code: str) -> str:
    """Name a specialty; one that has no name here is shown by its code."""
    _ = translator()
    names = {
        "cardiology": _("cardiology"),
        "neurology": _("neurology"),
        "endocrinology": _("endocrinology"),
        "respiratory": _("respiratory medicine"),
        "gastroenterology": _("gastroenterology"),
        "nephrology": _("nephrology"),
        "oncology": _("oncology"),
        "general_surgery": _("general surgery"),
        "orthopaedics": _("orthopaedics"),
        "obstetrics": _("obstetrics"),
        "paediatrics": _("paediatrics"),
        "emergency": _("emergency medicine"),
    }
    return names.get(code, code)


def capability(code: str) -> str:
    """Name what a hospital may be able to take."""
    _ = translator()
    names = {
        "ed": _("emergency department"),
        "ct": _("CT"),
        "cath_lab": _("cath lab"),
        "thrombectomy": _("thrombectomy"),
        "icu": _("intensive care"),
        "theatre": _("operating theatre"),
        "lysis": _("thrombolysis"),
        "stroke": _("stroke unit"),
        "trauma": _("trauma centre"),
        "obstetric": _("obstetrics"),
        "paediatric": _("paediatrics"),
        "burn": _("burns"),
        "poison": _("poisoning"),
        "isolation": _("isolation"),
    }
    return names.get(code, code)


def status(code: str) -> str:
    """Name whether a hospital can take something."""
    _ = translator()
    names = {"open": _("takes patients"), "limited": _("limited"), "closed": _("takes no patients")}
    return names.get(code, code)


def hold(code: str) -> str:
    """Name what became of a resource that somebody has asked for."""
    _ = translator()
    names = {"held": _("held"), "committed": _("committed"), "in_use": _("in use")}
    return names.get(code, code)


def feature(code: str) -> str:
    """Name what else a resource has."""
    _ = translator()
    names = {
        "sex": _("Sex"),
        "isolation": _("Isolation"),
        "ventilator": _("Ventilator"),
        "monitoring": _("Monitoring"),
        "staffed": _("Staffed"),
        "expert": _("Expert"),
        "model": _("Model"),
        "accessories": _("Accessories"),
        "operator_needed": _("Needs an operator"),
        "maintenance_due": _("Maintenance due"),
        "calibrated_until": _("Calibrated until"),
        "second_call": _("Second call"),
        "phone": _("Phone"),
        "skills": _("Skills"),
        "licences": _("Licensed at"),
        "station": _("Station"),
        "equipment": _("Equipment"),
        "lat": _("Latitude"),
        "lon": _("Longitude"),
    }
    return names.get(code, code)
