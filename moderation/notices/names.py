"""The kinds of notice that staff receive, by the name a `Notice` keeps."""

CALL_FOR_HELP = "call_for_help"
REPORTED_POST = "reported_post"
DESTRUCTION_DUE = "destruction_due"
TEST_INVITATION = "test_invitation"
