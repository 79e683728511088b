"""How we stand with a person, over HTTP: a part of their page, and its JSON."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.contacts.meet import get_contact
from webapp.contacts.model import RELATIONS, STAGES, Contact
from webapp.db import db
from webapp.errors import Invalid
from webapp.followups.cap import too_soon
from webapp.followups.plan import last_contact, replan
from webapp.pages import now, tell, today
from webapp.relations import acts as domain
from webapp.relations.cadence import limit_of
from webapp.relations.details import (
    ActChanges,
    ActDetails,
    OfferChanges,
    OfferDetails,
    RelationChanges,
)
from webapp.relations.model import ACTS
from webapp.relations.shapes import (
    ActOut,
    OfferOut,
    RelationOut,
    act_out,
    offer_out,
    relation_out,
)
from webapp.relations.stages import proposed_stage
from webapp.relations.whom import relation_of
from webapp.validation import read_form

pages = Blueprint("relations", __name__)
pages.before_request(require_sign_in)
api = Api("relations")

WORDS = {
    "what": "What it was",
    "kind": "What they did",
    "on": "The day",
    "stage": "The stage",
    "contact_limit_a_year": "The number of letters",
}


@pages.app_template_global()
def how_we_stand(contact: Contact) -> dict[str, Any]:
    """What the person's page shows of the relation."""
    told = _out(contact)
    names = {"act_kinds": ACTS, "relations": RELATIONS, "stages": STAGES}
    return {**dict(told), **names, "own_limit": contact.contact_limit_a_year}


@pages.post("/contacts/<uuid:contact_id>/acts")
def log_act(contact_id: UUID) -> Any:
    """Log what they did."""
    get_contact(db.session, my_id(), contact_id)
    try:
        details = read_form(ActDetails, request.form)
        act = domain.log_act(db.session, me(), contact_id, details, now(), today())
    except Invalid as error:
        return _back(contact_id, error)
    replan(db.session, me(), act.contact_id, now())
    db.session.commit()
    tell(f"Logged: {ACTS[act.kind].lower()}.", undo=url_for("relations.forget_act", act_id=act.id))
    return _back(act.contact_id)


@pages.post("/acts/<uuid:act_id>/delete")
def forget_act(act_id: UUID) -> Any:
    """Take an act away."""
    contact_id = _forget_act(act_id)
    return _back(contact_id)


@pages.post("/contacts/<uuid:contact_id>/offers")
def make_offer(contact_id: UUID) -> Any:
    """Note what I can do for them."""
    get_contact(db.session, my_id(), contact_id)
    try:
        details = read_form(OfferDetails, request.form)
        offer = domain.make_offer(db.session, my_id(), contact_id, details, now())
    except Invalid as error:
        return _back(contact_id, error)
    db.session.commit()
    return _back(offer.contact_id)


@pages.post("/offers/<uuid:offer_id>/<any(done, delete):verb>")
def end_offer(offer_id: UUID, verb: str) -> Any:
    """Note that I did it, or take it away."""
    if verb == "delete":
        offer = domain.forget_offer(db.session, my_id(), offer_id)
    else:
        changes = OfferChanges(done_on=today())
        offer = domain.change_offer(db.session, my_id(), offer_id, changes)
    db.session.commit()
    return _back(offer.contact_id)


@pages.post("/contacts/<uuid:contact_id>/relation")
def change_relation(contact_id: UUID) -> Any:
    """Raise the stage, correct the relation, or set a number of letters a year."""
    try:
        changes = read_form(RelationChanges, request.form)
        if request.form.get("contact_limit_a_year") == "":
            changes = changes.model_copy(update={"contact_limit_a_year": None})
        if request.form.get("relation") == "":
            changes = changes.model_copy(update={"relation": ""})
        contact = domain.change_relation(db.session, me(), contact_id, changes, now())
    except Invalid as error:
        return _back(contact_id, error)
    replan(db.session, me(), contact.id, now())
    db.session.commit()
    return _back(contact.id)


