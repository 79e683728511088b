"""The rooms of the house, and the two addresses that belong to none of them."""

from typing import Any

from flask import Blueprint, Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from webapp import openapi
from webapp.accounts.passkey_views import pages as passkeys
from webapp.accounts.recovery_views import pages as recovery
from webapp.accounts.security_views import pages as security
from webapp.accounts.views import api as accounts_api
from webapp.accounts.views import pages as accounts
from webapp.api import Api
from webapp.capture.sync_views import api as sync_api
from webapp.capture.views import api as capture_api
from webapp.capture.views import pages as capture
from webapp.cards.printing import pages as printing
from webapp.cards.public import pages as public_cards
from webapp.cards.views import api as cards_api
from webapp.cards.views import pages as cards
from webapp.contacts.views import api as contacts_api
from webapp.contacts.views import pages as contacts
from webapp.db import db
from webapp.digest.views import api as digest_api
from webapp.digest.views import pages as digest
from webapp.digest.views import public as digest_off
from webapp.drill.views import api as drill_api
from webapp.drill.views import pages as drill
from webapp.events.views import api as events_api
from webapp.events.views import pages as events
from webapp.exchange.public import pages as public_exchange
from webapp.exchange.views import api as exchange_api
from webapp.exchange.views import pages as exchange
from webapp.export.views import api as export_api
from webapp.export.views import pages as export
from webapp.feeds.views import pages as reminders
from webapp.feeds.views import public as feeds
from webapp.followups.api_views import api as followups_api
from webapp.followups.views import pages as followups
from webapp.hall.views import pages as hall
from webapp.imports.api_views import api as imports_api
from webapp.imports.views import pages as imports
from webapp.merging.views import api as merging_api
from webapp.merging.views import pages as merging
from webapp.news.views import api as news_api
from webapp.news.views import pages as news
from webapp.privacy.views import api as privacy_api
from webapp.privacy.views import pages as privacy
from webapp.programs.api import api as programs_api
from webapp.programs.list_views import api as program_lists_api
from webapp.programs.list_views import pages as program_lists
from webapp.programs.path_views import pages as program_paths
from webapp.programs.views import pages as programs
from webapp.prompts.views import api as prompts_api
from webapp.prompts.views import pages as prompts
from webapp.pwa.views import pages as pwa
from webapp.recommendations.views import api as recommendations_api
from webapp.recommendations.views import pages as recommendations
from webapp.relations.views import api as relations_api
from webapp.relations.views import pages as relations
from webapp.sending.send_views import api as sending_out_api
from webapp.sending.send_views import pages as sending_out
from webapp.sending.views import api as sending_api
from webapp.sending.views import pages as sending
from webapp.tally.views import api as tally_api
from webapp.tally.views import pages as tally
from webapp.targets.programme_views import api as programmes_api
from webapp.targets.programme_views import pages as programmes
from webapp.targets.views import api as targets_api
from webapp.targets.views import pages as targets
from webapp.wordings.views import api as wordings_api
from webapp.wordings.views import pages as wordings

PAGES: list[Blueprint] = [
    accounts,
    security,
    passkeys,
    recovery,
    cards,
    printing,
    public_cards,
    contacts,
    capture,
    followups,
    sending,
    sending_out,
    relations,
    wordings,
    news,
    recommendations,
    events,
    targets,
    programmes,
    prompts,
    hall,
    feeds,
    reminders,
    digest,
    digest_off,
    drill,
    tally,
    programs,
    program_lists,
    program_paths,
    imports,
    merging,
    export,
    privacy,
    exchange,
    public_exchange,
    pwa,
]
APIS: list[Api] = [
    accounts_api,
    cards_api,
    contacts_api,
    capture_api,
    sync_api,
    followups_api,
    sending_api,
    sending_out_api,
    relations_api,
    wordings_api,
    news_api,
    recommendations_api,
    events_api,
    programs_api,
    targets_api,
    programmes_api,
    prompts_api,
    digest_api,
    drill_api,
    tally_api,
    program_lists_api,
    imports_api,
    merging_api,
    export_api,
    exchange_api,
    privacy_api,
]
house = Blueprint("house", __name__)
VERSION = "1"


def register_rooms(app: Flask) -> None:
    """Open every room's pages and calls."""
    for blueprint in [*PAGES, house]:
        app.register_blueprint(blueprint)
    for api in APIS:
        app.register_blueprint(api.blueprint)


@house.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 while the database answers, else 503."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify({"status": "no database"}), 503
    return jsonify({"status": "ok"}), 200


@house.get("/api/v1/openapi.json")
def openapi_json() -> Any:
    """The API in OpenAPI 3.1."""
    calls = [call for api in APIS for call in api.calls]
    return jsonify(openapi.describe(calls, VERSION))
