"""What a report says, in the reader's language: figures in words, with the same caution as on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from carelane.domain.measures import Measure
from carelane.domain.periods import Period
from carelane.domain.small_numbers import COMPARABLE, Share
from carelane.services.comparisons import Compared
from carelane.services.measure_percentiles import Times
from carelane.services.request_outcomes import RequestOutcomes

MOST_PLACES = 30
_TEXTS = {
    "en": {
        "subject": "Carelane figures, {since} to {until}",
        "head": "{since} to {until}, {scope}",
        "all": "all institutions you supervise",
        "kept": "Clocks kept",
        "came": "Patients who came to their appointment",
        "loop": "Loops closed (reply read by the sender), of requests accepted",
        "accepted": "Requests accepted at the first decision",
        "flow": "Cases begun: {started}; ended: {ended}; open now: {open}",
        "times": "{what}: half within {median}, nine in ten within {ninth} ({total})",
        Measure.DECISION.value: "From receipt to the first decision",
        Measure.VISIT.value: "From receipt to the first visit",
        Measure.PICKUP.value: "Until somebody took a task",
        Measure.ENDED.value: "From beginning to end of a case",
        "places": "Clocks kept by institution:",
        "small": "too few to compare",
        "more": "... and {number} more on the page.",
        "nothing": "none",
        "link": "All figures, their definitions and the cases behind them: {link}",
        "nowhere": "All figures, their definitions and the cases behind them stand on the page Figures.",
        "why": "You ordered this report on the page Figures, where you can cancel it.",
    },
    "zh_CN": {
        "subject": "Carelane 指标，{since} 至 {until}",
        "head": "{since} 至 {until}，{scope}",
        "all": "您督导的全部机构",
        "kept": "时限达标",
        "came": "患者按预约到诊",
        "loop": "闭环（转出方已阅读回复）占已接受的申请",
        "accepted": "首次决定即接受",
        "flow": "新发起：{started}；已结束：{ended}；目前未结束：{open}",
        "times": "{what}：半数在 {median} 内，九成在 {ninth} 内（{total} 例）",
        Measure.DECISION.value: "收到至首次决定",
        Measure.VISIT.value: "收到至首次到诊",
        Measure.PICKUP.value: "任务被认领前",
        Measure.ENDED.value: "病例从开始到结束",
        "places": "各机构时限达标：",
        "small": "例数过少，不作比较",
        "more": "……其余 {number} 家请见页面。",
        "nothing": "无",
        "link": "全部指标、定义及对应病例：{link}",
        "nowhere": "全部指标、定义及对应病例见“指标”页面。",
        "why": "此报告由您在“指标”页面订阅，可在该页面取消。",
    },
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of an institution (empty: of all that its reader may have counted)."""

    institution: str
    process: str
    period: Period
    kept: Share
    outcomes: RequestOutcomes
    times: dict[Measure, Times]
    started: int
    ended: int
    open: int
    places: tuple[Compared, ...]


def text_of(report: Report, language: str, link: str) -> tuple[str, str]:
    """Give the subject and the body of a mail."""
    texts = _TEXTS.get(language, _TEXTS["en"])
    days = {"since": f"{report.period.since}", "until": f"{report.period.until}"}
    return texts["subject"].format(**days), "\n".join(_lines(report, language, texts, link))


def _lines(report: Report, language: str, texts: dict[str, str], link: str) -> Iterator[str]:
    named = {row.institution.id: row.institution.shown(language) for row in report.places}
    scope = named.get(report.institution, report.institution) or texts["all"]
    if report.process:
        scope = f"{scope}, {report.process}"
    yield texts["head"].format(since=report.period.since, until=report.period.until, scope=scope)
    yield ""
    decided = {one.by[0]: one.total for one in report.outcomes.decisions}
    shares = {
        "kept": report.kept,
        "accepted": Share(decided.get("accepted", 0), sum(decided.values())),
        "came": report.outcomes.came,
        "loop": report.outcomes.loop,
    }
    for name, share in shares.items():
        yield f"{texts[name]}: {_share(share, texts)}"
    yield texts["flow"].format(started=report.started, ended=report.ended, open=report.open)
    for measure, found in report.times.items():
        yield texts["times"].format(
            what=texts[measure.value],
            median=_length(found.percentile(50)),
            ninth=_length(found.percentile(90)),
            total=found.total,
        )
    if len(report.places) > 1:
        yield from _places(report.places, language, texts)
    yield from ("", texts["link" if link else "nowhere"].format(link=link), texts["why"])


def _places(places: tuple[Compared, ...], language: str, texts: dict[str, str]) -> Iterator[str]:
    yield from ("", texts["places"])
    for row in places[:MOST_PLACES]:
        yield f"- {row.institution.shown(language)}: {_share(row.kept, texts)}"
    if len(places) > MOST_PLACES:
        yield texts["more"].format(number=len(places) - MOST_PLACES)


def _share(share: Share, texts: dict[str, str]) -> str:
    """Write a share with its numbers and its interval; one of few says so instead."""
    if share.value is None:
        return texts["nothing"]
    counted = f"{share.good}/{share.total}"
    if share.total < COMPARABLE:
        return f"{counted} ({texts['small']})"
    low, high = share.interval
    return f"{share.value:.0%} ({counted}; {low:.0%}-{high:.0%})"


def _length(time: timedelta) -> str:
    """Write a length of time as days and hours, or hours and minutes."""
    minutes = round(time.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h" if days else f"{hours} h {minutes % 60:02d} min"
