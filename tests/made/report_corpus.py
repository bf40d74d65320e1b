"""A corpus to be reported on: our sample pages, and some that would like to be more than text."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

from pipeline import Pipeline
from pipeline.corpus.folder import Output, Reader
from pipeline.report import rebuild

RAW = Path(__file__).parents[2] / "raw"
BUS = "heshan-online/night-bus.txt"
HOSTILE = "hostile/\u202e<script>alert(1)<script>.txt"


def cleaned(top: Path) -> Path:
    """The pages of `top`/raw, cleaned into `top`/clean."""
    raw = top / "raw"
    shutil.copytree(RAW, raw)
    (raw / "hostile").mkdir()
    attack = (
        "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>\n"
        "他说：\u202e倒着写的字\u202c，javascript:alert(1)，{{ 7 * 7 }}，'\"><b>粗</b>。\u200b\n"
        "河水在夜里涨了起来，守堤的人把灯笼挂到柳树上，一直等到天亮。\n"
    )
    (raw / HOSTILE).write_text(attack, "utf-8")
    (raw / "hostile" / "long.txt").write_text("长" * 350_000 + "。\u200b\n", "utf-8")
    url = "javascript:alert(1)//http://harbour.example/"
    row = {"text": attack + "船在清晨靠岸。", "title": "<b>题</b>\u202e", "url": url}
    (raw / "hostile" / "rows.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (raw / "copied").mkdir()
    story = "雨停以后，船工把缆绳晾在桩上。渡口的灯还亮着，等最后一班船的人坐在石阶上说话。"
    for i in range(7):  # a cluster with more copies than are shown
        (raw / "copied" / f"{i}.txt").write_text(story * 3 + "\u3000" * i + "天亮了。", "utf-8")
    Pipeline(raw, top / "clean", workers=1).run()
    return top / "clean"


def outputs(clean: Path) -> list[Output]:
    """What CLEAN holds of every input."""
    reader = Reader(clean)
    return [rebuild.output(reader, line) for line in reader.entries()]


def data_of(page: str) -> Any:
    """The JSON that a page's script reads."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])
