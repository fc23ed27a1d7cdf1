"""Long markup that is already made comes into a page behind the templates' backs.

Templates would copy it at each of their levels, as text that is four bytes wide from the first
smiley on. They leave a place open instead, and the bytes go there as they are.
"""

from collections.abc import Mapping
from secrets import token_hex

from django.utils.safestring import SafeString

# Nobody can write what a place looks like: it is another in each process.
_SECRET = token_hex()


def place_for(name: str) -> SafeString:
    """What a template prints where the markup of this name is to stand."""
    return SafeString(f"<!--{_SECRET} {name}-->")


def filled(html: str, pieces: Mapping[str, bytes]) -> bytes:
    """The page as it is sent, with each piece in its place, if the page has that."""
    page = html.encode()
    for name, piece in pieces.items():
        page = page.replace(place_for(name).encode(), piece, 1)
    return page
