"""Moving in: news that a Trust has in WordPress becomes drafts here. Knows no network."""
