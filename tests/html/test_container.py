"""What stands in the article's container is article; what stands beside it is not."""

# ruff: noqa: E501 - markup stays on the lines on which those systems write it

import json

import pytest

from pipeline.html.extract import choose_lines
from pipeline.model.article import Refused
from tests.html.test_extract import SENTENCE, cleaned

PROSE = "".join(f"<p>{SENTENCE}第{i}回。</p>" for i in range(4))
LINES = [f"{SENTENCE}第{i}回。" for i in range(4)]
MENU = "<div class=menu><a href=/>首页</a> <a href=/a>要闻</a> <a href=/b>副刊</a></div>"
ASIDE = (
    "<div class=side><h3>大家在看</h3><ul>"
    + "".join(f"<li><a href=/{i}>渡口停运第{i}天，谁来摆渡</a></li>" for i in range(6))
    + "</ul></div><div class=foot>Copyright © 2019 北岸传媒有限公司 版权所有</div>"
)


def text(body, title="山里来了新校长"):
    html = (
        f"<title>{title} - 北岸网</title>{MENU}<h1>{title}</h1><div class=cont>{body}</div>{ASIDE}"
    )
    return cleaned(html)[0].split("\n")


ENDS = {
    "a quotation": "<p>“船不等人。”</p>",
    "a signature": "<p>木桥镇人民政府</p><p>2019年3月8日</p>",
    "a day in Chinese figures": "<p>木桥镇人民政府</p><p>二〇一九年三月八日</p>",
    "how to reach someone": "<p>联系人：何有田，电话：0000-6212345。</p><p>附件：渡口时刻表</p>",
    "a bracket": "<p>（根据录音整理）</p>",
    "a chat": "<p>大刘：到了吗？</p><p>阿may：收到。</p><p>大刘：你别老收到收到的</p>",
    "a table": "<table><tr><th>渡口</th><th>首班</th></tr><tr><td>木桥</td><td>6:00</td></tr>"
    "<tr><td>石阶</td><td>6:20</td></tr></table>",
    "a list": "<ul><li>竹篙一根</li><li>马灯一盏</li><li>草绳三道</li></ul>",
    "definitions": "<dl><dt>竹篙</dt><dd>撑船用，长一丈二。</dd><dt>马灯</dt><dd>夜里挂在船头。</dd></dl>",
    "rows alike": "<div class=row>木桥：周一休</div><div class=row>石阶：每天开</div>",
    "the end": "<p>（完）</p>",
}


def shown(block):
    return [line.text for line in _lines(block)]


def _lines(block):
    from pipeline.html.linearise import linearise
    from pipeline.html.parse import parse_page

    return linearise(parse_page(block)[0])


@pytest.mark.parametrize("end", ENDS)
def test_the_last_lines_of_a_container_are_article(end):
    assert text(PROSE + ENDS[end]) == LINES + shown(ENDS[end])


@pytest.mark.parametrize("middle", ENDS)
def test_short_blocks_between_paragraphs_are_article(middle):
    assert text(PROSE + ENDS[middle] + PROSE) == LINES + shown(ENDS[middle]) + LINES


STARTS = {
    "a short lead": "<p>渡口停了，路还在。</p>",
    "a quoted line": "<p>“船不等人。”</p><p>——何有田</p>",
    "a report's office": "<p>新华社木桥3月8日电</p>",
}


@pytest.mark.parametrize("start", STARTS)
def test_the_first_short_lines_of_a_container_are_article(start):
    assert text(STARTS[start] + PROSE)[-len(LINES) - 1 :] == [*shown(STARTS[start])[-1:], *LINES]


CARDS = {
    "a card of an editor": "<section><section><section><p>渡口旧事第二十六讲</p></section></section></section>",
    "a heading by its look": "<section><section><strong>撑船人的规矩</strong></section></section>",
    "two cards": "<div><div><span>渡口旧事</span></div></div><div><div><span>第一讲</span></div></div>",
    "a card of a class": "<div class=c9><div class=c8><p>渡口的规矩</p></div></div>",
    "a quotation": "<blockquote><section><p>撑船人的规矩</p></section></blockquote>",
}
LEAD = ["一起来认识渡口！", "今天讲的是撑船的规矩"]


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("each", ["<section><p>{}</p></section>", "<div><span>{}</span></div>"])
def test_lines_above_a_card_that_stand_as_the_paragraphs_do_are_article(each, card):
    lead, body = ("".join(each.format(line) for line in lines) for lines in (LEAD, LINES))
    inner = shown(f"<div>{CARDS[card]}</div>")
    assert text(f"{lead}<div>{CARDS[card]}</div>{body}")[-len(LINES + inner + LEAD) :] == [
        *LEAD,
        *inner,
        *LINES,
    ]


