"""The one form in which vCard text leaves our hands, for vobject to read or for an export."""

import re

from webapp.formats.vcard_properties import Parameters, Property, token

# A carriage return has no escape in vCard. It goes through as a control character, of which no
# value holds any.
_CARRIAGE_RETURN = "\x1f"
_SPECIAL = re.compile(r"\\.?|[;,\n\r]", re.DOTALL)
_ANY_ESCAPE = re.compile(r"\\.", re.DOTALL)
_ESCAPED = {";": "\\;", ",": "\\,", "\n": "\\n", "\r": _CARRIAGE_RETURN}
_KNOWN_ESCAPES = {"\\", ";", ",", "n", "N"}
_NEEDLESS_ESCAPES = {":", '"'}
_DECODED_ENCODINGS = {"QUOTED-PRINTABLE", "8BIT", "7BIT"}


def canonical_value(escaped: str, separators: str = "") -> str:
    """The value with RFC 2426's escapes and no other, free of line ends.

    The given separators stay as they are, all other commas and semicolons are escaped. An
    escape that no standard knows is a backslash that its writer forgot to double.
    """
    # Printable text has no line ends, and these three questions are quicker than one expression.
    if escaped.isprintable() and not ("\\" in escaped or ";" in escaped or "," in escaped):
        return escaped
    return _SPECIAL.sub(lambda found: _canonical(found[0], separators), escaped)


def _canonical(found: str, separators: str) -> str:
    if found in separators or found[1:] in _KNOWN_ESCAPES:
        return found
    if found[0] != "\\":
        return _ESCAPED[found]
    after = found[1:]
    return after if after in _NEEDLESS_ESCAPES else "\\\\" + _ESCAPED.get(after, after)


def restored(text: str) -> str:
    """A value that has been through the canonical form, with its carriage returns again."""
    return text.replace(_CARRIAGE_RETURN, "\r")


def has_surplus_parts(escaped: str, most: int | None) -> bool:
    """Whether something stands in the parts after the first so many of a structured value."""
    if most is None or escaped.count(";") < most:
        return False
    parts = _ANY_ESCAPE.sub("x", escaped).split(";")
    return any(part.strip() for part in parts[most:])


def lossless_line(prop: Property, escaped: str) -> str:
    """The whole line in vCard 3.0, unfolded, UTF-8 and without a line end, for a later export.

    Only its character set and quoted-printable are undone; the escapes of the value stay as
    written, since only the program that made the property knows what they mean.
    """
    parameters = "".join(
        f";{token(_safe(name))}={','.join(map(_quoted, values))}"
        for name, values in _kept_parameters(prop)
    )
    group = f"{_safe(prop.group)}." if prop.group else ""
    if prop.is_base64:
        escaped = "".join(escaped.split())
    value = escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return f"{group}{prop.name}{parameters}:{value}"


def _kept_parameters(prop: Property) -> Parameters:
    kept = []
    for name, values in prop.parameters:
        if name == "ENCODING":
            values = tuple(v for v in values if v.upper() not in _DECODED_ENCODINGS)
            values = tuple("b" if v.upper() in ("B", "BASE64") else v for v in values)
        if values and name != "CHARSET":
            kept.append((name, values))
    return tuple(kept)


def _safe(token: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", token)


def _quoted(value: str) -> str:
    value = value.replace('"', "'")
    return f'"{value}"' if re.search(r"[,;:]", value) else value
