"""Texts that state no author and no site are given none."""

import pytest

from pipeline import clean_text

BODY = "第一条 为了管好村里的井，保护大家用水的权利，根据村里的习惯，制定本办法。"


@pytest.mark.parametrize("verb", ["施行", "公布", "通过", "批准", "修订"])
def test_the_day_of_a_law_names_nobody_and_stays(verb):
    text = f"槐江村井水管理办法\n2012年9月1日 {verb}\n{BODY}"
    done = clean_text(text)
    assert (done.author, done.sitename) == (None, None)
    assert done.text.endswith(f"2012年9月1日 {verb}\n{BODY}")


def test_items_of_a_list_are_no_credits():
    text = f"> * 译者：[某甲](https://a.example)\n> * 校对者：[@某乙](https://b.example)\n\n{BODY}"
    done = clean_text(text)
    assert (done.author, done.sitename) == (None, None)
    assert "译者：[某甲](https://a.example)" in done.text