BESIDE = {
    "other articles": "<h3>相关阅读</h3><ul><li><a href=/1>渡口停运第一天</a></li></ul>",
    "buttons": "<div class=share>分享到：<a href=#>微博</a></div>",
    "an editor": "<p class=editor>责任编辑：何有田</p>",
    "who wrote it": "<p>（何有田 编辑）</p>",
    "comments": "<h3>网友评论</h3><div class=comments><div class=li>山风</div><p>写得真好</p></div>",
    "pages": "<div class=pages>上一页 1 2 下一页</div>",
    "an app": "<p>想看更多，<a href=/app>请下载北岸客户端</a>，关注我们的微信公众号</p>",
    "a back link": "<p>Trackback: http://a.example/trackback/7</p>",
    "a poll": "<form><p>你坐过渡船吗？</p><label><input type=radio>坐过</label></form>",
}


@pytest.mark.parametrize("block", BESIDE)
def test_what_is_proven_to_be_other_ends_the_article(block):
    assert text(PROSE + BESIDE[block]) == LINES


SHORT = {
    "prices": "<table><tr><td>剪发（男）</td><td>15元</td></tr><tr><td>洗剪吹</td><td>30元</td></tr></table>"
    "<p>六十五岁以上，周三免费。</p>",
    "names": "<div class=txt>经评审，以下家庭入选：</div><div class=row>1. 何有田家庭</div>"
    "<div class=row>2. 周小满家庭</div><div class=txt>特此公布。</div>",
    "times": "<ul><li>6:00 木桥</li><li>6:20 石阶</li><li>6:40 镇上</li></ul>",
    "verse": "<p>鹅，鹅，鹅，</p><p>曲项向天歌。</p><p>白毛浮绿水，</p><p>红掌拨清波。</p>",
}


@pytest.mark.parametrize("kind", SHORT)
def test_an_article_may_be_a_short_list(kind):
    assert text(SHORT[kind], "木桥渡口告示") == shown(SHORT[kind])


def test_a_list_of_changes_keeps_its_versions():
    log = "".join(
        f"<h2>v2.{i}.0（2023-0{i}-11）</h2><ul><li>修复：第{i}个毛病</li><li>新增：按标签统计</li></ul>"
        for i in range(3, 0, -1)
    )
    assert text(f"<div class=log>{log}</div>", "更新日志") == shown(log)


def test_the_article_a_script_keeps_quoted_is_found():
    from urllib.parse import quote

    body = "".join(f"<p>{line}</p>" for line in LINES * 2)
    data = quote('{"data": {"content": "' + body + '"}}')
    html = (
        "<title>山里来了新校长</title><h1>山里来了新校长</h1><div class=main>正在加载全文内容</div>"
        f"<div><h3>热榜</h3><ul><li><a href=/>渡口停运以后</a></li></ul></div>"
        f'<script id="RENDER_DATA" type="application/json">{data}</script>'
    )
    assert cleaned(html)[0].split("\n") == LINES * 2


def test_what_leads_to_a_heading_is_no_word_of_it():
    html = "<h2>参数<a class=headerlink href=#a>¶</a></h2><h2><a class=header-anchor href=#b>#</a> 异常</h2>"
    html += "<h3>历史<span class=mw-editsection><span>[</span><a href=/edit>编辑</a><span>]</span></span></h3>"
    assert shown(html) == ["参数", "异常", "历史"]


CARD = (
    "<li><a href=/{i}>渡口停运第{i}天，谁来摆渡</a>"
    "<p class=sum>停运的第{i}天，何有田把船拖上岸，用草绳捆了三道，说要等桥修好了再看...</p></li>"
)


def refused(html):
    with pytest.raises(Refused) as said:
        cleaned(html)
    return str(said.value)


def test_a_list_of_other_articles_is_none():
    cards = "".join(CARD.format(i=i) for i in range(9))
    html = f"<title>标签：渡口_北岸网</title>{MENU}<h1>标签：渡口</h1><ul>{cards}</ul>"
    assert refused(html) == "no article: a list of other articles"


def test_headlines_with_their_days_are_none():
    rows = "".join(
        f"<tr><td><a href=/{i}>关于渡口停运第{i}天的通知</a></td><td>2020-01-{i + 10}</td></tr>"
        for i in range(12)
    )
    html = f"<title>通知公告-北岸网</title>{MENU}<table>{rows}</table>"
    assert refused(html).startswith("no article")


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("404 页面不存在", "可能的原因：地址输入有误；内容已过期下线。"),
        ("北岸网", "正在检查您的浏览器是否安全，请稍候。"),
        ("登录后继续阅读", "请先登录，登录后查看全文。"),
    ],
)
def test_a_page_that_says_why_it_shows_no_article_has_none(title, says):
    html = f"<title>{title}</title>{MENU}<h1>{title}</h1><div class=cont><p>{says}</p></div>"
    assert refused(html).startswith("no article")


