"""Machine-made pinyin comes out, with the characters it broke; what people glossed stays."""

import json
import random
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from pipeline.characters import convert, glosses, repair
from pipeline.characters.gloss_bytes import Inversion
from pipeline.model.edits import Text, undo
from tests.made.gloss_simulator import damaged, spun, table_of
from tests.made.limits import at_most
from tests.made.unseen.prose import Writer

TABLE = {"達": "dá", "驅": "qū", "關": "guān", "現": "xiàn", "規": "guī", "學": "xué", "數": "shù"}

PAGE = """\
科學家說，數據很多，團隊也很多。現在發現的規則，學校裡沒有人學過。
「這是數學的規律。」他說，「開發團隊還沒有達到標準，關係也不大。」現場沒有人說話。
。《基本規則》寫得很清楚：或將達到三億。可是誰也沒有說過，宏PLC是什麼？
團隊的經驗說明，學習應該從實際問題開始，數據和經驗都重要。開會的時候，大家討論現實。
"""


def restored(page: str) -> str:
    text = Text(page)
    text.apply("glosses", glosses.gloss_edits(page))
    assert undo(text.now, text.rows) == page
    return text.now


# ---- the simulator, against what was seen ------------------------------------------------------


@pytest.mark.parametrize(
    ("honest", "seen"),
    [
        ("科學家", "科學(xué)家"),
        ("或將達", "或?qū)⑦_(dá)"),
        ("宏PLC", "宏P(guān)LC"),
        ("。現", "?，F(xiàn)"),
        ("。《基本規則", "?！痘\ue2a2疽?guī)則"),
    ],
)
def test_the_simulator_does_what_was_seen(honest: str, seen: str):
    assert damaged(honest, TABLE) == seen


@pytest.mark.parametrize("honest", ["科學家", "或將達", "宏PLC", "。現在", "。《基本規則"])
def test_what_was_seen_is_inverted(honest: str):
    line = damaged(honest, TABLE)
    text = Text(line)
    text.apply("glosses", (_edit(*span) for span in Inversion("", TABLE).of_line(line)))
    assert text.now == honest


def _edit(start: int, end: int, new: str) -> glosses.Edit:
    return glosses.Edit(start, end, new, "gloss")


# ---- whole pages -------------------------------------------------------------------------------


def test_a_damaged_page_comes_back():
    page = damaged(PAGE, table_of(PAGE))
    assert page.count("(") > 40
    assert "?" in page
    assert restored(page) == PAGE


def test_a_page_without_cuts_comes_back():
    assert restored(damaged(PAGE, table_of(PAGE), cut=False)) == PAGE


@pytest.mark.parametrize("euro", ["€", "\x80"])
def test_the_byte_80_counts_whichever_way_it_was_decoded(euro: str):
    honest = "學者說。“一個人，數據很多，學者也有數據。"
    page = damaged(honest, {**TABLE, "個": "gè"})
    assert "€" in page
    assert restored(page.replace("€", euro)) == honest


def test_each_gloss_is_an_edit_of_its_own():
    page = damaged("科學家說，科學家愛數據。數學家也愛數據。", TABLE)
    assert {(e.new, e.rule, page[e.start : e.end]) for e in glosses.gloss_edits(page)} == {
        ("", "gloss", "(xué)"),
        ("", "gloss", "(shù)"),
    }


def test_a_repaired_page_stays():
    assert restored(PAGE) == PAGE


@pytest.mark.parametrize(
    ("honest", "restored_to"),
    [
        # A first byte before a cut, told by the character behind it or before it.
        ("這是社會危害性的問題", "這是社會危害性的問題"),
        ("學校、工廠和農村", "學校、工廠和農村"),
        # A quotation that ends with the line.
        ("他說：“我走過這條路。”", "他說：“我走過這條路。”"),
        # The first bytes of two characters that make none together.
        ("跟半導體公司學數學", "跟半導體公司學數學"),
        # A digit was swallowed, so that nobody can say which: the text around it comes back.
        ("“我走過這條路。”427名學生", "“我走過這條路。”?27名學生"),
        # Nothing tells 停 from the other characters that end so.
        ("雨一直沒有停。大家都說好", "雨一直沒有?。大家都說好"),
    ],
)
def test_what_a_cut_took_is_put_back_where_one_character_is_by_far_the_likeliest(
    honest: str, restored_to: str
):
    table = table_of(PAGE)
    page = damaged(f"{PAGE}{honest}", table)
    assert restored(page) == f"{PAGE}{restored_to}"


