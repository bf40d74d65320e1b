"""Honest texts keep every letter: alone, and what looks like boilerplate in them."""

import pytest

from pipeline.boilerplate.cut.strip import strip_edits
from tests.gates.honest import Page, alone, made_up, of_one_site, together

PAGES = made_up()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_an_honest_text_comes_out_whole(page: Page) -> None:
    assert list(alone([page])) == []


def test_honest_texts_of_one_site_teach_nothing_about_each_other() -> None:
    assert list(together(of_one_site(PAGES))) == []


BODY = [
    "清晨六点,天还没有亮,他已经走在去学校的山路上,手里提着一盏灯。",
    "这条路他走了三十年,路边的树也跟着老了,他却说不出哪一棵是哪一年种下的。",
    "到了校门口,他把灯挂在门边的钉子上,然后坐下来等第一个孩子。",
]
# Sentences with the words of notices that report, quote or discuss them, or speak of other things.
SENTENCES = """
外交部发表声明，谴责这一行径，并要求有关方面立即停火。
两国发表联合声明，双方同意就版权问题举行谈判，内容将于下月公布。
公司昨日发布声明，称网上流传的图片来源不明，与本公司无关。
他在声明中写道：“未经授权，任何人不得转载我的文章。”
法院认为，未经作者许可转载文章，应当承担侵权责任。
根据著作权法，转载他人作品应当注明出处并支付报酬。
编辑部收到读者来信，反映本刊第三期的插图版权归属有误。
责任编辑王小明说，这篇稿子他改了七遍。
他关注公众号“北岸周刊”已有五年，每期都看。
老人学会了扫码关注，却不知道怎么取消。
商场门口贴着二维码，扫码关注就送一个气球。
警方提醒：扫描陌生二维码可能导致财产损失，请市民谨慎。
记者发现，不少公众号要求读者转发朋友圈才能领取资料。
版权所有人可以要求平台删除侵权内容。
本站是这条线路的终点，请乘客带好随身物品。
声明：我公司从未授权任何人以公司名义收取费用，请勿上当。
特别声明：原定于五月一日举行的运动会因雨延期，请各班互相转告。
免责声明不是万能的，法院已有多起判例。
本报讯 昨日，市版权局公布了十起侵权盗版案件，涉及网络转载的有六起。
转载须注明出处，这是老编辑教给他的第一条规矩。
如有侵权，请联系我们删除，这句话已经成了许多网站的挡箭牌。
以上内容由老师根据学生的回忆整理，未必准确。
欢迎关注家乡的变化，欢迎回来看看。
关注留守儿童，从一封信开始。
请扫描下面的二维码，填写报名表，截止日期为三月十日。
投稿的人多，用稿的人少，他等了整整一年。
来源：他自己说，是从山里来的。
他把文章转给了三个朋友，朋友又转给了更多的人。
点赞的人很多，留言的只有一个。
据说，版权页上印着“翻印必究”四个字。
本文作者当年就坐在这张桌子前，写下了第一行字。
本文研究的是渡口的历史，数据来自县档案馆。
最后，感谢所有帮助过我的人，感谢阅读这封信的你。
未经许可不得入内的牌子还挂在那里，房子已经没有了。
"""


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("sentence", SENTENCES.split())
def test_a_sentence_with_the_words_of_a_notice_is_no_notice(sentence: str, place: int) -> None:
    text = "\n".join([*BODY[:place], sentence, *BODY[place:]])
    assert list(strip_edits(text)) == []


@pytest.mark.parametrize(
    "line", ["(广告)", "展开全文", "点击查看大图", "暂无评论", "图源:北岸周刊", "延伸阅读 | 渡口"]
)
def test_words_alone_cut_nothing_within_a_text_that_shows_no_boilerplate(line: str) -> None:
    assert list(strip_edits("\n".join([BODY[0], line, *BODY[1:]]))) == []


def test_a_line_that_an_author_set_apart_stays() -> None:
    text = "\n".join([*BODY, "1. 责任编辑:某某", "2. 扫码关注", "3. 上一篇:春季养生", "4. 收藏"])
    assert list(strip_edits(text)) == []