def test_an_article_about_a_page_that_is_gone_is_one():
    assert text(PROSE, "404 页面不存在的时候我在想什么") == LINES


def test_an_advertisement_in_a_slot_of_its_own_goes_whole():
    slot = "<div class=ad-inline><a href=#>广告 x</a><p>只要坚持每天喝一杯，轻松甩掉大肚腩</p><div>了解详情</div></div>"
    unfold = "<div class=look_more><a href=#>展开剩余53%</a></div>"
    assert text(PROSE + unfold + slot + PROSE) == LINES + LINES


def test_a_short_heading_that_uses_a_word_of_the_headline_is_not_it():
    body = f"<p>{SENTENCE}</p><h2>First 集</h2>{PROSE}"
    assert text(body, "编译原理笔记：First 集与 Follow 集") == [SENTENCE, "First 集", *LINES]


def test_items_that_recommend_something_are_items():
    body = f"<h2>用料</h2><ul><li>竹篙（推荐老竹）</li><li>马灯</li></ul>{PROSE}"
    assert text(body) == ["用料", "竹篙（推荐老竹）", "马灯", *LINES]


def test_a_text_with_most_of_its_words_in_one_list_has_its_other_blocks_too():
    items = "".join(f"<li>{SENTENCE}第{i}步。</li>" for i in range(8))
    body = f"<p>总共一刻钟。</p><h2>用料</h2><ul><li>马灯</li></ul><h2>做法</h2><ol>{items}</ol>"
    assert text(body) == shown(body)


def test_days_on_which_a_law_was_passed_are_its_text():
    days = "<p>2012年6月29日 木桥镇第十五届人民代表大会常务委员会第二次会议通过</p>"
    assert text(days + PROSE) == [*shown(days), *LINES]


QUESTION = "孩子六岁，入秋以后早上常流鼻血，一周有两三次，这种情况要不要去医院看看？"
ANSWERS = [
    "从描述来看，多数是鼻腔里的黏膜干燥引起的，这个位置血管丰富，孩子又喜欢揉鼻子。",
    "建议先做三件事：屋里多放一盆水，每天早晚用盐水洗，睡前薄薄地涂一层油膏。",
    "出血时让孩子坐直、身子略向前倾，捏住鼻翼十分钟，不要仰头，也不要塞纸巾。",
]


def chosen_texts(body: str) -> list[str]:
    page = f"<title>孩子鼻出血是什么原因_问诊通</title><h1>孩子鼻出血是什么原因</h1>{body}"
    done = choose_lines(page)
    return [line.text for line, own in zip(done.page, done.article, strict=True) if own]


@pytest.mark.parametrize(
    "asked",
    [
        "<div class=ask><div>{}</div></div>",
        "<p class=q-desc>{}</p>",
        "<div class=question><span>{}</span></div>",
        "<section><p>{}</p></section>",
        "<div class=wenti>{}</div>",
    ],
)
@pytest.mark.parametrize(
    "between", ["<div class=doc><b>万医生</b> 副主任医师 <a>向他提问</a></div>", ""]
)
def test_a_question_above_its_answer_is_of_the_article(asked: str, between: str):
    answers = "".join(f"<div>{line}</div>" for line in ANSWERS)
    body = f"<div class=info>提问者：匿名 2021-10-19</div>{asked.format(QUESTION)}{between}"
    assert chosen_texts(f"{body}<div class=ans>{answers}</div>") == [QUESTION, *ANSWERS]


@pytest.mark.parametrize(
    "card",
    [
        "<div class=card>某款车 指导价：13.98-16.98万 查看配置</div>",
        "<div class=goods-card>保湿喷雾 29 元 立即购买</div>",
        "<div class=soft>洗鼻助手 3.2 MB 立即下载</div>",
        "<p class=ad>更多相关内容请关注：鼻炎专区</p>",
        "<div class=adv-box>推荐阅读本站专题</div>",
    ],
)
def test_a_card_between_paragraphs_goes(card: str):
    lines = [f"<p>{line}</p>" for line in ANSWERS]
    assert chosen_texts(f"<div class=con>{lines[0]}{card}{lines[1]}{lines[2]}</div>") == ANSWERS