def test_a_real_question_stays_in_a_glossed_page():
    honest = "科學家說什麼?數據在哪裡?學校呢?科學家不說。數據也沒有。"
    assert restored(damaged(honest, TABLE)) == honest


@pytest.mark.parametrize(
    "spun",
    [
        "這是關(guan) 於(yu) 我們(men) 公司的消息，關(guan) 於(yu) 產品沒有消息。",
        "我们的(de)生活是(shi)很好的(de)，他们在(zai)家里看书，没有人(ren)说话，也不(bu)出门。",
        "我们的(😀de)生活是(😀shi)很好的(de😀)，他们在(zai)家里看书，没有人(ren)说话，也不出门。",
        "我们的（de）生活是（shi）很好的（de），他们在（zai）家里看书，没有人（ren）说话，不出门。",
    ],
)
def test_the_toneless_glosses_of_spinning_tools_go(spun: str):
    got = restored(spun)
    assert "de" not in got and "guan" not in got and "(" not in got and "（" not in got
    assert "關於我們" in got or "我们的生活是很好的" in got


@pytest.mark.parametrize("emoji", ["", "🌟"])
@pytest.mark.parametrize(("toned", "blank"), [(False, False), (False, True), (True, False)])
def test_a_spun_page_comes_back(toned: bool, blank: bool, emoji: str):
    writer = Writer(f"spun {toned} {blank} {emoji}")
    honest = "\n".join(writer.body(8, 12))
    page = spun(honest, random.Random(3), toned=toned, blank=blank, wide=False, emoji=emoji)
    assert page.count("(") > 60
    assert restored(page) == honest


def test_the_blank_behind_a_spun_gloss_goes_before_latin_too():
    spun = "我们的(de) 生活是(shi) 很好的(de) AI生活，他们在(zai) 家里看书，没有人(ren) 3天不说话。"
    assert restored(spun) == "我们的生活是很好的AI生活，他们在家里看书，没有人3天不说话。"


# ---- what people write -------------------------------------------------------------------------

HONEST = sorted((Path(__file__).parents[1] / "cases" / "glosses").glob("*.txt"))


@pytest.mark.parametrize("path", HONEST, ids=lambda path: path.stem)
def test_what_people_write_stays(path: Path):
    assert list(glosses.gloss_edits(path.read_text(encoding="utf-8"))) == []


@pytest.mark.check
def test_readings_are_loaded_only_for_a_page_with_glosses():
    code = (
        "import sys; from pipeline.stages import repair\n"
        "page = '公司（以下称甲方）说(2019年)，人工智能(ai)很好'\n"
        "for step in repair.PASSES: list(step.edits(page))\n"
        "sys.exit('pypinyin' in sys.modules or 'opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.check
@pytest.mark.parametrize("piece", ["學(xué)", "?，", "?xué)", "?！痘", "(", "數據?，"])
def test_time_grows_with_the_length_of_a_hostile_page(piece: str):
    page = damaged(PAGE, table_of(PAGE)) + piece * 2_000
    with at_most(5):
        restored(page)


def test_the_sample_comes_back(shared: Path):
    """All of its glosses, the one astride two characters included, and nothing else."""
    found = sorted((shared / "seeds" / "raw").glob("002*.txt"))
    page = found[0].read_text(encoding="utf-8")
    edits = list(glosses.gloss_edits(page))
    assert sum(edit.rule == "gloss" for edit in edits) >= 258
    assert not re.search("[\u3400-\u9fff]\\([a-z\u0101-\u01dc]{1,6}\\)", restored(page))
    # Every change but those at the one straddled place takes a bracket out.
    assert sum(edit.new != "" for edit in edits) <= 2


def test_every_paragraph_of_the_sample_is_what_its_editors_wrote(shared: Path):
    found = sorted((shared / "seeds" / "raw").glob("002*.txt"))
    gold_file = shared / "seeds" / "gold.json"
    if not found or not gold_file.exists():
        pytest.skip(f"no sample in {shared}")
    text = Text(found[0].read_text(encoding="utf-8"))
    repair.repair(text)
    text.apply("convert", convert.convert_edits(text.now))
    have = {_folded(line) for line in text.now.split("\n")}
    body = json.loads(gold_file.read_text(encoding="utf-8"))[found[0].name]["body"]
    spellings = [[item] if isinstance(item, str) else item for item in body]
    lost = [forms[0] for forms in spellings if not have & set(map(_folded, forms))]
    assert len(spellings) == 48
    assert lost == []


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
