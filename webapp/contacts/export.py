"""A contact as an address book keeps it: what the vCard and its note say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from webapp.contacts.introductions import introducer
from webapp.contacts.model import STAGES, Contact, Encounter
from webapp.contacts.reach import EMAIL_TYPES, PHONE_TYPES
from webapp.formats.csv_contacts import CsvRow
from webapp.formats.vcard_contact import TypedValue
from webapp.formats.vcard_people import Address, VCardPerson

_ADDRESS_PARTS = ("po_box", "extended", "street", "city", "region", "postal_code", "country")


def person_card(
    contact: Contact,
    encounters: Sequence[Encounter],
    owed: Sequence[str] = (),
    photo_jpeg: bytes | None = None,
) -> VCardPerson:
    """A contact, the encounters newest first, and what is owed, in lines, as a vCard's values.

    The UID is the contact's id in every export, so that reading it again updates the person.
    What a card brought along that has no field here is given back with it.
    """
    birthday = _full_date(contact.birthday)
    return VCardPerson(
        uid=str(contact.id),
        name=contact.name,
        first=contact.first,
        last=contact.last,
        middle=contact.middle,
        prefix=contact.prefix,
        suffix=contact.suffix,
        organisation=contact.organisation,
        department=contact.department,
        title=contact.title,
        phones=_typed(contact.phones),
        emails=_typed(contact.emails),
        links=contact.links,
        note=note_text(contact, encounters, owed),
        categories=categories(contact, encounters),
        birthday=birthday,
        birthday_text="" if birthday else contact.birthday,
        addresses=[_address(address) for address in contact.addresses],
        photo_jpeg=photo_jpeg,
        unmodelled=contact.unmodelled,
        rev=contact.changed_at,
    )


def shared_card(contact: Contact) -> VCardPerson:
    """What may be passed on of a contact: name, work, and the ways to reach them.

    Nothing of what the owner noted or thinks goes along, nor labels of the owner's own, nor when
    the contact was last changed.
    """
    return VCardPerson(
        uid=str(contact.id),
        name=contact.name,
        first=contact.first,
        last=contact.last,
        middle=contact.middle,
        prefix=contact.prefix,
        suffix=contact.suffix,
        organisation=contact.organisation,
        title=contact.title,
        phones=[_without_label(phone, PHONE_TYPES) for phone in contact.phones],
        emails=[_without_label(email, EMAIL_TYPES) for email in contact.emails],
        links=contact.links,
    )


def csv_row(contact: Contact, encounters: Sequence[Encounter]) -> CsvRow:
    """A contact and the newest encounter as a row of a spreadsheet."""
    newest = encounters[0] if encounters else None
    email, email_2, *_ = [*(email["value"] for email in contact.emails), "", ""]
    phone, phone_2, *_ = [*(phone["value"] for phone in contact.phones), "", ""]
    return CsvRow(
        name=contact.name,
        first_name=contact.first,
        last_name=contact.last,
        organisation=contact.organisation,
        title=contact.title,
        school=contact.school,
        email=email,
        email_2=email_2,
        phone=phone,
        phone_2=phone_2,
        links=contact.links,
        detail=newest.detail if newest else "",
        event=newest.event.name if newest and newest.event else "",
        place=newest.place if newest else "",
        met_on=_day_of(newest) if newest else None,
        promise=newest.promise if newest else "",
        stage=STAGES[contact.stage],
        note=contact.note,
    )


def note_text(contact: Contact, encounters: Sequence[Encounter], owed: Sequence[str]) -> str:
    """The note: each meeting with its detail, then what is owed, the school, the own note."""
    parts = ["\n".join(_meeting(encounter)) for encounter in encounters]
    parts.append("\n".join(owed))
    parts.append("\n".join(_standing(contact)))
    parts.append(contact.note)
    return "\n\n".join(part for part in parts if part.strip())


def categories(contact: Contact, encounters: Sequence[Encounter]) -> list[str]:
    """The events where the person was met, the stage, and those of the own card, each once."""
    events = [encounter.event.name for encounter in encounters if encounter.event]
    return list(dict.fromkeys([*events, STAGES[contact.stage], *contact.categories]))


def _typed(kept: Sequence[Mapping[str, str]]) -> list[TypedValue]:
    return [TypedValue(entry["value"], entry["type"]) for entry in kept]


def _without_label(entry: Mapping[str, str], types: Mapping[str, str]) -> TypedValue:
    kind = entry["type"].lower()
    return TypedValue(entry["value"], kind if kind in types else "")


def _address(kept: Mapping[str, str]) -> Address:
    parts = tuple(kept.get(part, "") for part in _ADDRESS_PARTS)
    return Address("\n".join(filter(str.strip, parts)), kept.get("type", ""), parts)


def _meeting(encounter: Encounter) -> Iterator[str]:
    yield encounter.detail
    event = encounter.event.name if encounter.event else ""
    yield ", ".join(filter(None, [encounter.place, event, _day(_day_of(encounter))]))
    by = introducer(encounter)
    if by:
        yield f"Introduced by {by.name}"
    if encounter.talk.strip():
        yield f"Talked about: {encounter.talk}"


def _standing(contact: Contact) -> Iterator[str]:
    # Address books keep no school, and some of them no categories.
    if contact.school:
        yield f"School: {contact.school}"
    if contact.stage != "contact":
        yield STAGES[contact.stage]


def _full_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_of(encounter: Encounter) -> date:
    return encounter.at.astimezone(ZoneInfo(encounter.time_zone)).date()


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
