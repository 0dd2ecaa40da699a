"""The words that invented chronologies are made of. Countries are real, everything that happens is not."""

from __future__ import annotations

COUNTRIES: dict[str, tuple[str, str, tuple[str, ...], float]] = {
    "KR": ("South Korea", "한국", ("Seoul", "Busan", "Jeju"), 15.5),
    "US": ("United States", "", ("Washington", "New York", "Honolulu"), 18.0),
    "CN": ("China", "中国", ("Beijing", "Shanghai"), 13.0),
    "RU": ("Russia", "Россия", ("Moscow", "Vladivostok"), 9.0),
    "KP": ("North Korea", "조선", ("Pyongyang",), 7.0),
    "JP": ("Japan", "日本", ("Tokyo", "Osaka"), 0.0),
    "VN": ("Vietnam", "Việt Nam", ("Hanoi",), 3.0),
    "ID": ("Indonesia", "", ("Jakarta", "Bali"), 3.0),
    "SG": ("Singapore", "", ("Singapore",), 2.5),
    "MY": ("Malaysia", "", ("Kuala Lumpur",), 2.0),
    "TH": ("Thailand", "ไทย", ("Bangkok",), 2.0),
    "PH": ("Philippines", "", ("Manila",), 1.5),
    "MN": ("Mongolia", "Монгол", ("Ulaanbaatar",), 1.5),
    "LA": ("Laos", "", ("Vientiane",), 1.0),
    "KH": ("Cambodia", "", ("Phnom Penh",), 1.0),
    "IN": ("India", "भारत", ("New Delhi",), 2.0),
    "AU": ("Australia", "", ("Canberra", "Sydney"), 2.0),
    "NZ": ("New Zealand", "", ("Wellington",), 1.0),
    "CA": ("Canada", "", ("Ottawa", "Vancouver"), 1.5),
    "MX": ("Mexico", "México", ("Mexico City",), 0.5),
    "BR": ("Brazil", "Brasil", ("Brasília",), 0.5),
    "GB": ("United Kingdom", "", ("London",), 2.5),
    "FR": ("France", "", ("Paris",), 2.0),
    "DE": ("Germany", "Deutschland", ("Berlin", "Munich"), 2.0),
    "IT": ("Italy", "Italia", ("Rome",), 1.0),
    "ES": ("Spain", "España", ("Madrid",), 0.5),
    "SE": ("Sweden", "Sverige", ("Stockholm",), 1.0),
    "NO": ("Norway", "Norge", ("Oslo",), 0.7),
    "FI": ("Finland", "Suomi", ("Helsinki",), 0.7),
    "CH": ("Switzerland", "Schweiz", ("Geneva", "Bern"), 1.0),
    "AT": ("Austria", "Österreich", ("Vienna",), 0.8),
    "PL": ("Poland", "Polska", ("Warsaw",), 0.5),
    "TR": ("Türkiye", "", ("Ankara",), 0.8),
    "IR": ("Iran", "ایران", ("Tehran",), 0.7),
    "SY": ("Syria", "", ("Damascus",), 0.3),
    "EG": ("Egypt", "مصر", ("Cairo",), 0.4),
    "ZA": ("South Africa", "", ("Pretoria",), 0.4),
    "CU": ("Cuba", "", ("Havana",), 0.4),
}
"""Code → English name, own name, cities, and how heavily it weighs when sides are drawn."""

LANGUAGES = {
    "KR": "ko-Hang", "KP": "ko-Hang", "CN": "zh-Hans", "JP": "ja", "RU": "ru", "VN": "vi", "TH": "th", "IN": "hi",
}  # fmt: skip
"""The language of a country's own name where it is not written down as English."""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in text.split())
    return tuple((latin, own) for latin, _, own in pairs)


FAMILIES = {
    "KR": _pairs("Kim=김 Lee=이 Park=박 Choi=최 Noh=노 Han=한 Yoon=윤 Cho=조"),
    "CN": _pairs("Wang=王 Li=李 Zhang=张 Liu=刘 Chen=陈 Wu=武 Xing=邢 Zhao=赵"),
    "JP": _pairs("Sato=佐藤 Suzuki=鈴木 Tanaka=田中 Kishi=岸 Mori=森 Ueda=上田"),
    "": _pairs(
        "Adler Brandt Castel Dumont Ekström Farrow Günther Halvorsen Ivanov Jansen Keller Lindqvist Moreau Novák"
        " O'Brien Petrov Quiroga Rossi Sørensen Tran"
    ),
}
SYLLABLES = {
    "KR": _pairs("min=민 ji=지 hyun=현 seo=서 jun=준 young=영 sun=선 ho=호 kyu=규 duk=덕 hye=혜 won=원 tae=태"),
    "CN": _pairs("wei=伟 fang=芳 ming=明 hua=华 jun=军 hong=红 ping=平 yi=毅 xiao=晓 da=大 jie=杰 lin=林 hai=海"),
    "JP": _pairs("taka=隆 yuki=幸 hiro=浩 nori=則 masa=正 tomo=友 kazu=和 yasu=康"),
    "": _pairs("an bel cor dan el fer gil han is jo kat lu mar nil os per ri sam tor ul vic wen yan zo"),
}
"""Parts of names with the same part in the country's own script; `""`: every other country."""

POSTS = (
    ("leaders", "President", ""),
    ("ministers", "Foreign Minister", "Ministry of Foreign Affairs"),
    ("vice-ministers", "Vice Foreign Minister", "Ministry of Foreign Affairs"),
    ("security-advisers", "National Security Adviser", "Office of the President"),
    ("envoys", "Special Representative for Korean Peninsula Affairs", "Ministry of Foreign Affairs"),
    ("deputies", "Deputy Director-General for Nuclear Affairs", "Ministry of Foreign Affairs"),
    ("working-level", "Director, Nuclear Affairs Division", "Ministry of Foreign Affairs"),
)
"""Level, title, organization; the envoys are drawn most often."""
LEVEL_WEIGHTS = (4, 14, 12, 6, 40, 14, 10)

AREAS = ("nuclear", "missile", "sanctions", "rights", "aid", "trade", "maritime", "cyber", "alliance", "dialogue")
ASPECTS = ("monitoring", "violations", "talks", "resolutions", "cooperation")
"""Ten broad topics, each with five narrower ones."""

PUBLISHERS = tuple(
    f"The {place} {kind}"
    for place in ("Harbour", "Northern", "Capital", "River", "Strait", "Peninsula", "Meridian", "Lantern")
    for kind in ("Herald", "Times", "Courier", "Gazette", "Wire")
)
VENUES = ("foreign ministry", "Hotel Meridian", "presidential office", "conference centre", "embassy")
FORUMS = ("Regional Security Forum", "Northeast Asia Dialogue", "Peninsula Conference", "Ocean Summit", "Policy Week")
SUMMARIES = (
    "The {sides} agreed to keep working together on {topic} and to meet again within the year.",
    "They discussed {topic} and the next steps after the latest launch.",
    "Talks on {topic} ended without a joint statement; both sides called them useful.",
    "The {sides} reaffirmed their common position on {topic} and condemned recent provocations.",
    "A working dinner followed the talks, in which {topic} and humanitarian questions were raised.",
    "They exchanged views on {topic}, the denuclearization of the Peninsula and the role of neighbouring countries.",
)
