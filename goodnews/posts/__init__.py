"""The words of a post, counted as each network counts them."""

from goodnews.posts.compose import PostText, compose
from goodnews.posts.counting import COUNTERS, count_graphemes, count_mastodon, count_sms, count_x

__all__ = ["COUNTERS", "PostText", "compose", "count_graphemes", "count_mastodon", "count_sms", "count_x"]
