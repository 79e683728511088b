"""Duplicates and merges over HTTP."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.accounts.current import is_signed_in, me, my_id, require_sign_in
from webapp.api import Api
from webapp.contacts import merge as domain
from webapp.contacts.duplicates import find_likenesses
from webapp.contacts.listing import get_person
from webapp.contacts.meet import get_contact
from webapp.contacts.merges import list_merges
from webapp.contacts.model import Contact, Merge
from webapp.contacts.pairs import (
    contacts_of,
    count_duplicates,
    dismiss,
    list_duplicates,
    met_before,
)
from webapp.contacts.phone_numbers import region_of
from webapp.contacts.reach import ways_to_reach
from webapp.db import db
from webapp.errors import Conflict, FieldError, Invalid, NotFound
from webapp.followups.plan import replan
from webapp.merging.shapes import (
    DuplicatesOut,
    DuplicatesQuery,
    LikelyListOut,
    LikelyQuery,
    MergeDetails,
    MergeOut,
    duplicates_out,
    likely_out,
    merge_out,
)
from webapp.pages import now, tell
from webapp.validation import read_form

pages = Blueprint("merging", __name__)
pages.before_request(require_sign_in)
api = Api("merging")


@pages.app_template_global()
def duplicates_waiting() -> int:
    """How many pairs of contacts may be one person."""
    return count_duplicates(db.session, my_id()) if is_signed_in() else 0


@pages.app_template_global()
def likely_same(contact_id: UUID) -> Contact | None:
    """Whom this contact most likely is besides, with the encounters, if it is anybody."""
    return met_before(db.session, my_id(), contact_id)


@pages.get("/contacts/duplicates")
def duplicates() -> Any:
    """Those who may be one person, side by side, and what was merged lately."""
    query = read_form(DuplicatesQuery, request.args)
    page = list_duplicates(db.session, my_id(), cursor=query.cursor, limit=20)
    merges = list_merges(db.session, my_id())
    return render_template("contacts/duplicates.html", page=page, merges=merges)


@pages.get("/contacts/<uuid:contact_id>/merge")
def preview(contact_id: UUID) -> Any:
    """What becomes of two contacts when they are one."""
    kept = _person(contact_id)
    absorbed = _person(_read_id(request.args.get("with", "")))
    if kept.id == absorbed.id:
        return redirect(url_for("contacts.person", contact_id=kept.id))
    combined = domain.combined(kept, absorbed)
    return render_template(
        "contacts/merge.html",
        kept=kept,
        absorbed=absorbed,
        combined=combined,
        ways=list(ways_to_reach(combined)),
    )


@pages.post("/contacts/<uuid:contact_id>/merge")
def merge(contact_id: UUID) -> Any:
    """Let one contact absorb the other; undo is offered on the next page."""
    taken = _merge(contact_id, read_form(MergeDetails, request.form))
    kept = get_contact(db.session, my_id(), taken.kept_id)
    _commit(taken)
    tell(
        f"Put together as {kept.name}.",
        undo=url_for("merging.undo", merge_id=taken.id),
    )
    return redirect(url_for("contacts.person", contact_id=kept.id), 303)


@pages.post("/contacts/merges/<uuid:merge_id>/undo")
def undo(merge_id: UUID) -> Any:
    """Make two contacts of one again."""
    try:
        taken = domain.undo_merge(db.session, my_id(), merge_id, now())
    except Conflict as error:
        flash(f"{error} Nothing was changed.")
    else:
        _commit(taken)
        flash("Two people again, as before. What was added since stays with the one you kept.")
    return redirect(url_for("merging.duplicates"), 303)


@pages.post("/contacts/<uuid:contact_id>/apart/<uuid:other_id>")
def apart(contact_id: UUID, other_id: UUID) -> Any:
    """Remember that these are two people."""
    dismiss(db.session, my_id(), contact_id, other_id, now())
    db.session.commit()
    back = url_for("merging.together", contact_id=contact_id, other_id=other_id)
    tell("Noted as two people.", undo=back)
    return redirect(url_for("merging.duplicates"), 303)


@pages.post("/contacts/<uuid:contact_id>/apart/<uuid:other_id>/undo")
def together(contact_id: UUID, other_id: UUID) -> Any:
    """Let them be shown together again."""
    dismiss(db.session, my_id(), contact_id, other_id, None)
    db.session.commit()
    return redirect(url_for("merging.duplicates"), 303)


@api.call("GET", "/contacts/duplicates", query=DuplicatesQuery, answers={200: DuplicatesOut})
def list_pairs(query: DuplicatesQuery) -> DuplicatesOut:
    """Pairs of contacts who may be one person, the likeliest first."""
    page = list_duplicates(db.session, my_id(), cursor=query.cursor, limit=query.limit)
    return duplicates_out(page)


@api.call("GET", "/contacts/likely", query=LikelyQuery, answers={200: LikelyListOut})
def list_likely(query: LikelyQuery) -> LikelyListOut:
    """The contacts whom somebody just met may be, the likeliest first."""
    region = region_of(me().time_zone)
    found = find_likenesses(db.session, my_id(), query.person(), region)
    contacts = contacts_of(db.session, my_id(), [likeness.contact_id for likeness in found])
    return LikelyListOut(
        items=[likely_out(likeness, contacts[likeness.contact_id]) for likeness in found]
    )


@api.call("POST", "/contacts/<uuid:contact_id>/merge", body=MergeDetails, answers={200: MergeOut})
def merge_contacts(contact_id: UUID, body: MergeDetails) -> MergeOut:
    """Let this contact absorb another; a repeat changes nothing."""
    taken = _merge(contact_id, body)
    _commit(taken)
    return merge_out(taken)


@api.call("POST", "/merges/<uuid:merge_id>/undo", answers={200: MergeOut, 409: None})
def undo_merge(merge_id: UUID) -> MergeOut:
    """Make two contacts of one again; a repeat changes nothing."""
    taken = domain.undo_merge(db.session, my_id(), merge_id, now())
    _commit(taken)
    return merge_out(taken)


def _commit(taken: Merge) -> None:
    """Keep a merge or its undoing, with the follow-ups of both as they are owed now."""
    for contact_id in (taken.kept_id, taken.absorbed_id):
        replan(db.session, me(), contact_id, now())
    db.session.commit()


def _merge(contact_id: UUID, details: MergeDetails) -> Merge:
    get_contact(db.session, my_id(), contact_id)
    try:
        return domain.merge(
            db.session,
            my_id(),
            contact_id,
            details.absorb,
            now(),
            takes_name=details.name == "absorbed",
        )
    except NotFound:
        raise Invalid(FieldError("absorb", "is none of your contacts.")) from None


def _person(contact_id: UUID) -> Contact:
    """The contact that this id leads to, with the encounters."""
    found = get_contact(db.session, my_id(), contact_id)
    return get_person(db.session, my_id(), found.id)


def _read_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("Contact") from None
