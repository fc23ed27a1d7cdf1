"""Staff's texts: Markdown, rendered and sanitised once, when written (rule 15)."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_reader = MarkdownIt("js-default", {"html": False, "breaks": True, "linkify": False})
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href", "title"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer nofollow",
)


def to_html(source: str) -> SafeString:
    """Safe HTML of a Markdown text; raw HTML in it shows as typed."""
    return mark_safe(_cleaner.clean(_reader.render(source)).strip())  # noqa: S308 - cleaned
