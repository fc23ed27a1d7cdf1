"""A board's own colour as a style sheet. Its address holds the colour and nothing else: whoever
asks for it learns nothing of any board, and a browser keeps it for good.

What is derived of a colour never changes at one address: who derives otherwise, names the
addresses otherwise (ADR 47).
"""

from bulletin.colours import palette

# An engine that knows no `light-dark` has the light ones, as in `tokens.css`.
_SHEET = """\
@layer tokens {{
  .accented {{
    --accent: {0.accent};
    --accent-deep: {0.accent_deep};
    --accent-soft: {0.accent_soft};
    --on-accent: {0.on_accent};
  }}
  @supports (color: light-dark(#000, #fff)) {{
    .accented {{
      --accent: light-dark({0.accent}, {1.accent});
      --accent-deep: light-dark({0.accent_deep}, {1.accent_deep});
      --accent-soft: light-dark({0.accent_soft}, {1.accent_soft});
      --on-accent: light-dark({0.on_accent}, {1.on_accent});
    }}
  }}
}}
"""


def address_of(colour: str) -> str:
    """Of the sheet for a `#rrggbb`; beside the static files, also within a preview."""
    return f"/accents/{colour.removeprefix('#')}.css"


def sheet_of(colour: str) -> str:
    """Everything within an element of the class `accented` has this colour."""
    return _SHEET.format(*palette(colour))
