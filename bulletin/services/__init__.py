"""The embedded servers, and the commands that start and stop an installation on one machine."""
