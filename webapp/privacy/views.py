"""The privacy room over HTTP: what becomes of the data that Hallway keeps."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import logout_user

from webapp.accounts.current import me, my_id, require_proof, require_sign_in
from webapp.api import Api
from webapp.contacts.kept_out import count_kept_out, forget_kept_out
from webapp.db import db
from webapp.errors import FieldError, Invalid
from webapp.pages import now
from webapp.privacy.account import delete_account, scrub
from webapp.privacy.details import Erasure, Farewell
from webapp.privacy.erase import erase_person
from webapp.privacy.retention import never_written_to
from webapp.validation import read_form

pages = Blueprint("privacy", __name__)
pages.before_request(require_sign_in)
api = Api("privacy")


@pages.get("/settings/data")
def data() -> str:
    """The ways out for everything of the account."""
    return _page({})


@pages.post("/settings/data/let-in")
def let_everybody_in() -> Any:
    """Forget who was not to be added again."""
    forget_kept_out(db.session, my_id())
    db.session.commit()
    flash("Nobody is kept out now.")
    return redirect(url_for("privacy.data"), 303)


@pages.get("/settings/data/delete")
def farewell() -> Any:
    """The last page before the end of the account."""
    return require_proof() or _farewell({})


@pages.post("/settings/data/delete")
def end_account() -> Any:
    """Delete the account with everything of it."""
    if (turned_away := require_proof()) is not None:
        return turned_away
    try:
        if read_form(Farewell, request.form).email.strip().lower() != me().email:
            raise Invalid(FieldError("email", "is not the address of this account."))
    except Invalid as error:
        return _farewell(error.by_field()), 422
    delete_account(db.session, my_id())
    db.session.commit()
    logout_user()
    scrub(db.engine)
    answer = redirect(url_for("accounts.signin"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@pages.post("/contacts/<uuid:contact_id>/erase")
def erase(contact_id: UUID) -> Any:
    """Erase a person for good; nothing of them can be brought back."""
    given = read_form(Erasure, request.form)
    name = erase_person(db.session, my_id(), contact_id, now(), for_good=given.for_good)
    db.session.commit()
    flash(f"Nothing of {name} is kept.")
    return redirect(url_for("contacts.people"), 303)


@api.call(
    "POST",
    "/contacts/<uuid:contact_id>/erase",
    body=Erasure,
    body_needed=False,
    answers={204: None},
)
def post_erase(contact_id: UUID, body: Erasure | None) -> None:
    """Erase a person for good, at once; `for_good` also keeps them from being added again."""
    for_good = body is not None and body.for_good
    erase_person(db.session, my_id(), contact_id, now(), for_good=for_good)
    db.session.commit()


def _page(errors: dict[str, str]) -> str:
    count, oldest = never_written_to(db.session, my_id(), now())
    kept_out = count_kept_out(db.session, my_id())
    return render_template(
        "privacy/data.html", errors=errors, count=count, oldest=oldest, kept_out=kept_out
    )


def _farewell(errors: dict[str, str]) -> str:
    return render_template("privacy/farewell.html", errors=errors)
