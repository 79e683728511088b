"""What came of each event, over HTTP."""

from flask import Blueprint, render_template

from webapp.accounts.current import my_id, require_sign_in
from webapp.api import Api
from webapp.db import db
from webapp.tally.shapes import TalliesOut, tally_out
from webapp.tally.tally import tally

pages = Blueprint("tally", __name__)
pages.before_request(require_sign_in)
api = Api("tally")


@pages.get("/tally")
def what_came_of_it() -> str:
    """Met, written to and answered, by event."""
    counted = tally(db.session, my_id())
    most = max((one.met for one in counted), default=1)
    return render_template("tally/tally.html", counted=counted, most=most)


@api.call("GET", "/tally", answers={200: TalliesOut})
def get_tally() -> TalliesOut:
    """Met, written to and answered, by event."""
    return TalliesOut(items=[tally_out(one) for one in tally(db.session, my_id())])
