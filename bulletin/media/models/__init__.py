from .media_file import MediaFile

__all__ = ["MediaFile"]
