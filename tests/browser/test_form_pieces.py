"""What would be lost at a task: the diagnosis that is found by initials, the scan that goes along, the printed letter."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect

from bpmn.definition import Bundle
from carelane.adapters.folders import read_bundle
from carelane.domain.code_systems import CodeSystem
from carelane.services import code_systems, process_definitions
from carelane.services.code_files import read_codes
from tests.browser.clerk import Clerk
from tests.browser.conftest import Site

Make = Callable[[str], Clerk]
LIBRARY = Path(__file__).parents[2] / "bpmn" / "library" / "referral_up"
ICD = "code,name,name_en\nI20.000,不稳定型心绞痛,Unstable angina\nI20.900,心绞痛,Angina pectoris\n"
PDF = b"%PDF-1.4\nECG\n%%EOF\n"


def release(site: Site) -> None:
    """Release the referral under another name, with a diagnosis out of a table of codes."""
    table = CodeSystem(id="icd-10", name="ICD-10", sha256="0", loaded_at=datetime.now(UTC))
    code_systems.load(site.database, table, read_codes(ICD).rows)
    bundle = read_bundle(LIBRARY)
    bpmn = bundle.bpmn.replace("referral_up", "referral_coded")
    bpmn = bpmn.replace('name="上转"', 'name="编码上转"').replace("Referral up", "Coded referral")
    form = json.loads(bundle.forms["up01_compose.form"])
    groups = [part["components"] for part in form["components"] if "components" in part]
    for field in (field for group in groups for field in group):
        if field.get("key") == "diagnosis_code":
            field.pop("validate", None)
            field |= {
                "type": "select",
                "properties": field["properties"] | {"code_system": "icd-10"},
            }
    forms = bundle.forms | {"up01_compose.form": json.dumps(form, ensure_ascii=False)}
    process_definitions.deploy(site.database, Bundle(bpmn, bundle.dmn, forms), "coded")


def test_codes_files_and_the_letter_are_at_hand_at_a_task(
    clerk: Make, site: Site, tmp_path: Path
) -> None:
    release(site)
    for login, process in (("zhou", "Coded referral"), ("song", "编码上转")):
        doctor = clerk(login)
        doctor.sign_in("/start")
        doctor.choose(doctor.say("Process"), process)
        doctor.write(doctor.say("Find the patient"), "wxy")
        doctor.sees("王秀英")
        doctor.press("Start")
        doctor.page.wait_for_url("**/task?*")
        doctor.rest()
        main = "Main diagnosis ICD-10" if login == "zhou" else "主要诊断 ICD-10"
        doctor.write(main, "xjt")
        hits = doctor.page.locator("[class*=st-key-hit]").get_by_role("button")
        expect(hits).to_have_count(2)
        doctor.shot(f"task-codes.{'en' if login == 'zhou' else 'zh'}")
        hits.first.click()
        expect(hits).to_have_count(0)
        doctor.rest()
        doctor.sees("I20.900")
        doctor.give("心电图.pdf", PDF, "application/pdf")
        doctor.press("Save draft")
        doctor.page.get_by_role("tab", name=doctor.say("Files")).click()
        doctor.rest()
        with doctor.page.expect_download() as got:
            doctor.page.get_by_role("button", name=doctor.say("Download")).last.click()
        assert Path(got.value.path()).read_bytes() == PDF
        with doctor.page.expect_download() as printed:
            doctor.page.get_by_role("button", name=doctor.say("Referral letter (PDF)")).click()
        assert Path(printed.value.path()).read_bytes().startswith(b"%PDF-")
        doctor.shot(f"task-files.{'en' if login == 'zhou' else 'zh'}")
        printed.value.save_as(tmp_path / f"{login}.pdf")
