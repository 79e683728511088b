"""Whatever is done by whatever way, a phone that only hears of changes holds what there is."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from tests.capture.phone import Phone
from tests.conftest import Clock, Person, at_most, sign_up
from tests.contacts.conftest import get
from tests.imports.conftest import NGOZI, send
from webapp.db import new_id

NAMES = ("Ngozi Adébáyò", "Marcus Oyelaran", "Bao Tran", "Ngozi Adebayo")
STEPS = 40


class Season:
    """One owner who does things at random through every door."""

    def __init__(self, person: Person, clock: Clock, seed: int) -> None:
        self.browser, self.person, self.clock = person.browser, person, clock
        self.chance = random.Random(seed)
        self.captures: list[str] = []
        self.merges: list[str] = []
        self.imports: list[str] = []
        self.deleted: list[str] = []

    def step(self) -> None:
        """One thing at random. What cannot be done now is answered so, and changes nothing."""
        acts: list[Callable[[], Any]] = [
            self.capture, self.several, self.meet_again, self.take_back, self.edit,
            self.delete, self.restore, self.merge, self.unmerge, self.make_event,
            self.change_event, self.remove_event, self.follow_up, self.word, self.card,
            self.account, self.bring_in, self.undo_import, self.wait,
        ]  # fmt: skip
        answer = self.chance.choice(acts)()
        assert answer is None or answer.status_code < 500, answer.text

    def capture(self, **more: Any) -> Any:
        op_id = str(new_id())
        self.captures.append(op_id)
        return self.browser.put(f"/api/v1/captures/{op_id}", json=self.someone(**more))

    def several(self) -> Any:
        ops = [
            {"op_id": str(new_id()), "type": "capture", "fields": self.someone()} for _ in range(4)
        ]
        self.captures += [str(one["op_id"]) for one in ops]
        return self.browser.post("/api/v1/sync", json={"ops": ops, "limit": 1})

    def someone(self, **more: Any) -> dict[str, Any]:
        return {
            "name": self.chance.choice(NAMES),
            "detail": f"detail {self.chance.random()}",
            "email": self.chance.choice(["", "n@example.org"]),
            "promise": self.chance.choice(["", "the sepsis paper"]),
            "introduced_by": self.chance.choice(["", *NAMES]),
            **({"event_id": event} if (event := self._one("/events")) else {}),
            **more,
        }

    def meet_again(self) -> Any:
        whom = self._one("/contacts")
        return self.capture(contact_id=whom) if whom else None

    def take_back(self) -> Any:
        if self.captures:
            return self.browser.delete(f"/api/v1/captures/{self.chance.choice(self.captures)}")
        return None

    def edit(self) -> Any:
        whom = self._one("/contacts")
        if whom is None:
            return None
        typed = {"name": self.chance.choice(NAMES), "note": f"note {self.chance.random()}"}
        return self.browser.post(f"/contacts/{whom}/edit", data=typed)

    def delete(self) -> Any:
        whom = self._one("/contacts")
        if whom is None:
            return None
        self.deleted.append(whom)
        return self.browser.post(f"/contacts/{whom}/delete")

    def restore(self) -> Any:
        if self.deleted:
            return self.browser.post(f"/contacts/{self.chance.choice(self.deleted)}/restore")
        return None

    def merge(self) -> Any:
        one, other = self._one("/contacts"), self._one("/contacts")
        if one == other:
            return None
        answer = self.browser.post(f"/api/v1/contacts/{one}/merge", json={"absorb": other})
        self.merges.append(answer.json["id"])
        return answer

    def unmerge(self) -> Any:
        if self.merges:
            return self.browser.post(f"/api/v1/merges/{self.chance.choice(self.merges)}/undo")
        return None

    def make_event(self) -> Any:
        day = self.clock().date().isoformat()
        return self.browser.post("/api/v1/events", json={"name": "ACP", "starts_on": day})

    def change_event(self) -> Any:
        event = self._one("/events")
        name = f"Event {self.chance.random()}"
        return event and self.browser.patch(f"/api/v1/events/{event}", json={"name": name})

    def remove_event(self) -> Any:
        event = self._one("/events")
        return event and self.browser.delete(f"/api/v1/events/{event}")

    def follow_up(self) -> Any:
        owed = self._one("/follow-ups")
        verb = self.chance.choice(["sent", "skipped", "replied", "snoozed", "reopen"])
        return owed and self.browser.post(f"/follow-ups/{owed}/{verb}")

    def word(self) -> Any:
        owed = self._one("/follow-ups")
        body = {"subject": f"Hello {self.chance.random()}", "body": "Dear Ngozi"}
        return owed and self.browser.post(f"/follow-ups/{owed}/draft", data=body)

    def card(self) -> Any:
        card = self._one("/cards")
        fields = {"name": f"Asha {self.chance.random()}", "headline": "Internal medicine"}
        if card is None or self.chance.random() < 0.3:
            return self.browser.post("/api/v1/cards", json=fields)
        if self.chance.random() < 0.3:
            return self.browser.delete(f"/api/v1/cards/{card}")
        return self.browser.patch(f"/api/v1/cards/{card}", json=fields)

    def account(self) -> Any:
        school = f"School {self.chance.random()}"
        return self.browser.patch("/api/v1/account", json={"school": school})

    def bring_in(self) -> Any:
        text = NGOZI.replace("Ran Boston", f"Ran {self.chance.random()}")
        answer = send(self.person, text)
        self.imports.append(answer.json["id"])
        return answer

    def undo_import(self) -> Any:
        if self.imports:
            undone = self.chance.choice(self.imports)
            return self.browser.post(f"/api/v1/imports/{undone}/undo")
        return None

    def wait(self) -> Any:
        self.clock.forward(days=self.chance.choice([0.1, 0.5, 31]))
        # A sign-in lasts for ninety days.
        typed = {"email": self.person.email, "password": "a long password"}
        return self.browser.post("/signin", data=typed)

    def _one(self, path: str) -> Any:
        items = get(self.person, path)["items"]
        return self.chance.choice(items)["id"] if items else None


# A walk that is made shorter is another walk, so there is nothing to shrink.
@tries(
    max_examples=at_most(6),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
@pytest.mark.slow
def test_hearing_of_changes_and_pulling_everything_are_alike(
    app: Flask, clock: Clock, seed: int
) -> None:
    asha = sign_up(app, f"{new_id()}@example.org", "Asha Rao")
    season, phone = Season(asha, clock, seed), Phone(asha)
    for _ in range(STEPS):
        season.step()
        if season.chance.random() < 0.3:
            phone.take_in(phone.post(limit=season.chance.choice([1, 3])).json)
        else:
            heard, everything = phone.pull(), Phone(asha).pull()
            assert heard.keys() == everything.keys()
            for key, value in everything.items():
                assert heard[key] == value, key
