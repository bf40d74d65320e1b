"""What everyone shares: the article, edits, lines, the ledger, rules, dates, errors."""
