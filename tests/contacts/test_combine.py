"""The values of two contacts as one person's, and the way back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from webapp.contacts.combine import FACTS, LISTS, NAME, combine, take_apart
from webapp.contacts.model import RELATIONS, STAGES

NOTHING: dict[str, Any] = {
    **dict.fromkeys([*NAME, *FACTS, "note", "card_uid"], ""),
    **{name: [] for name in LISTS},
    "stage": "contact",
    "relation": "",
    "contact_limit_a_year": None,
    "program_id": None,
}

words = st.sampled_from(["", "Ngozi", "Dr.", "Mercy", "Mercy, Newark", "ngozi", " x ", "a\nb"])
reach = st.fixed_dictionaries(
    {
        "value": st.sampled_from(["a@example.org", "A@example.org", "+1 973", "+1973", "b", ""]),
        "type": st.sampled_from(["", "work", "home"]),
    }
)
places = st.fixed_dictionaries({"type": words, "city": words})
entries = {"emails": reach, "phones": reach, "addresses": places}
values = st.fixed_dictionaries(
    {
        **dict.fromkeys([*NAME, *FACTS, "card_uid"], words),
        **{name: st.lists(entries.get(name, words), max_size=3) for name in LISTS},
        "program_id": st.sampled_from([None, "01a2066e-4247-7089-a03e-bc1e4330f853"]),
        "stage": st.sampled_from(list(STAGES)),
        "relation": st.sampled_from(["", *RELATIONS]),
        "contact_limit_a_year": st.none() | st.integers(1, 12),
        "note": st.one_of(
            words, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
        ),
    }
)


def known(**given: Any) -> dict[str, Any]:
    return {**NOTHING, **given}


def test_what_is_missing_is_filled_in_and_what_differs_goes_into_the_note() -> None:
    kept = known(name="Ngozi Adébáyò", title="Program director", note="Prefers mornings.")
    absorbed = known(
        name="Dr. N. Adebayo",
        prefix="Dr.",
        title="Associate director",
        organisation="Mercy",
        stage="mentor",
        note="Met her sister.",
    )
    found = combine(kept, absorbed)
    assert found["name"] == "Ngozi Adébáyò"
    assert found["prefix"] == "Dr."
    assert found["title"] == "Program director"
    assert found["organisation"] == "Mercy"
    assert found["stage"] == "mentor"
    assert found["note"] == (
        "Prefers mornings.\n\n"
        "Also known as: Dr. N. Adebayo\nTitle: Associate director\n\n"
        "Met her sister."
    )


def test_the_other_name_may_stand_and_this_one_is_noted() -> None:
    kept = known(name="N. Adebayo", first="N.", title="Director")
    absorbed = known(name="Ngozi Adébáyò", first="Ngozi", last="Adébáyò", title="Chief")
    found = combine(kept, absorbed, takes_name=True)
    assert (found["name"], found["first"], found["last"]) == ("Ngozi Adébáyò", "Ngozi", "Adébáyò")
    assert found["title"] == "Director"
    assert found["note"] == "Also known as: N. Adebayo\nTitle: Chief"


def test_one_address_in_two_spellings_is_kept_once() -> None:
    kept = known(
        emails=[{"value": "ngozi@example.org", "type": "work"}],
        phones=[{"value": "+1 (973) 555-0101", "type": "mobile"}],
    )
    absorbed = known(
        emails=[{"value": "Ngozi@Example.org", "type": "home"}],
        phones=[
            {"value": "+19735550101", "type": ""},
            {"value": "+1 973 555 0101 ext 2", "type": ""},
        ],
    )
    found = combine(kept, absorbed)
    assert found["emails"] == kept["emails"]
    assert [phone["value"] for phone in found["phones"]] == [
        "+1 (973) 555-0101",
        "+1 973 555 0101 ext 2",
    ]


def test_the_note_says_nothing_twice() -> None:
    kept = known(name="Ngozi", note="Met her sister.\nAlso known as: N.")
    absorbed = known(name="N.", title="Chief", note="Met her sister.")
    assert combine(kept, absorbed)["note"] == kept["note"]
    assert combine({**kept, "title": "Chief"}, absorbed)["note"] == kept["note"]
    assert combine({**kept, "title": "Dr"}, absorbed)["note"] == kept["note"] + "\n\nTitle: Chief"


@given(values, values, st.booleans())
def test_every_value_of_both_is_found_in_the_one(
    kept: dict[str, Any], absorbed: dict[str, Any], takes_name: bool
) -> None:
    found = combine(kept, absorbed, takes_name=takes_name)
    whole = "\n".join(str(found[name]) for name in (*NAME, *FACTS, "note"))
    for source in (kept, absorbed):
        for name in (*NAME, *FACTS, "note"):
            assert source[name].strip() in whole, name
        for name in ("links", "addresses", "categories", "unmodelled"):
            assert all(entry in found[name] for entry in source[name])
        addresses = {email["value"].strip().casefold() for email in found["emails"]}
        assert {email["value"].strip().casefold() for email in source["emails"]} <= addresses
        digits = [phone["value"].replace(" ", "").casefold() for phone in found["phones"]]
        assert all(p["value"].replace(" ", "").casefold() in digits for p in source["phones"])
        if source["stage"] != "contact":
            assert source["stage"] == found["stage"] or STAGES[source["stage"]] in found["note"]
    assert found["card_uid"] or not (kept["card_uid"] or absorbed["card_uid"])


@given(values, values, st.booleans())
def test_taking_apart_what_nobody_changed_gives_what_was(
    kept: dict[str, Any], absorbed: dict[str, Any], takes_name: bool
) -> None:
    found = combine(kept, absorbed, takes_name=takes_name)
    assert take_apart(kept, found, found) == kept


@given(values, values, values)
def test_what_was_changed_since_stays(
    kept: dict[str, Any], absorbed: dict[str, Any], later: dict[str, Any]
) -> None:
    found = combine(kept, absorbed)
    left = take_apart(kept, found, later)
    for name in (*NAME, *FACTS, "stage"):
        if later[name] != found[name]:
            assert left[name] == later[name]
    for name in LISTS:
        mine = [entry for entry in later[name] if entry not in found[name]]
        assert [entry for entry in left[name] if entry in mine] == mine


def test_a_line_added_to_the_note_since_stays_while_what_the_merge_wrote_goes() -> None:
    kept, absorbed = known(name="Ngozi", note="Mornings."), known(name="N.", note="A sister.")
    found = combine(kept, absorbed)
    later = {**found, "note": "Called.\n" + found["note"] + "\nCalled again."}
    assert take_apart(kept, found, later)["note"] == "Called.\nMornings.\nCalled again."


def test_an_address_added_since_stays_while_those_that_came_go() -> None:
    mine, theirs = ({"value": f"{n}@example.org", "type": ""} for n in ("mine", "theirs"))
    new = {"value": "new@example.org", "type": ""}
    kept, absorbed = known(emails=[mine]), known(emails=[theirs])
    found = combine(kept, absorbed)
    later = {**found, "emails": [new, *found["emails"]]}
    assert take_apart(kept, found, later)["emails"] == [new, mine]
