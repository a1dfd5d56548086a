"""One referral from the township doctor's first word to the closed loop, in a real browser."""

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.browser.clerk import Clerk

Make = Callable[[str], Clerk]


def compose(doctor: Clerk) -> None:
    """Fill in UP01."""
    doctor.choose("Id type", "Resident identity card")
    doctor.write("Allergies (write none if none known)", "青霉素 penicillin")
    doctor.choose("Infection flag", "None")
    doctor.pick("Urgency", "U urgent")
    doctor.choose("Specialty", "Cardiology")
    doctor.pick("Service", "Outpatient")
    doctor.choose("Reason", "Suspected ACS")
    doctor.pick("Expected outcome", "Opinion")
    doctor.write("Question to answer", "Unstable angina? Is angiography needed?")
    doctor.write("Complaint", "Chest tightness for three days")
    doctor.write("History of present illness", "Worse on exertion, relieved by rest")
    doctor.number("Systolic mmHg", 152)
    doctor.number("Diastolic mmHg", 94)
    doctor.write("Main diagnosis ICD-10", "I20.0")
    doctor.write("Main diagnosis", "Angina pectoris")
    doctor.write("Current medication (write none if none)", "Aspirin 100 mg")


def start(doctor: Clerk) -> None:
    """Find the patient and start the process."""
    doctor.sign_in("/start")
    doctor.choose("Process", "Referral up")  # others may have been released meanwhile
    doctor.write("Find the patient", "wxy")
    doctor.sees("王秀英")
    doctor.shot("start.en")
    doctor.press("Start")
    doctor.page.wait_for_url("**/task?*")
    doctor.title("UP01 Compose the referral")
    doctor.rest()


def send(doctor: Clerk, coordinator: Clerk) -> None:
    """Compose, get the consent, choose where to."""
    start(doctor)
    doctor.press("Complete")
    doctor.sees("Please fill this in.")
    doctor.shot("task-errors.en")
    compose(doctor)
    doctor.complete()
    if doctor.task_waits("UP03 Confirm the urgency"):
        doctor.open_task("UP03 Confirm the urgency")
        doctor.claim()
        doctor.pick("Decision", "Keep")
        doctor.write("Reason", "Stable at rest")
        doctor.complete()
    doctor.open_task("UP04 Inform, choice, consent")
    doctor.claim()
    doctor.pick("Choice of destination offered", "Yes")
    doctor.choose("Given by", "Patient")
    doctor.day("At", f"{datetime.now(UTC):%Y%m%d%H%M}")
    doctor.write("Signature or document reference", "SIG-2041")
    doctor.tag("Documents shared", "Clinical summary", "Results")
    doctor.complete()
    coordinator.sign_in()
    coordinator.open_task("UP05 Choose the destination")
    coordinator.claim()
    coordinator.choose(
        "Destination (ranked by capability, reach, free places, distance, preference)", "省人民医院"
    )
    coordinator.complete()


def ask_and_answer(desk: Clerk, doctor: Clerk) -> None:
    """The desk lacks something, the doctor supplies it."""
    desk.sign_in()
    desk.open_task("UP07 审核完整性")
    desk.claim()
    desk.pick("资料完整", "否")
    desk.tag("缺少", "检查检验结果")
    desk.write("请补充", "请补充最近一次心电图。")
    desk.shot("task.zh")
    desk.complete()
    doctor.open_task("UP08 Answer the question")
    doctor.sees("请补充最近一次心电图。")
    doctor.claim()
    doctor.write("Answer", "ECG of this morning: ST depression in V4 to V6.")
    doctor.shot("answer.en")
    doctor.complete()


def accept(specialist: Clerk, desk: Clerk) -> None:
    """Triage, booking, confirmation."""
    desk.open_task("UP07 审核完整性")
    desk.claim()
    desk.pick("资料完整", "是")
    desk.complete()
    specialist.sign_in()
    specialist.open_task("UP08 Triage")
    specialist.claim()
    specialist.pick("Decision", "Accept")
    specialist.choose("Type of slot", "Clinic")
    specialist.shot("task.en")
    specialist.complete()
    desk.open_task("AP04 患者同意并说明准备")
    desk.claim()
    desk.pick("患者", "同意")
    desk.write("电话", "13900000000")
    desk.page.get_by_text("已说明准备事项").first.click()
    desk.rest()
    desk.complete()
    desk.open_task("UP10 确认预约与准备")
    desk.claim()
    desk.write("准备事项", "空腹，停用二甲双胍。")
    desk.write("携带物品", "医保卡、既往心电图。")
    desk.choose("医保转诊备案", "已备案")
    desk.complete()


def treat_and_reply(desk: Clerk, specialist: Clerk) -> None:
    """Arrival, care, reply letter."""
    desk.open_task("AP07 到诊、爽约或停诊")
    desk.claim()
    desk.pick("情况", "已到诊")
    desk.complete()
    specialist.open_task("UP12 Care")
    specialist.claim()
    specialist.pick("Outcome", "Completed")
    specialist.complete()
    specialist.open_task("UP13 Write the reply letter")
    specialist.claim()
    specialist.write("Answer to the question", "Yes. Angiography done, one stent.")
    specialist.write("Diagnosis ICD-10", "I20.0")
    specialist.write("Diagnosis", "Unstable angina")
    specialist.tick("Medication changes", "Started")
    specialist.write("Drugs and doses", "Clopidogrel 75 mg once a day")
    specialist.write("Advice", "Dual antiplatelet therapy for 12 months")
    specialist.pick("Who follows", "Shared")
    specialist.write("Pending results (write none if none)", "none")
    specialist.write("When to return", "Chest pain at rest, bleeding")
    specialist.shot("reply.en")
    specialist.complete()


def test_a_referral_goes_all_the_way_and_its_loop_is_closed(clerk: Make) -> None:
    doctor, coordinator = clerk("zhou"), clerk("he")
    desk, specialist = clerk("lin"), clerk("gu")
    send(doctor, coordinator)
    ask_and_answer(desk, doctor)
    accept(specialist, desk)
    treat_and_reply(desk, specialist)
    doctor.open_task("UP14 Read, reconcile, take over")
    doctor.sees("Yes. Angiography done, one stent.")
    doctor.claim()
    doctor.pick("Medication reconciled", "Yes")
    doctor.shot("reading.en")
    case = doctor.case_of_task()
    doctor.complete()
    doctor.go(f"/case?id={case}")
    expect(doctor.page.get_by_text("closed", exact=True).first).to_be_visible(timeout=30_000)
    doctor.diagram()
    doctor.shot("case-closed.en")
