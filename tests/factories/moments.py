"""The week in which tests happen: Friday to Thursday, the clocks going forward on the Sunday."""

from datetime import UTC, date, datetime, timedelta

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

STARTS_ON = date(2021, 3, 26)
LAUNCHED_AT = datetime(2021, 3, 25, 9, 0, tzinfo=UTC)
OPENS_AT = datetime(2021, 3, 26, 9, 0, tzinfo=UTC)
NOW = datetime(2021, 3, 30, 12, 0, tzinfo=UTC)  # the Tuesday, 13:00 in London
ENDS_AT = datetime(2021, 4, 1, 16, 0, tzinfo=UTC)  # the Thursday, 17:00 in London
