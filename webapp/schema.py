"""Every table of every room, for the migrations."""

from webapp.accounts import model as accounts
from webapp.capture import model as capture
from webapp.cards import model as cards
from webapp.contacts import model as contacts
from webapp.db import Base
from webapp.events import model as events
from webapp.followups import model as followups

metadata = Base.metadata

__all__ = ["accounts", "capture", "cards", "contacts", "events", "followups", "metadata"]
