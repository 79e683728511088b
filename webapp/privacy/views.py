"""The privacy room over HTTP: what becomes of the data that Hallway keeps."""

from flask import Blueprint, render_template

from webapp.accounts.current import require_sign_in

pages = Blueprint("privacy", __name__)
pages.before_request(require_sign_in)


@pages.get("/settings/data")
def data() -> str:
    """The ways out for everything of the account."""
    return render_template("privacy/data.html")
