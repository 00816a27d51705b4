"""The editor at `/edit/`: a form for a story, in the browser, that ends in a pull request on GitHub."""

from goodnews.editor.form import editor_config
from goodnews.editor.page import HEADERS, PAGE_POLICY, editor_page, plan_editor

__all__ = ["HEADERS", "PAGE_POLICY", "editor_config", "editor_page", "plan_editor"]
