"""What stops us, said in one line."""


class Trouble(Exception):
    """A reason, for the person at the keyboard, why something cannot be done.

    One sentence that names the thing and what would help; it is shown without a traceback.
    """
