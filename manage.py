#!/usr/bin/env python
"""Bulletin's command line: `manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.PROFILE
    except ImproperlyConfigured as lacking:
        sys.exit(str(lacking))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
