"""Every table of every room, for the migrations."""

from webapp import noticing, revisions
from webapp.accounts import model as accounts
from webapp.capture import model as capture
from webapp.cards import model as cards
from webapp.contacts import kept_out
from webapp.contacts import keys as contact_keys
from webapp.contacts import model as contacts
from webapp.db import Base
from webapp.digest import model as digest
from webapp.drill import model as drill
from webapp.events import model as events
from webapp.exchange import model as exchange
from webapp.feeds import model as feeds
from webapp.followups import model as followups
from webapp.followups import template_model as letter_templates
from webapp.imports import model as imports
from webapp.limits import model as limits
from webapp.programs import model as programs
from webapp.prompts import model as prompts
from webapp.recommendations import model as recommendations
from webapp.relations import model as relations
from webapp.sending import model as sending
from webapp.targets import model as targets

metadata = Base.metadata

__all__ = [
    "accounts",
    "capture",
    "cards",
    "contact_keys",
    "contacts",
    "digest",
    "drill",
    "events",
    "exchange",
    "feeds",
    "followups",
    "imports",
    "kept_out",
    "letter_templates",
    "limits",
    "metadata",
    "noticing",
    "programs",
    "prompts",
    "recommendations",
    "relations",
    "revisions",
    "sending",
    "targets",
]
