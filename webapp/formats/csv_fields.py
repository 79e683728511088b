"""What a column of a list of people can fill, and the names that such columns have."""

import re
import unicodedata

from webapp.formats.csv_foreign_names import FOREIGN_NAMES

# Each field, and how a screen calls it.
FIELDS = {
    "name": "Name",
    "first": "First name",
    "middle": "Middle name",
    "last": "Last name",
    "prefix": "Before the name (Dr.)",
    "suffix": "After the name (MD)",
    "nickname": "Nickname",
    "phonetic_first": "First name as spoken",
    "phonetic_last": "Last name as spoken",
    "organisation": "Organisation",
    "department": "Department",
    "title": "Title",
    "email": "E-mail",
    "email_work": "Work e-mail",
    "email_home": "Home e-mail",
    "email_type": "Kind of the e-mail",
    "phone": "Phone",
    "phone_mobile": "Mobile phone",
    "phone_work": "Work phone",
    "phone_home": "Home phone",
    "phone_main": "Main phone",
    "phone_fax": "Fax",
    "phone_work_fax": "Work fax",
    "phone_home_fax": "Home fax",
    "phone_pager": "Pager",
    "phone_type": "Kind of the phone",
    "link": "Link",
    "note": "Note",
    "other": "Note, with the name of the column",
    "other_type": "Name of what goes into the note",
    "birthday": "Birthday",
    "categories": "Categories",
    "photo": "Address of a photo",
    "address": "Whole address",
    "address_street": "Street",
    "address_extended": "Address line 2",
    "address_city": "City",
    "address_region": "State",
    "address_postal_code": "Postal code",
    "address_country": "Country",
    "address_po_box": "PO box",
    "address_type": "Kind of the address",
    "school": "School",
    "detail": "Detail",
    "event": "Event",
    "place": "Place",
    "met_on": "Met on",
    "promise": "Promise",
    "stage": "Stage",
}

_COMMON_NAMES = {
    "name": "name, full name, display name, contact name",
    "first": "first name, given name, firstname, forename, first",
    "middle": "middle name, additional name, middle",
    "last": "last name, family name, lastname, surname, last",
    "prefix": "prefix, name prefix, salutation",
    "suffix": "suffix, name suffix",
    "nickname": "nickname",
    "phonetic_first": "phonetic first name, given name yomi, given yomi",
    "phonetic_last": "phonetic last name, family name yomi, surname yomi",
    "organisation": "organisation, organization, organisation name, organization name, company, "
    "company name, employer, institution, affiliation",
    "department": "department, organization department",
    "title": "title, job title, organization title, position, role",
    "email": "email, email address, mail, primary email, secondary email",
    "email_work": "work email, business email",
    "email_home": "home email, personal email, private email",
    "phone": "phone, phone number, telephone, tel, other phone, primary phone, car phone, "
    "radio phone, callback",
    "phone_mobile": "mobile, mobile phone, mobile number, cell, cell phone, cellphone",
    "phone_work": "work phone, business phone, office phone",
    "phone_home": "home phone",
    "phone_main": "main phone, company main phone",
    "phone_fax": "fax, fax number, other fax",
    "phone_work_fax": "work fax, business fax",
    "phone_home_fax": "home fax",
    "phone_pager": "pager, pager number",
    "link": "link, links, url, website, web site, web page, homepage, personal web page, "
    "linkedin, linkedin url, linkedin profile, profile url",
    "note": "note, notes, comment, comments, remarks",
    "birthday": "birthday, birth date, birthdate, date of birth",
    "categories": "categories, category, label, labels, tags, groups, group membership",
    "photo": "photo",
    "address": "address, postal address, mailing address",
    "address_extended": "address 2, address line 2",
    "address_street": "street, street address",
    "address_city": "city, town",
    "address_region": "state, province, region",
    "address_postal_code": "postal code, postcode, zip, zip code, zipcode",
    "address_country": "country, country region",
    "address_po_box": "po box",
}
FIELD_BY_NAME = {
    name: field
    for known in (FOREIGN_NAMES, _COMMON_NAMES)
    for field, names in known.items()
    for name in names.split(", ")
}
_PUNCTUATION = re.compile(r"[\W_]+")
_NUMBER = re.compile(" [1-9](?= address$|$)")


def plain_name(name: str) -> str:
    """A column's name without capitals and punctuation: `E-mail 1 - Value` as `email 1 value`."""
    words = _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", name).casefold())
    return words.strip().replace("e mail", "email")


def common_field(name: str) -> str | None:
    """The field of a column by its plain name, such as `business phone 2`; None if not known."""
    return FIELD_BY_NAME.get(name) or FIELD_BY_NAME.get(_NUMBER.sub("", name))
