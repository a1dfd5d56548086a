"""The targets of section 18 of clinical-processes.md, one key per row: what a process measures itself by where nobody says else.

Rows are the specification's, word by word: key, default, calendar, statistic, source. ``D`` is our own default, ``S``
a figure read in a source, ``K`` one recalled. An institution's own values stand in `carelane.domain.target_settings`.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["duration", "count", "per_cent", "continuous"]
CONTINUOUS = "continuous"
"""The value of a target that is no interval: observation without a pause."""


@dataclass(frozen=True, slots=True)
class Target:
    """One row. ``default`` is a duration, a count, a number of per cents or `CONTINUOUS`, as the catalogue writes it."""

    key: str
    default: str
    calendar: str
    statistic: str
    source: str

    @property
    def kind(self) -> Kind:
        """Say what its value is."""
        if self.calendar == "%":
            return "per_cent"
        if self.default.isdigit():
            return "count"
        return "continuous" if self.default == CONTINUOUS else "duration"

    @property
    def name(self) -> str:
        """Give the key as FEEL can write it: ``trf.accept.E`` is ``targets.trf_accept_E``."""
        return self.key.replace(".", "_")

    @property
    def family(self) -> str:
        """Give the part before the first dot: whose target it is."""
        return self.key.split(".", 1)[0]


_ROWS = """
ref.decide.E | PT10M | 24x7 | max | D (anchor S28)
ref.decide.U | PT2H | 24x7 | max | D
ref.decide.P | P1D | work | max | D
ref.decide.R | P2D | work | 80 % | D (anchor S12)
ref.info.answer.U | PT2H | 24x7 | max | D
ref.info.answer.other | P1D | work | max | D
ref.booked.U | P1D | 24x7 | max | D
ref.booked.P | P2D | work | max | D
ref.booked.R | P5D | work | max | D
ref.reply.opd | PT24H | 24x7 | max | D
ref.reply.discharge | P2D | 24x7 | max after discharge day | S37
ref.reply.read | P3D | work | max | D
ref.outcomeCheck.primary | P14D | 24x7 | max | S23,S24
ref.cancer.diagnosisTold | P28D | 24x7 | 75 %, 80 % from 2025/26 | S13
ref.cancer.decisionToTreatment | P31D | 24x7 | max | S13
ref.cancer.referralToTreatment | P62D | 24x7 | max | S13
down.capability | P1D | work | max | D
down.arrivalTrace | P2D | 24x7 | max | D
down.firstContact | P7D | 24x7 | max | D
rec.dischargeRecord | PT24H | 24x7 | max | S28
trf.accept.E | PT10M | 24x7 | max | D
trf.accept.ICU | PT30M | 24x7 | max | D
trf.accept.other | PT2H | 24x7 | max | D
trf.dido.stemi | PT30M | 24x7 | max | S5
trf.dido.stroke | PT120M | 24x7 | max | S4
trf.dido.stroke.goal | PT90M | 24x7 | goal | S4
res.hold.urgent | PT2H | 24x7 | expiry | D
res.hold.planned | PT12H | 24x7 | expiry | D
res.offer.bed.E | PT15M | 24x7 | max | D
res.offer.bed.U | PT1H | 24x7 | max | D
res.offer.bed.R | PT4H | 24x7 | max | D
res.bed.clean | PT60M | 24x7 | max | D
rc.online.E | PT10M | 24x7 | max | D (anchor S28)
rc.telestroke.fromArrival | PT15M | 24x7 | benchmark | S50
rc.opinion.scheduled | PT24H | 24x7 | max | S28
rc.opinion.mdt | P3D | work | max | D
pe.callAnswer | PT10S | 24x7 | 95 % | S7
pe.mobile | PT3M | 24x7 | 95 % | S7
pe.arrestRecognised | PT120S | 24x7 | max | S11
pe.tcprStarted | PT180S | 24x7 | max | S11
pe.resp.cat1.mean | PT7M | 24x7 | mean | S8
pe.resp.cat1.p90 | PT15M | 24x7 | p90 | S8
pe.resp.cat2.mean | PT18M | 24x7 | mean | S8
pe.resp.cat2.p90 | PT40M | 24x7 | p90 | S8
pe.resp.cat3.p90 | PT120M | 24x7 | p90 | S8
pe.resp.cat4.p90 | PT180M | 24x7 | p90 | S8
pe.prealertAck | PT2M | 24x7 | max then phone | D
pe.handover | PT15M | 24x7 | target | S9
pe.handover.hard | PT30M | 24x7 | none over | S9
pe.handover.release | PT45M | 24x7 | forced release | S9
stemi.fmcToEcg | PT10M | 24x7 | monthly mean, ≥75 % | S5,S6
stemi.ecgToDiagnosis | PT10M | 24x7 | monthly mean | S6
stemi.troponin | PT20M | 24x7 | mean | S6
stemi.cathActivation | PT30M | 24x7 | max | S6
stemi.fmcToDevice | PT90M | 24x7 | max | S5
stemi.doorToBalloon | PT90M | 24x7 | ≥75 % | S6
stemi.fmcToDevice.transfer | PT120M | 24x7 | max | S5
stemi.doorToLysis | PT30M | 24x7 | max | S5
stroke.doorToPhysician | PT10M | 24x7 | max | S3
stroke.doorToTeam | PT15M | 24x7 | max | S3
stroke.doorToCT | PT25M | 24x7 | max | S3
stroke.doorToCTRead | PT45M | 24x7 | max | S3
stroke.doorToNeedle | PT60M | 24x7 | ≥75 % | S2
stroke.doorToNeedle.stretch | PT45M | 24x7 | ≥50 % | S2
rpt.ecg.stat | PT15M | 24x7 | max | S31
rpt.ecg.routine | PT30M | 24x7 | max | S31
rpt.xray.stat | PT30M | 24x7 | max | S31,S32
rpt.xray.routine | PT1H | work | max (2 h at a larger hospital) | S31 (S32)
rpt.us.stat | PT15M | 24x7 | 15–30 min band | S31
rpt.us.routine | PT30M | work | max | S31
rpt.us.complex | PT2H | work | max | S31
rpt.ct.head.stat | PT30M | 24x7 | max | S32
rpt.ctmr.stat | PT1H | 24x7 | max | S32
rpt.ctmr.outpatient | PT4H | work hours | max | S32
rpt.ctmr.inpatient | PT6H | work hours | max | S32
rpt.complex | PT24H | 24x7 | max | S32
rpt.frozen | PT1H | 24x7 | max | S32
rpt.pathology | P4D | work | max | S32
crit.notify | PT10M | 24x7 | from recognition | D
crit.ack | PT10M | 24x7 | max | D
crit.act | PT30M | 24x7 | max | D
crit.note | PT6H | 24x7 | max | D
crit.escalateStep | PT5M | 24x7 | repeat | D
fu.hf.phone | P3D | 24x7 | max | S38
fu.hf.visit.earliest | P7D | 24x7 | window start | S38
fu.hf.visit.latest | P14D | 24x7 | window end | S38
fu.psych.first | P7D | 24x7 | max, not day 0 | S36
fu.psych.second | P30D | 24x7 | max | S36
fu.stroke.mrs | P90D | 24x7 | window 75–105 d (K) | S40
fu.medrec | P30D | 24x7 | max | S37
fu.chronic.first | P28D | 24x7 | 2–4 weeks | S41
fu.any | P14D | 24x7 | max | D
fu.attempts | 3 | – | count | D
mon.news2.score0 | PT12H | 24x7 | re-measure at least | S1
mon.news2.score1to4 | PT6H | 24x7 | re-measure at least (4–6 h) | S1
mon.news2.single3 | PT1H | 24x7 | re-measure at least | S1
mon.news2.score5to6 | PT1H | 24x7 | re-measure at least | S1
mon.news2.score7 | continuous | 24x7 | – | S1
mon.ack.7 | PT3M | 24x7 | max | D
mon.ack.5 | PT10M | 24x7 | max | D
mon.nodata | PT24H | 24x7 | max | D
mon.communityCrisis | PT2H | 24x7 | max | S42
apt.hold.interactive | PT15M | 24x7 | expiry | D
apt.hold.triage | PT24H | 24x7 | expiry | D
apt.reserved.share | 30 | % | min; half of it expert slots | S29
apt.reserved.lead | P14D | 24x7 | min | S29
apt.reserved.release | P2D | 24x7 | before slot | D
sup.report.exceptional | PT2H | 24x7 | max | S35
sup.report.major | PT12H | 24x7 | max | S35
sup.report.general | P15D | 24x7 | max | S35
sup.explanation | P3D | work | max | D
"""


def _read(row: str) -> Target:
    key, default, calendar, statistic, source = row.split(" | ")
    return Target(key, default, calendar, statistic, source)


CATALOGUE: tuple[Target, ...] = tuple(map(_read, _ROWS.strip().splitlines()))
BY_KEY: dict[str, Target] = {target.key: target for target in CATALOGUE}
BY_NAME: dict[str, Target] = {target.name: target for target in CATALOGUE}
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(target.family for target in CATALOGUE))
