"""Who wrote an article, for whom and when, as lines of text say it: for `head` and `extract`."""
