"""The kinds of notice that staff receive of calls, by the name a `Notice` keeps."""

CALL_FOR_HELP = "call_for_help"
REPORTED_POST = "reported_post"
