"""A way in by mail: a mail with photos becomes a draft here. Knows no network, and opens no photo."""
