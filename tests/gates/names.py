"""A table of words and names that a conversion must change or leave: `make gate GATES=names`.

Words are OpenCC's own, on a page in Traditional; names are made of surnames and of the letters that
Simplified writing has no use for, on pages in Simplified and in Traditional.
"""

import random
import re
import sys

from pipeline.characters import kept_letters
from pipeline.characters.blanks import SURNAMES
from pipeline.characters.convert import convert_edits
from pipeline.characters.opencc import dictionary, read_dictionary
from pipeline.model.edits import Text

FLOORS = {
    "words, mixed": 0.999,
    "names, mixed": 0.999,
    "words, Traditional": 0.999,
    "words of Hong Kong": 0.999,
    "words of Taiwan": 0.999,
    "words, Simplified stay": 0.999,
    "names, Simplified stay": 0.999,
    "乾 汎 旂 in names, Traditional": 0.999,
}
WORDS, NAMES = 2000, 3000
TRADITIONAL = "這個頭髮，時間經過，說來話長，後來他們還是離開了這裡。\n"
SIMPLIFIED = "这个头发，时间经过，说来话长，后来他们还是离开了这里。\n"
MIXED = TRADITIONAL + SIMPLIFIED
SAID = "這個頭髮說的是{}，時間經過。", "这个头发说的是{}，时间经过。"
# Of these OpenCC's words have another one than Simplified writing; each is a variant of a letter.
BOTH = set("复沈涂后征伙借并于夥拚座")
# Each read against the Table of General Standard Characters: where the words taken have another
# letter, though it lists what stands here as a word's or a surname's own.
DISPUTED = re.compile(
    "乾[斷旦象宅造圖綱闥卦曜]|旋乾|王乾發|李乾龍"  # qián: heaven, a role on stage, a given name
    "|甯|[李錢]鍾|鍾馗|甦|鉅[子萬]|賙"  # 甯, 锺, 甦, 钜 and 赒 are listed, most of them for names
    "|薰|脩|祝釐|瞭[望亂]"  # listed: a herb and its scent, tuition, a blessing, to watch
    "|鯰|薹|噁英|叱吒|待著"  # 鲶 of 鲇, 薹 and 噁 listed; 叱咤; 待着 of 呆着
    "|餘|菸|醣|廕庇|諮|座標|合著"  # 余, 烟, 糖, 荫庇, 咨; 座 stays a seat, co-authors theirs
)
Case = tuple[str, str, str]  # the page before it, what stands there, what should


def converted(page: str, text: str) -> str:
    """A text behind others that tell the script of the page."""
    made = Text(page * 3 + text)
    made.apply("convert", convert_edits(made.now))
    return made.now[len(page) * 3 :]


def words(dice: random.Random, variants: str | None) -> list[Case]:
    """Words in Traditional, as a region writes them, with their Simplified form."""
    table = dictionary(variants) if variants else {}
    # A word whose letters have a choice is not one answer.
    plain = {
        old: new
        for old, news in read_dictionary("STPhrases").items()
        if len(old) <= 4 and len(news) == 1
        for new in news
        if all(letter.encode("gb2312", "ignore") for letter in old)
        if not set(old) & BOTH
    }
    chosen = dice.sample(sorted(plain), WORDS)
    regional = {ord(old): new for old, new in table.items()}
    found = ((TRADITIONAL, plain[old].translate(regional), old) for old in chosen)
    return [case for case in found if not DISPUTED.search(case[1])]


def names(dice: random.Random, letters: str, page: str) -> list[Case]:
    """Names with a letter that stays: as second or third character, before a verb."""
    found = []
    surnames = sorted(set(SURNAMES) & set("王李张刘陈杨周吴徐孙朱高林何郭罗梁宋唐许沈曾彭丁魏薛"))
    if page == TRADITIONAL:
        surnames = sorted("王李周徐朱高林何郭梁宋唐曾彭丁魏薛")  # the same in both
    for _ in range(NAMES // 2):
        letter, given = dice.choice(letters), dice.choice("文明海林志永森公清安")
        name = dice.choice(surnames) + dice.choice((letter + given, given + letter, letter))
        found.append((page, f"{name}，", f"{name}，"))
    return found


def cases() -> dict[str, list[Case]]:
    """Every row of the table."""
    dice = random.Random(17)
    lone = "".join(
        letter
        for letter in sorted(kept_letters.variants() | set("濛闇億崑暘霑錤鋹喆燊"))
        if len(letter) == 1 and letter.encode("gbk", "ignore")
    )
    found = {
        "words, Traditional": words(dice, None),
        "words of Hong Kong": words(dice, "HKVariants"),
        "words of Taiwan": words(dice, "TWVariants"),
        "words, Simplified stay": [(SIMPLIFIED, want, want) for _, _, want in words(dice, None)],
        "names, Simplified stay": names(dice, lone, SIMPLIFIED),
        "乾 汎 旂 in names, Traditional": names(dice, "乾汎旂", TRADITIONAL),
    }
    mixed = [(MIXED, SAID[0].format(old), SAID[1].format(new)) for _, old, new in words(dice, None)]
    named = [(MIXED, *[SAID[1].format(name)] * 2) for _, name, _ in names(dice, lone, SIMPLIFIED)]
    return {**found, "words, mixed": mixed, "names, mixed": named}


def main(arguments: list[str]) -> int:
    """Prints the table; 1 when a floor is missed. `-v` names the misses."""
    low = False
    for row, todo in cases().items():
        wrong = [
            (text, got, want) for page, text, want in todo if (got := converted(page, text)) != want
        ]
        share = 1 - len(wrong) / len(todo)
        low |= share < FLOORS[row]
        sys.stdout.write(f"{row:34}{len(todo):6}{FLOORS[row]:8.3f}{share:8.4f}\n")
        if "-v" in arguments:
            for text, got, want in wrong[:15]:
                sys.stdout.write(f"    {text} -> {got}, not {want}\n")
    return int(low)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
