"""Pictures on the account pages, drawn into the page: the policy allows no data: address."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def inline_svg(svg: str) -> SafeString:
    """The QR code as allauth drew it, from its XML declaration on left out."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - our own library's drawing
