"""Invented names of people, in Chinese and in letters."""

import random
from dataclasses import dataclass

_FAMILY = (
    "王 Wang,李 Li,张 Zhang,刘 Liu,陈 Chen,杨 Yang,赵 Zhao,黄 Huang,周 Zhou,吴 Wu,徐 Xu,孙 Sun,马 Ma,朱 Zhu,"
    "胡 Hu,郭 Guo,何 He,林 Lin,高 Gao,罗 Luo,郑 Zheng,梁 Liang,谢 Xie,宋 Song,唐 Tang,许 Xu,韩 Han,冯 Feng,"
    "邓 Deng,曹 Cao,彭 Peng,曾 Zeng,萧 Xiao,田 Tian,董 Dong,袁 Yuan,潘 Pan,蒋 Jiang,蔡 Cai,余 Yu"
)
_WOMEN = (
    "芳 Fang,娜 Na,敏 Min,静 Jing,丽 Li,艳 Yan,秀英 Xiuying,桂兰 Guilan,玉梅 Yumei,婷婷 Tingting,雪 Xue,"
    "慧 Hui,春花 Chunhua,欣怡 Xinyi,梦瑶 Mengyao,晓燕 Xiaoyan,月华 Yuehua,淑珍 Shuzhen,佳 Jia,红霞 Hongxia"
)
_MEN = (
    "伟 Wei,强 Qiang,磊 Lei,军 Jun,勇 Yong,杰 Jie,涛 Tao,超 Chao,建国 Jianguo,志强 Zhiqiang,文斌 Wenbin,"
    "国华 Guohua,海波 Haibo,明 Ming,德福 Defu,俊 Jun,浩然 Haoran,子轩 Zixuan,立新 Lixin,永康 Yongkang"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in both writings, and whether it is a woman's."""

    chinese: str
    english: str
    woman: bool


def _pairs(text: str) -> list[tuple[str, str]]:
    """Split the lists above."""
    return [(one.split(" ")[0], one.split(" ")[1]) for one in text.split(",")]


def person_names(seed: int) -> list[Naming]:
    """Give all different names in an order that follows from the seed."""
    every = [
        Naming(family + given, f"{letters} {given_letters}", woman)
        for family, letters in _pairs(_FAMILY)
        for woman, given_names in ((True, _WOMEN), (False, _MEN))
        for given, given_letters in _pairs(given_names)
    ]
    random.Random(seed).shuffle(every)  # noqa: S311 - invented names
    return every
