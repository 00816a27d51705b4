"""Social cards: the picture that a shared story shows."""
