"""What holds of any zip that somebody brings: what can be wrong with it, which parts are read."""

import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo

# What zipfile raises for a file that is damaged, cut short, or packed in a way it does not know.
UNREADABLE = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_ENCRYPTED = 0x1


def is_locked(part: ZipInfo) -> bool:
    return bool(part.flag_bits & _ENCRYPTED)


def is_read_in_pieces(part: ZipInfo) -> bool:
    """zipfile unpacks a part packed otherwise as a whole, whatever size it states."""
    return part.compress_type in (ZIP_STORED, ZIP_DEFLATED)
