"""A step for datatrove: `pip install article-pipeline[datatrove]`.

from pipeline.adapters.datatrove import CleanArticles
pipeline = [JsonlReader("raw"), CleanArticles(), JsonlWriter("clean")]
"""

from collections.abc import Iterator
from typing import Any

from datatrove.data import DocumentsPipeline
from datatrove.pipeline.base import PipelineStep

from pipeline.api import Refused, Script, clean_text


class CleanArticles(PipelineStep):
    """Clean each document; what is known of it, and its edits, go into its metadata.

    A document without text, or that is none, is dropped, and counted as `refused` or `empty`.
    """

    name = "🧹 article-pipeline"
    type = "✂️ - FORMAT"

    def __init__(
        self, html: bool | None = None, script: Script = "simplified", edits: bool = False
    ) -> None:
        """`edits` keeps every edit in the metadata, from which the source can be had back."""
        super().__init__()
        self.html, self.script, self.edits = html, script, edits

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """The documents that have text, cleaned."""
        for document in data or ():
            with self.track_time():
                try:
                    url = document.metadata.get("url")
                    cleaned = clean_text(document.text, self.html, self.script, url=url)
                except Refused:
                    self.stat_update("refused")
                    continue
                if not cleaned.text:
                    self.stat_update("empty")
                    continue
                document.text = cleaned.text
                for name in ("title", "author", "sitename", "date", "language"):
                    value = getattr(cleaned, name)
                    if value is not None:
                        document.metadata.setdefault(name, value)
                if self.edits:
                    document.metadata["edits"] = [row._asdict() for row in cleaned.edits]
                self.update_doc_stats(document)
            yield document
