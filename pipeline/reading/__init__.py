"""A folder, an archive or a crawl becomes records."""
