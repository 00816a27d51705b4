"""Moving in: news that a Trust has in WordPress becomes drafts here. Knows no network."""

from goodnews.importers.wordpress.converter import ImportedPicture
from goodnews.importers.wordpress.drafts import Draft, DraftPhoto, add_photos, make_draft
from goodnews.importers.wordpress.export import Export, Post, read_export
from goodnews.importers.wordpress.html_to_markdown import Converted, convert
from goodnews.importers.wordpress.report import write_report
from goodnews.importers.wordpress.uploads import Uploads, find_uploads

__all__ = [
    "Converted",
    "Draft",
    "DraftPhoto",
    "Export",
    "ImportedPicture",
    "Post",
    "Uploads",
    "add_photos",
    "convert",
    "find_uploads",
    "make_draft",
    "read_export",
    "write_report",
]
