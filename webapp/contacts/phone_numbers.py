"""Phone numbers as people type them, and whether two of them ring at the same person's."""

import re
from functools import lru_cache
from importlib.resources import files

import phonenumbers
from phonenumbers import MatchType, NumberParseException, PhoneNumber

_SAME = {MatchType.EXACT_MATCH, MatchType.NSN_MATCH}
_TAIL = 7
_ANY_REGION = "US"
_NORTH_AMERICAN = re.compile("[+]1[ -]?[2-9][0-9]{2}[ -]?([0-9]{3})[ -]?([0-9]{4})")


def same_number(one: str, other: str, region: str | None) -> bool:
    """Whether both are one number in E.164; extensions that differ make two of it.

    `region` (ISO 3166, as in "US") is where numbers without a country code were taken down. Where
    only one of the two has a country code, the other is read as a number of that country.
    """
    match = phonenumbers.is_number_match(_read(one, region) or one, _read(other, region) or other)
    return match in _SAME


@lru_cache(maxsize=4096)
def tail(number: str) -> str | None:
    """The last seven digits, which all ways to write one number share; None for what is none."""
    # As the library reads it, without its fifty steps to get there; most numbers are of this kind.
    if common := _NORTH_AMERICAN.fullmatch(number):
        return common[1] + common[2]
    read = _parse(number, _ANY_REGION)
    if read is None:
        return None
    digits = str(read.national_number)[-_TAIL:]
    is_international = number.lstrip().startswith(("+", "\N{FULLWIDTH PLUS SIGN}"))
    return digits if len(digits) == _TAIL or is_international else None


def region_of(time_zone: str) -> str | None:
    """The country that a time zone belongs to, as in "US"; None for UTC and other seas."""
    countries, aliases = _zones()
    return countries.get(time_zone) or countries.get(aliases.get(time_zone, ""))


def _read(number: str, region: str | None) -> PhoneNumber | None:
    """The number as one of this region; None where it cannot be one."""
    read = _parse(number, region)
    return read if read is not None and phonenumbers.is_possible_number(read) else None


def _parse(number: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(number, region)
    except NumberParseException:
        return None


@lru_cache
def _zones() -> tuple[dict[str, str], dict[str, str]]:
    """Which country each time zone is in, and which names are older ones of another zone."""
    folder = files("tzdata").joinpath("zoneinfo")
    table = [line.split("\t") for line in _lines(folder.joinpath("zone.tab").read_text())]
    links = [line.split() for line in _lines(folder.joinpath("tzdata.zi").read_text())]
    return (
        {zone: country for country, _place, zone, *_note in table},
        {alias: zone for kind, zone, alias, *_ in (link for link in links if link[0] == "L")},
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]
