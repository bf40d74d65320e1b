"""Clean articles from a folder of scraped, mostly Chinese, pages, with every change on record."""
