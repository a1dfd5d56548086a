"""The words of notices, in the reader's language, made of their facts: on the screen and in mails alike.

They say reference number, urgency, step and link, and nothing of a patient. ``{by}`` is a member of staff.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from carelane.domain.errors import DefinitionNotFound
from carelane.domain.notices import Notice, Topic
from carelane.domain.process_definitions import ProcessDefinition
from carelane.services.bundles import load_bundle
from carelane.services.element_names import ElementNames, read_names

_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        Topic.CLOCK_WARNING: "{percent} % of the time has passed: {what}",
        Topic.ESCALATION: "Overdue at {percent} % of the time: {what}",
        "escalated": "{by} escalates: {what}",
        Topic.TASK_GIVEN: "{by} gave you a task: {what}",
        "assigned": "A task is yours: {what}",
        "given_many": "{by} gave you {many} tasks",
        Topic.TASK_FORWARDED: "{by} forwarded a task to you or your role: {what}",
        "forwarded_many": "{by} forwarded {many} tasks to you or your role",
        Topic.TASK_ASKED: "{by} asks you for a task that you have: {what}",
        "asked_free": "{by} gave back a task that you asked for; it is free: {what}",
        Topic.HANDOVER: "{by} handed {many} tasks over to you",
        Topic.MENTION: "{by} mentioned you: {what}",
        "mention_lost": "You were mentioned in a case that you may not see any more",
        Topic.NUDGE: "{by} asks you to go on with: {what}",
        Topic.UNACKNOWLEDGED: "Nobody has taken the message {message} to {place} for {waited}: {what}",
        Topic.INCIDENT: "Incident ({kind}): {what}",
        Topic.SUBSTITUTION: "You stand in for {by} at {place} until {until}",
        "substitution_own": "{by} entered leave for you at {place}, {begins} to {until}",
        "due": "Due {due}",
        "call": "An emergency: telephone, a notice is not enough. {call}",
        "urgency": "Urgency",
        "ref": "Reference",
        "step": "Step",
        "open": "Open",
        "nowhere": "You find it in Carelane, on the page Notices.",
        "why": "You get this mail because of your choices on the page Notices.",
        "hours": "{hours} h {minutes} min",
    },
    "zh_CN": {
        Topic.CLOCK_WARNING: "时限已过 {percent}%：{what}",
        Topic.ESCALATION: "已超时（时限的 {percent}%）：{what}",
        "escalated": "{by} 升级督办：{what}",
        Topic.TASK_GIVEN: "{by} 将任务交给您：{what}",
        "assigned": "您有一项任务：{what}",
        "given_many": "{by} 将 {many} 项任务交给您",
        Topic.TASK_FORWARDED: "{by} 将任务转给您或您的岗位：{what}",
        "forwarded_many": "{by} 将 {many} 项任务转给您或您的岗位",
        Topic.TASK_ASKED: "{by} 请您转交一项任务：{what}",
        "asked_free": "{by} 已退回您请求转交的任务，现可领取：{what}",
        Topic.HANDOVER: "{by} 向您交班 {many} 项任务",
        Topic.MENTION: "{by} 提到了您：{what}",
        "mention_lost": "有人在您已无权查看的病例中提到了您",
        Topic.NUDGE: "{by} 催办：{what}",
        Topic.UNACKNOWLEDGED: "发往{place}的消息 {message} 已 {waited} 无人接收：{what}",
        Topic.INCIDENT: "故障（{kind}）：{what}",
        Topic.SUBSTITUTION: "您在{place}代理 {by} 的工作，至 {until}",
        "substitution_own": "{by} 为您登记了在{place}的休假：{begins} 至 {until}",
        "due": "应于 {due} 完成",
        "call": "急危：请立即电话联系，不能只发通知。{call}",
        "urgency": "紧急程度",
        "ref": "编号",
        "step": "环节",
        "open": "打开",
        "nowhere": "请在 Carelane 的“通知”页面查看。",
        "why": "您收到此邮件，是因为您在“通知”页面的设置。",
        "hours": "{hours} 小时 {minutes} 分钟",
    },
}
_MOMENTS = ("due", "until", "begins")


class Words:
    """Says notices to one reader; ``zone`` is where the reader's times are told."""

    def __init__(self, session: Session, language: str, zone: str) -> None:
        self._session = session
        self._language = language
        self._texts = _TEXTS.get(language, _TEXTS["en"])
        self._zone = ZoneInfo(zone)

    def subject(self, notice: Notice) -> str:
        """Say in one line what happened."""
        if notice.subject:
            return notice.subject
        text = self._texts.get(_variant(notice))
        return text.format_map(_Known(self._facts(notice))) if text else str(notice.topic)

    def lost(self) -> str:
        """Say of a mention whose case its reader may not see any more that there was one, and nothing of it."""
        return self._texts["mention_lost"]

    def body(self, notice: Notice) -> str:
        """Say what there is to add on the screen: when it is due, whom to call, what somebody said; empty for nothing."""
        if notice.body:
            return notice.body
        said = notice.facts.get("said", "")
        return "\n".join(filter(None, (self._added(notice), said)))

    def _added(self, notice: Notice) -> str:
        facts = _Known(self._facts(notice))
        return "\n".join(self._texts[name].format_map(facts) for name in _more(notice))

    def mail(self, notice: Notice, site: str) -> tuple[str, str]:
        """Give subject and text of a mail, with a link where ``site`` is known; a process's own words stay on the screen."""
        if notice.topic in {Topic.DIGEST, Topic.REPORT}:
            return notice.subject, notice.body
        facts, texts = self._facts(notice), self._texts
        own = [] if notice.topic == Topic.PROCESS else [self.subject(notice), self._added(notice)]
        lines = [*filter(None, own), ""]
        named = {"ref": facts.get("ref"), "urgency": notice.urgency, "step": facts.get("step")}
        lines += [f"{texts[name]}: {value}" for name, value in named.items() if value]
        way = f"{texts['open']}: {site}{path_of(notice)}" if site else texts["nowhere"]
        lines += [way, "", texts["why"]]
        mark = f"[{notice.urgency}] " if notice.urgency else ""
        about = facts.get("ref", "") if notice.topic == Topic.PROCESS else self.subject(notice)
        return f"Carelane {mark}{about}".strip(), "\n".join(lines)

    def step(self, facts: Mapping[str, Any]) -> str:
        """Name the step: as drawn, or in English where the designer gave one."""
        drawn, element = str(facts.get("step", "")), str(facts.get("element", ""))
        if not element or (drawn and self._language != "en"):
            return drawn
        names = self._names(facts)
        return names.of(element, self._language, drawn) if names else drawn or element

    def _clock(self, facts: Mapping[str, Any]) -> str:
        """Name the clock in the reader's language; empty where its element's name says it."""
        told = str(facts.get("clock") or "")
        names = self._names(facts) if told and self._language == "en" else None
        return names.clock(told, self._language) if names else told

    def _names(self, facts: Mapping[str, Any]) -> ElementNames | None:
        version = self._session.get(ProcessDefinition, str(facts.get("definition", "")))
        if version is None:
            return None
        try:
            return read_names(load_bundle(self._session, version.bundle_sha256).bpmn)
        except (DefinitionNotFound, ValueError):
            return None

    def _facts(self, notice: Notice) -> dict[str, Any]:
        """Give the facts as this reader reads them."""
        facts: dict[str, Any] = dict(notice.facts)
        for name in ("by", "place"):
            english = facts.get(f"{name}_en") if self._language == "en" else ""
            facts[name] = english or facts.get(name, "")
        for name in _MOMENTS:
            if facts.get(name):
                local = datetime.fromisoformat(facts[name]).astimezone(self._zone)
                facts[name] = f"{local:%Y-%m-%d %H:%M}"
        if "seconds" in facts:
            minutes = int(timedelta(seconds=facts["seconds"]).total_seconds()) // 60
            facts["waited"] = self._texts["hours"].format(hours=minutes // 60, minutes=minutes % 60)
        facts["step"] = self._clock(facts) or self.step(facts)
        facts["what"] = " ".join(filter(None, (facts.get("ref", ""), facts["step"])))
        return facts


class _Known(dict[str, Any]):
    """Facts of which a text may ask more than there are: what is not known is left empty."""

    def __missing__(self, _name: str) -> str:
        return ""


def _variant(notice: Notice) -> str:
    """Choose the sentence of a topic."""
    facts, topic = notice.facts, notice.topic
    match topic:
        case Topic.ESCALATION if "percent" not in facts:
            return "escalated"
        case Topic.TASK_GIVEN if not facts.get("by"):
            return "assigned"
        case Topic.TASK_GIVEN | Topic.TASK_FORWARDED if facts.get("many"):
            return "given_many" if topic == Topic.TASK_GIVEN else "forwarded_many"
        case Topic.TASK_ASKED if facts.get("free"):
            return "asked_free"
        case Topic.SUBSTITUTION if facts.get("own"):
            return "substitution_own"
        case _:
            return topic


def _more(notice: Notice) -> list[str]:
    """Choose what is added to the sentence."""
    return [name for name in ("due", "call") if name in notice.facts]


def path_of(notice: Notice) -> str:
    """Give the address of the page that a notice is about, behind the site's own."""
    match notice.topic:
        case Topic.INCIDENT:
            return "/operations"
        case Topic.SUBSTITUTION:
            return "/leave"
        case _ if notice.task_id:
            return f"/task?id={notice.task_id}"
        case _ if notice.instance_id:
            return f"/case?id={notice.instance_id}"
        case _:
            return "/"
