"""The contacts room over HTTP."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for

from webapp.accounts.current import me, my_id, require_sign_in
from webapp.api import Api
from webapp.contacts import deletion, downloads
from webapp.contacts.counting import MOST_COUNTED, count_beside, stages_in_use
from webapp.contacts.details import ContactChanges, ContactFilters, ContactQuery
from webapp.contacts.edit import change_contact
from webapp.contacts.export import person_card, shared_card
from webapp.contacts.form import contact_form, form_errors, read_contact_form
from webapp.contacts.introductions import introduced_by, introduced_to, introducer
from webapp.contacts.listing import get_person, list_contacts, meeting_shown
from webapp.contacts.model import STAGES, Contact
from webapp.contacts.reach import EMAIL_TYPES, PHONE_TYPES, ways_to_reach
from webapp.contacts.shapes import ContactOut, ContactPage, contact_out
from webapp.db import db
from webapp.errors import Invalid
from webapp.events.model import Event, list_events
from webapp.export.beside import beside
from webapp.followups.model import KINDS
from webapp.followups.plan import replan
from webapp.followups.queue import follow_ups_of
from webapp.followups.shapes import follow_up_out
from webapp.followups.signature import signature_of
from webapp.pages import base_url, now, tell, today
from webapp.validation import read_form, read_values

pages = Blueprint("contacts", __name__)
pages.before_request(require_sign_in)
api = Api("contacts")


@pages.get("/contacts")
def people() -> Any:
    """Everyone met, or those whom the filters leave."""
    query = read_form(ContactQuery, request.args)
    page = list_contacts(db.session, my_id(), query, cursor=query.cursor, limit=query.limit)
    in_use = stages_in_use(db.session, my_id())
    return render_template(
        "contacts/people.html",
        page=page,
        query=query,
        filters=query.model_dump(exclude={"cursor", "limit"}, exclude_defaults=True),
        count=count_beside(db.session, my_id(), query, page, query.cursor),
        most_counted=MOST_COUNTED,
        events=list_events(db.session, my_id()),
        stages={stage: words for stage, words in STAGES.items() if stage in in_use},
        meeting_shown=meeting_shown,
    )


@pages.get("/contacts/<uuid:contact_id>")
def person(contact_id: UUID) -> Any:
    """One person: the detail, the ways to reach them, what is owed, every meeting."""
    contact = get_person(db.session, my_id(), contact_id)
    if contact.id != contact_id:
        return redirect(url_for("contacts.person", contact_id=contact.id))
    return render_template(
        "contacts/person.html",
        contact=contact,
        stages=STAGES,
        ways=list(ways_to_reach(contact)),
        follow_ups=follow_ups_of(db.session, my_id(), [contact_id], today())[contact_id],
        kinds=KINDS,
        introduced_by=introduced_by(contact),
        introduced_to=introduced_to(db.session, my_id(), [contact_id])[contact_id],
        introducer=introducer,
    )


@pages.get("/contacts/<uuid:contact_id>/edit")
def edit(contact_id: UUID) -> Any:
    """The form for all that is known of a person."""
    contact = get_person(db.session, my_id(), contact_id)
    return _edit_form(contact, contact_form(contact), {})


@pages.post("/contacts/<uuid:contact_id>/edit")
def save(contact_id: UUID) -> Any:
    """Keep what was typed, or show it again with what is wrong."""
    contact = get_person(db.session, my_id(), contact_id)
    typed = read_contact_form(request.form)
    try:
        changes = read_values(ContactChanges, typed)
        change_contact(db.session, me(), contact_id, changes, now())
        replan(db.session, me(), contact_id, now())
    except Invalid as error:
        return _edit_form(contact, contact_form(contact) | typed, form_errors(error)), 422
    db.session.commit()
    return redirect(url_for("contacts.person", contact_id=contact_id), 303)


@pages.post("/contacts/<uuid:contact_id>/delete")
def delete(contact_id: UUID) -> Any:
    """Take a person off every screen; undo is offered on the next one."""
    contact = deletion.delete_contact(db.session, my_id(), contact_id, now())
    db.session.commit()
    tell(f"Deleted {contact.name}.", undo=url_for("contacts.restore", contact_id=contact_id))
    return redirect(url_for("contacts.people"), 303)


@pages.post("/contacts/<uuid:contact_id>/restore")
def restore(contact_id: UUID) -> Any:
    """Undo a deletion."""
    deletion.restore_contact(db.session, my_id(), contact_id, now())
    db.session.commit()
    return redirect(url_for("contacts.person", contact_id=contact_id), 303)


@pages.get("/contacts.vcf")
def all_vcards() -> Any:
    """Everyone whom the filters leave, as vCards: 3.0, or what `version` asks for."""
    filters = read_form(ContactFilters, request.args)
    version = request.args.get("version", "")
    return downloads.vcards_of(my_id(), filters, _beside(), _file_name(filters), version)


@pages.get("/contacts.csv")
def all_csv() -> Any:
    """Everyone whom the filters leave, as a table: our own, or `for` google or outlook."""
    filters = read_form(ContactFilters, request.args)
    program = request.args.get("for", "")
    return downloads.csv_of(my_id(), filters, _beside(), _file_name(filters), program)


@pages.get("/contacts/<uuid:contact_id>.vcf")
def vcard(contact_id: UUID) -> Any:
    """One person as a vCard."""
    contact = get_person(db.session, my_id(), contact_id)
    known = _beside()
    owed, photo = known.owed([contact_id])[contact_id], known.photos([contact_id]).get(contact_id)
    card = person_card(contact, contact.encounters, owed, photo)
    return downloads.vcards([card], contact.name, request.args.get("version", ""))


@pages.get("/contacts/<uuid:contact_id>/share.vcf")
def share(contact_id: UUID) -> Any:
    """One person as a vCard for somebody else, with nothing that is the owner's own."""
    contact = get_person(db.session, my_id(), contact_id)
    return downloads.vcards([shared_card(contact)], contact.name)


