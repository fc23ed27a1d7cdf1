"""The demo's mailbox: every mail that was sent, read in the browser, with working links."""
