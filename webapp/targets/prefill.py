"""What a capture made at a target already knows."""

from webapp.targets.model import Target

_NAME_IS_A_PERSON = "person"
_NAME_IS_AN_ORGANISATION = ("program", "booth")


def capture_values(target: Target) -> dict[str, str]:
    """Fields of a capture, as its form names them; what the target does not say is absent."""
    values = {
        "event_id": str(target.event_id),
        "place": target.place,
        "name": target.name if target.kind == _NAME_IS_A_PERSON else target.who,
        "organisation": target.name if target.kind in _NAME_IS_AN_ORGANISATION else "",
        "contact_id": str(target.contact_id) if target.contact_id else "",
        "program_id": str(target.program_id) if target.program_id else "",
    }
    return {name: value for name, value in values.items() if value}
