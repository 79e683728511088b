"""Lines kept from vCard 3.0 in the words of 4.0 (RFC 6350, appendix A)."""

from webapp.formats.vcard_canonical import lossless_line
from webapp.formats.vcard_properties import Parameters, Property, parse_property

_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}
_UNKNOWN_MEDIA = "application/octet-stream"


def as_version_4(line: str) -> str:
    """The line with a PREF of its own instead of a type, and base64 as a data: address.

    An AGENT becomes somebody RELATED. `line` is a content line of 3.0, unfolded and free of
    control characters; a line that has none of these stays as it is.
    """
    prop = parse_property(1, line.encode())
    if prop is None or not (prop.is_base64 or _is_preferred(prop) or prop.name == "AGENT"):
        return line
    value = prop.raw.decode()
    if prop.name == "AGENT":
        kind = prop.values_of("VALUE") or ("text",)
        prop = prop._replace(name="RELATED", parameters=(("TYPE", ("agent",)), ("VALUE", kind)))
    parameters = prop.parameters
    if prop.is_base64:
        value = f"data:{_media_type(prop)};base64,{value}"
        parameters = _without(parameters, ("ENCODING", "VALUE", "TYPE"))
    if _is_preferred(prop):
        parameters = (*_without_preferred(parameters), ("PREF", ("1",)))
    return lossless_line(prop._replace(parameters=parameters), value)


def _is_preferred(prop: Property) -> bool:
    return any(value.upper() == "PREF" for value in prop.values_of("TYPE"))


def _media_type(prop: Property) -> str:
    kind = next((value for value in prop.values_of("TYPE") if value.upper() != "PREF"), "")
    family = _MEDIA.get(prop.name)
    return f"{family}/{kind.lower()}" if family and kind.isalnum() else _UNKNOWN_MEDIA


def _without(parameters: Parameters, names: tuple[str, ...]) -> Parameters:
    return tuple((name, values) for name, values in parameters if name not in names)


def _without_preferred(parameters: Parameters) -> Parameters:
    kept = (
        (name, tuple(v for v in values if name != "TYPE" or v.upper() != "PREF"))
        for name, values in parameters
    )
    return tuple((name, values) for name, values in kept if values)
