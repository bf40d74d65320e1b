"""Pages per second of `extract`, ledger included, beside trafilatura and readability in one run.

    python -m benchmarks.extract PAGES [--every N]

PAGES holds `gold.json` and `html/`. CPU seconds, one process; each is given the decoded page.
"""

import json
import sys
import time
from pathlib import Path

from readability import Document
from trafilatura import extract as trafilatura

from pipeline.html.extract import extract
from pipeline.html.parse import parse_page
from pipeline.model.edits import Text


def ours(html):
    """The article as text, with the rows of its ledger."""
    page = extract(html)
    text = Text(page.source)
    text.apply("extract", page.edits)
    return text.now, text.rows


WAYS = {
    "parse only": parse_page,
    "ours, ledger included": ours,
    "trafilatura, default": trafilatura,
    "trafilatura, fast": lambda html: trafilatura(
        html, fast=True, include_comments=False, include_tables=False
    ),
    "readability-lxml": lambda html: Document(html).summary(),
}


def main(arguments):
    folder = Path(arguments[0])
    every = int(arguments[arguments.index("--every") + 1]) if "--every" in arguments else 1
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    names = sorted(gold)[::every]
    pages = [
        (folder / "html" / name).read_bytes().decode(gold[name]["codec"], "replace")
        for name in names
    ]
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages):,.0f} characters each")
    for name, way in WAYS.items():
        way(pages[0])
        start = time.process_time()
        for page in pages:
            way(page)
        print(f"{name:24}{len(pages) / (time.process_time() - start):8.1f} pages/s")


if __name__ == "__main__":
    main(sys.argv[1:])
