"""How much one form may bring along, its files included."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class MeasuredUpload(FileUploadHandler):
    """Refuses what is too large before any of it is read, and passes on the rest.

    nginx does so before us; this stands where there is none.
    """

    def handle_raw_input(
        self, input_data: Any, META: Mapping[str, Any], content_length: int, *_: Any, **__: Any
    ) -> None:
        if content_length > settings.UPLOAD_MAX_SIZE:
            raise RequestDataTooBig("The form with its files is larger than UPLOAD_MAX_SIZE.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
