"""Pictures in a Word document: each a member of the package, and a drawing where it stands."""

from datetime import datetime
from zipfile import ZIP_STORED, ZipFile

from moderation.transcripts.filed import Room, as_jpeg
from moderation.transcripts.record import Value
from moderation.transcripts.zipped import member

# More makes a document that word processors open slowly, if at all.
MOST_BYTES = 20 * 1024 * 1024
# In Word's measure, 360 000 to a centimetre.
_LONGEST_SIDE = 2_340_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURE = f"{_DRAWING}/picture"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Pictures:
    """Puts them into the archive one after the other; `number` is how many are there."""

    def __init__(self, archive: ZipFile, made_at: datetime) -> None:
        self.number = 0
        self._archive = archive
        self._made_at = made_at
        self._room = Room(MOST_BYTES)

    def drawing(self, value: Value, alternative: str) -> str:
        """What stands for it in a run; empty where there is no room left. `alternative` is
        escaped."""
        stored = self._room.take(value)
        if not stored:
            return ""
        data, width, height = as_jpeg(stored)
        self.number += 1
        info = member(f"word/media/picture{self.number}.jpg", self._made_at)
        info.compress_type = ZIP_STORED
        self._archive.writestr(info, data)
        share = _LONGEST_SIDE / max(width, height)
        return _drawn(self.number, alternative, int(width * share), int(height * share))


def _drawn(number: int, alternative: str, width: int, height: int) -> str:
    quoted = alternative.replace('"', "&quot;")
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="picture{number}" descr="{quoted}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_PICTURE}">'
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="picture{number}.jpg"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_LINK}" r:embed="picture{number}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
