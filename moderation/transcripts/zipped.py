"""Members of a zip whose dates the content decides: the same rows give the same bytes."""

from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipInfo


def member(name: str, made_at: datetime) -> ZipInfo:
    info = ZipInfo(name, date_time=made_at.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    return info
