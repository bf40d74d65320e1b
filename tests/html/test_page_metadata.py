"""Real pages state their title, author, source and date; `pages_metadata.json` was labelled by us.

It holds dates, and of words only the first half of a sha256 of their letters, since the words are
not ours to publish; a list where more than one answer is right, null among them where a reader may
find none. They were written down from the page before our code was run on it. The pages themselves
are not in the repository.
"""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.html.extract import extract
from pipeline.html.features import letters_of

LABELS = json.loads((Path(__file__).parent / "pages_metadata.json").read_text("utf-8"))
SHARED = Path(os.environ.get("ARTICLE_PIPELINE_SHARED") or Path(__file__).parents[3] / "shared")


@pytest.fixture(scope="module")
def stated():
    """What was found on each labelled page."""
    pages = SHARED / "data" / "pages"
    if not pages.exists():
        pytest.skip("no ../shared/data/pages beside this checkout; set ARTICLE_PIPELINE_SHARED")
    gold = json.loads((pages / "gold.json").read_text("utf-8"))
    found = {}
    for name in LABELS:
        html = (pages / "html" / name).read_bytes().decode(gold[name]["codec"], "replace")
        found[name] = extract(html).found
    return found


@pytest.mark.parametrize("field", ["title", "author", "sitename", "date"])
def test_what_a_page_states_is_found_and_hardly_anything_else(stated, field):
    right = wrong = missed = 0
    for name, labels in LABELS.items():
        if field not in labels:
            continue
        said = labels[field] if isinstance(labels[field], list) else [labels[field]]
        value = stated[name][field].value if field in stated[name] else None
        if value is not None and field != "date":
            value = sha256(letters_of(value).encode()).hexdigest()[:16]
        right += value is not None and value in said
        wrong += value is not None and value not in said
        missed += value not in said and None not in said
    assert right / (right + wrong) >= 0.95, f"{right} right, {wrong} wrong"
    assert right / (right + missed) >= 0.85, f"{right} right, {missed} missed"


@pytest.mark.parametrize(
    ("lead", "writer"),
    [
        ("北岸网1月12日电（记者 王小明 李华）昨天夜里下了雪。", "王小明、李华"),
        ("（北岸社記者王小明東山11日電）昨天夜裡下了雪。", "王小明"),
        ("北岸科技讯（小石）北京时间1月12日消息，昨天夜里下了雪。", "小石"),
        ("北岸网1月12日讯（综合报道）昨天夜里下了雪。", None),
        ("村里的会计说（王小明当时也在），昨天夜里下了雪。", None),
        ("面对数十名记者的围堵，他说昨天夜里下了雪。", None),
        (
            "作者：小石（北岸中学教师，木桥镇人，写过很多关于山里和渡口的文章，去年搬到了城里）",
            "小石",
        ),
    ],
)
def test_a_dateline_names_its_writer_and_other_brackets_do_not(lead, writer):
    more = "清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏旧马灯。"
    found = extract(f"<p>{lead}</p><p>{more}</p><p>{more}</p>").found
    assert (found["author"].value if "author" in found else None) == writer


def test_at_least_sixty_pages_are_labelled():
    assert len(LABELS) >= 60