@pytest.mark.parametrize(
    "line",
    [
        "<p>更多相关内容请关注：鼻炎专区</p>",
        "<div class=item>打开设置，再点右上角的 查看详情。</div>",
        "<p class=add>多喝水总归是好的，少熬夜也一样</p>",
    ],
)
def test_a_line_of_the_text_that_says_the_same_stays(line: str):
    lines = [f"<p>{text}</p>" for text in ANSWERS]
    assert len(chosen_texts(f"<div class=con>{lines[0]}{line}{lines[1]}{lines[2]}</div>")) == 4


@pytest.mark.parametrize("head", ["<title></title>", "<title> \n </title>", ""])
def test_a_headline_is_known_where_a_script_would_fill_the_title(head):
    head += "<meta property=og:title content=山里来了新校长的早晨>"
    body = f"{MENU}<h2>山里来了新校长的早晨</h2><div class=rich>{PROSE}</div>{ASIDE}"
    chosen = choose_lines(head + body)
    assert chosen.title == "山里来了新校长的早晨"
    assert chosen.signals()["no headline"] == 0.0


OPENED = [(f"第{i}天去还来得及吗？", f"{SENTENCE}第{i}回。") for i in range(4)]
OTHERS = "<p>相关推荐：<a href=#>明天去还来得及吗？</a></p>"


def test_questions_that_open_their_answers_are_no_links_elsewhere():
    rows = "".join(
        f"<div class=item><a href='javascript:;'>{asked}</a><div class=fold>{told}</div></div>"
        for asked, told in OPENED
    )
    style = "<style>.fold{display:none}</style><script>$('.item').click()</script>"
    page = f"<title>渡口问答 - 北岸网</title>{style}{MENU}<h2>乘船须知</h2>{rows}{OTHERS}{ASIDE}"
    lines = [line for pair in OPENED for line in pair]
    assert cleaned(page)[0].split("\n") == ["乘船须知", *lines]


@pytest.mark.parametrize(
    "block",
    [
        "<div class=fb>本页是否解决了您的问题？<button>是</button><button>否</button></div>",
        "<div>您对答复满意吗？<button>满意</button> <button>不满意</button></div>",
    ],
)
def test_what_readers_answer_by_a_button_is_none_of_the_article(block):
    assert text(PROSE + block) == LINES
    assert len(text(PROSE + "<div>您对答复满意吗？</div>" + PROSE)) == 2 * len(LINES) + 1


def test_what_stands_beside_code_is_none_of_it():
    tools = "<div class=toolbar><div class=toolbar-item><span>JavaScript</span></div></div>"
    code = f"<div class=code-toolbar><pre><code>let a = 1;\nrun(a);</code></pre>{tools}</div>"
    assert text(PROSE + code + PROSE) == [*LINES, "let a = 1;", "run(a);", *LINES]
    kept = "<div class=lead>JavaScript</div>"
    assert kept[16:26] in text(PROSE + kept + PROSE)


def test_an_article_of_which_scripts_keep_each_paragraph_is_found():
    blocks = [{"type": "p", "text": line} for line in LINES]
    data = {"page": {"comments": [{"text": line * 2} for line in LINES], "body": blocks}}
    page = f"<title>山里来了新校长</title><p>加载中</p><script>var a = {json.dumps(data)};</script>"
    assert cleaned(page)[0].split("\n") == LINES


def test_verses_below_a_headline_of_two_characters_are_article():
    verses = ["门外三篙水，", "墙头一树花。", "借问撑船客，", "黄昏宿谁家。"]
    tags = "<div class=tag>标签：<a>写景</a>，<a>春天</a></div>"
    page = f"<title>江村原文及赏析_古诗_北岸网</title>{MENU}<h1>江村</h1><div class=s>"
    page += f"<div>{'<br>'.join(verses)}</div>{tags}</div><div>{PROSE}</div>{ASIDE}"
    assert cleaned(page)[0].split("\n") == verses + LINES


def test_the_headline_once_more_within_the_text_ends_nothing_above_it():
    title = "木桥股份：关于渡口停运的公告"
    lines = ["证券代码：600000 公告编号：2022-031", "木桥渡口股份有限公司", "关于渡口停运的公告"]
    body = "".join(f"<div>{line}</div>" for line in [*lines, *LINES])
    assert text(body, title) == lines + LINES


def test_an_attachment_to_be_fetched_ends_no_article():
    sign = ["木桥镇图书馆", "2023年5月30日"]
    attached = "附件：1.报名表.docx"
    body = f"{PROSE}<p><a href=a.docx>{attached}</a></p>"
    assert text(body + "".join(f"<p align=right>{line}</p>" for line in sign)) == [
        *LINES,
        attached,
        *sign,
    ]
    assert text(body) == LINES


def test_the_heading_of_links_below_an_article_goes():
    below = "<h3>热门歌词</h3><div class=hot><a href=1>旧站台</a> <a href=2>海边的信</a></div>"
    assert text(PROSE + below) == LINES