@api.call("GET", "/contacts/<uuid:contact_id>/relation", answers={200: RelationOut})
def get_relation(contact_id: UUID) -> RelationOut:
    """How we stand: stage, acts, offers, and how often is often enough."""
    return _out(get_contact(db.session, my_id(), contact_id))


@api.call(
    "PATCH",
    "/contacts/<uuid:contact_id>/relation",
    body=RelationChanges,
    answers={200: RelationOut},
)
def patch_relation(contact_id: UUID, body: RelationChanges) -> RelationOut:
    """Change stage, relation or limit; what is not given stays."""
    contact = domain.change_relation(db.session, me(), contact_id, body, now())
    replan(db.session, me(), contact.id, now())
    db.session.commit()
    return _out(contact)


@api.call("POST", "/contacts/<uuid:contact_id>/acts", body=ActDetails, answers={201: ActOut})
def post_act(contact_id: UUID, body: ActDetails) -> tuple[ActOut, int]:
    """Log what a contact did for me; advice opens a follow-up to report back."""
    act = domain.log_act(db.session, me(), contact_id, body, now(), today())
    replan(db.session, me(), act.contact_id, now())
    db.session.commit()
    return act_out(act), 201


@api.call("PATCH", "/acts/<uuid:act_id>", body=ActChanges, answers={200: ActOut})
def patch_act(act_id: UUID, body: ActChanges) -> ActOut:
    """Change an act; what is not given stays."""
    act = domain.change_act(db.session, me(), act_id, body, today())
    replan(db.session, me(), act.contact_id, now())
    db.session.commit()
    return act_out(act)


@api.call("DELETE", "/acts/<uuid:act_id>", answers={204: None})
def delete_act(act_id: UUID) -> None:
    """Take an act away."""
    _forget_act(act_id)


@api.call("POST", "/contacts/<uuid:contact_id>/offers", body=OfferDetails, answers={201: OfferOut})
def post_offer(contact_id: UUID, body: OfferDetails) -> tuple[OfferOut, int]:
    """Note something that I can do for a contact."""
    offer = domain.make_offer(db.session, my_id(), contact_id, body, now())
    db.session.commit()
    return offer_out(offer), 201


@api.call("PATCH", "/offers/<uuid:offer_id>", body=OfferChanges, answers={200: OfferOut})
def patch_offer(offer_id: UUID, body: OfferChanges) -> OfferOut:
    """Change an offer, or note that it was done."""
    offer = domain.change_offer(db.session, my_id(), offer_id, body)
    db.session.commit()
    return offer_out(offer)


@api.call("DELETE", "/offers/<uuid:offer_id>", answers={204: None})
def delete_offer(offer_id: UUID) -> None:
    """Take an offer away."""
    domain.forget_offer(db.session, my_id(), offer_id)
    db.session.commit()


def _forget_act(act_id: UUID) -> UUID:
    act = domain.forget_act(db.session, my_id(), act_id)
    replan(db.session, me(), act.contact_id, now())
    db.session.commit()
    return act.contact_id


def _out(contact: Contact) -> RelationOut:
    acts = domain.acts_of(db.session, my_id(), contact.id)
    account = me().contact_limit_a_year
    return relation_out(
        contact,
        relation_of(contact, me().school),
        proposed_stage(contact, acts, me().school),
        acts,
        domain.offers_of(db.session, my_id(), contact.id),
        limit=limit_of(contact.stage, contact.contact_limit_a_year, account),
        last_contact_on=last_contact(db.session, me(), contact),
        too_soon_until=too_soon(db.session, my_id(), [contact], today()).get(contact.id),
    )


def _back(contact_id: UUID, error: Invalid | None = None) -> Any:
    typed: dict[str, Any] = {}
    if error is not None:
        flash(" ".join(f"{WORDS.get(one.field, 'It')} {one.message}" for one in error.errors))
        typed = {name: request.form[name] for name in ("what", "kind") if request.form.get(name)}
    address = url_for("contacts.person", contact_id=contact_id, **typed)
    return redirect(f"{address}#relation", 303)
