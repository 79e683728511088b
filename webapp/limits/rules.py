"""How much of what is too much.

A hall is one address: hundreds of phones behind one router. So an account, or a card, is counted
tightly, an address loosely, and reading a card that is there not at all.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and one more after each `every`."""

    name: str
    burst: int
    every: timedelta


WAY_IN = Limit("way in, an account at an address", 10, timedelta(minutes=1))
WAY_IN_ACCOUNT = Limit("way in, an account", 30, timedelta(minutes=1))
WAY_IN_ADDRESS = Limit("way in, an address", 300, timedelta(seconds=1))
SIGN_UP = Limit("sign-up, an address", 300, timedelta(seconds=5))
MAIL = Limit("mail to an account", 3, timedelta(minutes=20))
MAIL_ADDRESS = Limit("mail asked for by an address", 60, timedelta(seconds=30))
GUESS = Limit("guessed tokens and public addresses", 100, timedelta(seconds=3))
SENDING = Limit("letters from a mail server of one's own", 20, timedelta(minutes=1))
EXCHANGE = Limit("exchange, a card at an address", 60, timedelta(seconds=20))
EXCHANGE_CARD = Limit("exchange, a card", 200, timedelta(minutes=1))
EXCHANGE_ADDRESS = Limit("exchange, an address", 300, timedelta(seconds=5))
