"""`python -m pipeline` is `article-pipeline`."""

from pipeline.cli import main

main(prog_name="article-pipeline")
