"""A picture to look at: the plan of a room, drawn."""

from io import BytesIO

from PIL import Image, ImageDraw

from bulletin.media.keeping import keep, made_harmless
from bulletin.media.models import MediaFile
from sessions.models import Board

SIZE = (1200, 800)
WALLS = (60, 60, 1140, 740)
WINDOWS = ((200, 54, 460, 72), (700, 54, 960, 72))
TABLES = ((180, 200, 480, 350), (640, 220, 940, 370), (400, 500, 700, 650))


def room(board: Board, key: str = "") -> MediaFile:
    """With a key, a picture of the board's guide."""
    data = BytesIO()
    _drawn().save(data, "PNG")
    data.seek(0)
    return keep(made_harmless(data), board=board.pk, uploaded_name="room.png", key=key)


def _drawn() -> Image.Image:
    picture = Image.new("RGB", SIZE, "#f4f1ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle(WALLS, fill="#dfe8e3", outline="#4c5b54", width=12)
    for window in WINDOWS:
        pen.rectangle(window, fill="#8fb7d9")
    for table in TABLES:
        pen.rounded_rectangle(table, 30, fill="#c79f6b")
    return picture
