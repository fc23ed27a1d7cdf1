"""What a mail says, for tests that read one."""

from email.message import EmailMessage


def words_of(message: EmailMessage, kind: str = "plain") -> str:
    """The text of its `plain` or `html` part, with line feeds alone."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def everything_in(message: EmailMessage) -> str:
    """Every header and every part, raw and decoded."""
    headers = [f"{name}: {value}" for name, value in message.items()]
    parts = [str(part.get_content()) for part in message.walk() if not part.is_multipart()]
    return "\n".join([*headers, message.as_string(), *parts])
