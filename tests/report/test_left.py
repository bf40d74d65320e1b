"""What looks like boilerplate and stayed is listed by site and pages."""

from dataclasses import replace

from pipeline.model.article import Article
from pipeline.report.left import Left, left

BODY = "他走了很远的路，直到天黑才看见渡口的灯，灯下没有人，只有一条船系在岸边。" * 2
PAGE = Article("a/1.txt", "a/1.txt", None, None, None, None, None, None, None, BODY)


def test_lines_of_three_pages_and_lines_of_page_words_are_listed_and_no_others() -> None:
    pages = [
        replace(PAGE, path=f"a/{n}.txt", text=f"{BODY}\n收藏家{n}号的渡口\n船夫走了")
        for n in range(3)
    ]
    alone = replace(PAGE, path="b/1.txt", text=f"{BODY}\n发布评论 用户评价\n关注留守儿童")
    assert left(iter([*pages, alone])) == [
        Left("a/", 3, "收藏家{0}号的渡口", "a/0.txt"),
        Left("b/", 1, "发布评论 用户评价", "b/1.txt"),
    ]
