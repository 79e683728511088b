"""Text that was pasted: a scanned card, addressees, or else an e-mail signature."""

from webapp.formats.addressees import read_addressees
from webapp.formats.mecard import parse_mecard
from webapp.formats.signature import read_signature
from webapp.formats.vcard_contact import PostalAddress, ReadCard, ReadContact, TypedValue


def read_pasted(text: str) -> list[ReadCard]:
    """Everyone in the text by the best guess, always to be looked at before it is taken."""
    scanned = _scanned(text)
    people = [scanned] if scanned else list(read_addressees(text)) or [read_signature(text)]
    return [ReadCard(index, 1, person) for index, person in enumerate(people)]


def _scanned(text: str) -> ReadContact | None:
    person = parse_mecard(text)
    if person is None:
        return None
    return ReadContact(
        name=person.name,
        organisation=person.organisation,
        title=person.title,
        emails=tuple(TypedValue(email) for email in person.emails),
        phones=tuple(TypedValue(phone) for phone in person.phones),
        links=person.links,
        note="\n".join(filter(None, (person.note, person.nickname))),
        birthday=person.birthday,
        addresses=(PostalAddress(street=person.address),) if person.address else (),
    )