@api.call("GET", "/contacts", query=ContactQuery, answers={200: ContactPage})
def list_people(query: ContactQuery) -> ContactPage:
    """A page of contacts, newest encounter first."""
    page = list_contacts(db.session, my_id(), query, cursor=query.cursor, limit=query.limit)
    return ContactPage(items=_out(page.contacts), cursor=page.cursor)


@api.call("GET", "/contacts/<uuid:contact_id>", answers={200: ContactOut})
def show_person(contact_id: UUID) -> ContactOut:
    """One contact, with encounters, follow-ups and introductions."""
    return _out([get_person(db.session, my_id(), contact_id)])[0]


def _out(contacts: list[Contact]) -> list[ContactOut]:
    ids = [contact.id for contact in contacts]
    introduced = introduced_to(db.session, my_id(), ids)
    follow_ups = follow_ups_of(db.session, my_id(), ids, today())
    sender = signature_of(db.session, me(), base_url())
    return [
        contact_out(
            contact,
            introduced[contact.id],
            [follow_up_out(item, sender) for item in follow_ups[contact.id]],
        )
        for contact in contacts
    ]


def _beside() -> downloads.Beside:
    return beside(my_id(), today())


def _edit_form(contact: Contact, values: dict[str, Any], errors: dict[str, str]) -> str:
    return render_template(
        "contacts/edit.html",
        contact=contact,
        values=values,
        errors=errors,
        stages=list(STAGES.items()),
        email_types=EMAIL_TYPES,
        phone_types=PHONE_TYPES,
        events=[(event.id, event.name) for event in list_events(db.session, my_id())],
        meetings={str(encounter.id): encounter for encounter in contact.encounters},
    )


def _file_name(filters: ContactFilters) -> str:
    event = db.session.get(Event, (my_id(), filters.event)) if filters.event else None
    return event.name if event else "Hallway contacts"
