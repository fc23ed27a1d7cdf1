"""How often one may knock. A whole institute can stand behind one address of the internet."""

from datetime import timedelta

from bulletin.web.limits import Limit

LINKS = Limit("personal links", most=60, within=timedelta(minutes=10))
CODES = Limit("codes tried", most=60, within=timedelta(minutes=10))
ADDRESSES = Limit("addresses asked for", most=30, within=timedelta(minutes=10))
MAILS = Limit("codes mailed to an address", most=4, within=timedelta(minutes=15))
