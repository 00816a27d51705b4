"""Moving in: news that a Trust has in WordPress becomes drafts here. Knows no network."""

from goodnews.wordpress.converting import Converted, Picture, convert
from goodnews.wordpress.export import Export, Post, read_export
from goodnews.wordpress.moving import Moved, move_post
from goodnews.wordpress.report import write_report
from goodnews.wordpress.uploads import Uploads, find_uploads

__all__ = [
    "Converted",
    "Export",
    "Moved",
    "Picture",
    "Post",
    "Uploads",
    "convert",
    "find_uploads",
    "move_post",
    "read_export",
    "write_report",
]
