"""What the patients of the demonstration suffer from: short, plausible, and nobody's real history."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Illness:
    """A clinical summary as a township doctor writes it, and what the specialist answers."""

    specialty: str
    reason: str
    code: str
    name: str
    complaint: str
    history: str
    question: str
    answer: str
    meds: str = "无 none"
    vitals: dict[str, Any] = field(
        default_factory=lambda: {
            "rr": 18,
            "spo2": 97,
            "sbp": 138,
            "dbp": 84,
            "hr": 78,
            "temp": 36.7,
        }
    )


HYPERTENSION = Illness(
    specialty="cardiology",
    reason="hypertension",
    code="I10.x00",
    name="高血压 hypertension",
    complaint="血压控制不佳 2 月 uncontrolled blood pressure for 2 months",
    history="两次随访血压均高于 160/100。Twice above 160/100 at visits.",
    question="是否需要调整联合用药？Is another combination needed?",
    answer="改为氨氯地平联合缬沙坦。Changed to amlodipine with valsartan.",
    meds="氨氯地平 5mg qd amlodipine",
    vitals={"rr": 18, "spo2": 97, "sbp": 164, "dbp": 98, "hr": 82, "temp": 36.6},
)
CHEST_PAIN = Illness(
    specialty="cardiology",
    reason="suspected_acs",
    code="I20.900",
    name="心绞痛 angina pectoris",
    complaint="活动后胸痛 3 天 chest pain on exertion for 3 days",
    history="心电图 ST 段压低，休息可缓解。ST depression, relieved by rest.",
    question="是否需要冠脉造影？Is angiography needed?",
    answer="造影示单支病变，已置入支架。One-vessel disease, stent placed.",
    meds="阿司匹林 100mg aspirin",
)
DIABETES = Illness(
    specialty="endocrinology",
    reason="diabetes",
    code="E11.900",
    name="2 型糖尿病 type 2 diabetes",
    complaint="血糖控制不达标 glucose targets missed",
    history="糖化血红蛋白 9.4%，已用两种口服药。HbA1c 9.4 % on two oral drugs.",
    question="是否起始胰岛素？Start insulin?",
    answer="起始基础胰岛素，已教育。Basal insulin started and taught.",
    meds="二甲双胍 0.5g tid metformin",
)
HEADACHE = Illness(
    specialty="neurology",
    reason="undiagnosed_complex",
    code="R51.x00",
    name="头痛待查 headache",
    complaint="反复头痛伴手麻 headaches with numb hand",
    history="一月内三次，神经系统查体无明显异常。Three times in a month, examination normal.",
    question="请完善头颅 MRI。Please do a cranial MRI.",
    answer="MRI 未见异常，考虑偏头痛。MRI normal, migraine likely.",
)
LUNG_NODULE = Illness(
    specialty="oncology",
    reason="suspected_cancer",
    code="R91.x00",
    name="肺结节 lung nodule",
    complaint="体检发现右肺结节 nodule found at a check",
    history="CT 示 18mm 混合磨玻璃结节。CT: mixed ground-glass nodule of 18 mm.",
    question="是否需要手术？Is surgery needed?",
    answer="建议胸腔镜切除，已预约。Thoracoscopic resection advised and booked.",
)
COPD = Illness(
    specialty="respiratory",
    reason="beyond_scope",
    code="J44.900",
    name="慢阻肺 COPD",
    complaint="气促加重 1 周 worse breathless for a week",
    history="慢阻肺 10 年，本次痰量增多。COPD for 10 years, more sputum now.",
    question="请评估是否住院。Please assess for admission.",
    answer="住院 6 天好转。Better after 6 days in hospital.",
    vitals={"rr": 22, "spo2": 94, "sbp": 132, "dbp": 80, "hr": 92, "temp": 37.2},
)
HERNIA = Illness(
    specialty="general_surgery",
    reason="missing_equipment",
    code="K40.900",
    name="腹股沟疝 inguinal hernia",
    complaint="右腹股沟可复性包块 reducible lump in the right groin",
    history="半年，逐渐增大。Half a year, growing.",
    question="请日间手术修补。Day-surgery repair, please.",
    answer="已行无张力修补。Tension-free repair done.",
)
KIDNEY = Illness(
    specialty="nephrology",
    reason="undiagnosed_complex",
    code="N18.900",
    name="慢性肾脏病 chronic kidney disease",
    complaint="肌酐升高 raised creatinine",
    history="肌酐 210 μmol/L，尿蛋白 2+。Creatinine 210, protein 2+.",
    question="病因与分期？Cause and stage?",
    answer="考虑高血压肾损害，CKD 3b 期。Hypertensive damage, stage 3b.",
)
KNEE = Illness(
    specialty="orthopaedics",
    reason="beyond_scope",
    code="M17.900",
    name="膝骨关节炎 osteoarthritis of the knee",
    complaint="双膝疼痛 5 年 both knees painful for 5 years",
    history="保守治疗无效。Conservative treatment failed.",
    question="是否适合置换？Suitable for replacement?",
    answer="已行左膝置换。Left knee replaced.",
)
STOMACH = Illness(
    specialty="gastroenterology",
    reason="missing_equipment",
    code="K92.900",
    name="消化不良 dyspepsia",
    complaint="上腹痛、体重下降 epigastric pain, weight loss",
    history="两月内体重下降 4kg。4 kg lost in two months.",
    question="请做胃镜。Gastroscopy, please.",
    answer="胃镜示慢性胃炎。Chronic gastritis.",
)
PREGNANCY = Illness(
    specialty="obstetrics",
    reason="beyond_scope",
    code="O99.800",
    name="妊娠合并贫血 anaemia in pregnancy",
    complaint="孕 30 周乏力 tired at 30 weeks",
    history="血红蛋白 88 g/L。Haemoglobin 88 g/L.",
    question="是否需要静脉补铁？Intravenous iron?",
    answer="口服补铁即可。Oral iron is enough.",
)
CHILD = Illness(
    specialty="paediatrics",
    reason="undiagnosed_complex",
    code="R62.800",
    name="生长迟缓 slow growth",
    complaint="身高低于第 3 百分位 height below the 3rd centile",
    history="近一年增长 3cm。3 cm in the last year.",
    question="请评估生长激素。Please assess growth hormone.",
    answer="骨龄正常，随访。Bone age normal, follow up.",
)
