"""Made-up encounters whose letters were read by a person: every kind, place and relation."""

from datetime import date
from typing import NamedTuple

from webapp.followups.drafts import Addressee, Meeting, Occasion, Sender

ASHA = Sender(
    "Asha Rao",
    "Final-year student, internal medicine",
    "St. George’s University",
    "https://hallway.example.org/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    posters=frozenset({"poster 214"}),
)
WED, THU = date(2026, 10, 14), date(2026, 10, 15)
ACP = {"event": "ACP Internal Medicine Meeting", "event_kind": "conference", "role": "presenter"}
NEWARK = {"event": "Newark rotation", "event_kind": "rotation"}
CALL = {"event": "alumni call", "event_kind": "call"}


class Case(NamedTuple):
    """What was noted, and the kind of letter that it is to become."""

    kind: str
    to: Addressee
    meeting: Meeting
    occasion: Occasion = Occasion()


def to(name: str, title: str = "", organisation: str = "", relation: str = "") -> Addressee:
    return Addressee(name, title, organisation=organisation, relation=relation)


def met(day: date, detail: str, seed: int = 0, **more: object) -> Meeting:
    return Meeting(day=day, detail=detail, seed=seed, **more)  # type: ignore[arg-type]


NGOZI = to("Dr. Ngozi Adébáyò", "Program director", "Mercy Newark", "program_director")
KLEIN = to("Dr. Robert Klein", "Attending", "Mercy Newark", "attending")

CASES = [
    Case("nice_to_meet_you", NGOZI, met(
        WED, "twin daughters; ran Boston in the rain", **ACP, place="Poster 214",
        talk="the second lactate as a stopping point")),
    Case("promise", NGOZI, met(
        WED, "twin daughters; ran Boston in the rain", **ACP, place="Poster 214",
        talk="the second lactate as a stopping point", promise="send her the sepsis paper")),
    Case("nice_to_meet_you", to("Prof. Lena Vogt", "Chief of cardiology", "Queens", "attending"),
         met(WED, "grows dahlias on a roof in Queens", **ACP, place="After her talk",
             introducer="Marcus Oyelaran", seed=1)),
    Case("nice_to_meet_you", to("Prof. Elif Kaya", "Chief of nephrology", "Albany", "attending"),
         met(WED, "collects fountain pens, hates his handwriting", **ACP, place="after her talk",
             talk="why he teaches at the bedside", seed=2)),
    Case("nice_to_meet_you", to("Tomás Rivera", "Resident, PGY-3", "Bronx Lakeside", "resident"),
         met(THU, "plays cello in a hospital quartet", **ACP, place="Poster 87",
             talk="night float", seed=4)),
    Case("nice_to_meet_you", to("Dr. Priya Raman", "Program director", "Lakeview Cleveland",
                                "program_director"),
         met(THU, "three cats named after Bond villains", **ACP, place="IMG reception", seed=7)),
    Case("nice_to_meet_you", to("Chidi Eze", "Faculty", "Jersey Shore", "alum"),
         met(WED, "met his wife at this very meeting", **ACP, place="Booth 40",
             talk="She told me to apply early and broadly", seed=3)),
    Case("nice_to_meet_you", to("Jonas Weber", "Medical student", "Heidelberg", "peer"),
         met(WED, "builds clocks out of bicycle parts", **ACP, place="Lunch table 6", seed=5)),
    Case("nice_to_meet_you", KLEIN,
         met(date(2026, 9, 21), "forty years of Sunday chess with one friend", **NEWARK,
             talk="how to present a patient in two minutes", seed=8)),
    Case("nice_to_meet_you", to("Dr. Elena Popescu", "Program director", "Toledo Union",
                                "program_director"),
         met(THU, "son starts college in Ohio on Monday", **ACP, place="Booth 9",
             talk="get US letters before September", promise="introduce her to Dr. Klein", seed=6)),
    Case("nice_to_meet_you", to("Dr. Amara Okonkwo", "Associate program director", "Hudson Valley",
                                "program_director"),
         met(WED, "restores her father’s old Vespa", **ACP, place="Booth 12",
             talk="how they teach ultrasound", again=True, seed=9)),
    Case("nice_to_meet_you", to("Dr. Ruth Abara", "Faculty, infectious disease", "Harlem Park",
                                "attending"),
         met(WED, "her mother died in spring", **ACP, place="Session on fungal disease", seed=10)),
    Case("nice_to_meet_you", to("Samira"),
         met(THU, "Her sister is a pilot; she flies Sundays", seed=11)),
    Case("nice_to_meet_you", to("Grace Kim", "Chief resident", "Detroit Riverside", "resident"),
         met(THU, "teaches her parrot medical terms", **ACP, place="Booth 22",
             talk="what makes a good intern on the first night", seed=23)),
    Case("promise", to("Dr. Sunita Desai", "Attending", "Mercy Newark", "attending"),
         met(date(2026, 9, 23), "reads one poem before each ward round", **NEWARK,
             promise="call her resident about the case report", seed=12)),
    Case("thank_you", to("Kwame Mensah", "Resident, PGY-3", "Toledo Union", "alum"),
         met(THU, "coaches a girls’ football team", **CALL,
             talk="what he would do differently in his first application", seed=13),
         Occasion(offer="read his abstract for St. George’s")),
    Case("introduction_made", to("Marcus Oyelaran", "Resident, PGY-2", "Mercy Newark", "resident"),
         Meeting(day=WED, **ACP, talk="atrial fibrillation in the young"),
         Occasion(introduced="Prof. Lena Vogt")),
    Case("report_back", KLEIN,
         met(date(2026, 9, 21), "forty years of Sunday chess with one friend", **NEWARK,
             seed=14, told=True),
         Occasion(advice="open every presentation with the one-line summary")),
    Case("letter_request", KLEIN,
         met(date(2026, 9, 21), "forty years of Sunday chess with one friend", **NEWARK,
             seed=15, told=True),
         Occasion(seen="six weeks on 4 West, with forty patients", needed_by="1 September",
                  packet="my CV, my personal statement and a page of bullet points",
                  for_recommendation=True)),
    Case("reminder", KLEIN,
         met(date(2026, 9, 21), "forty years of Sunday chess with one friend", **NEWARK,
             seed=16, told=True),
         Occasion(asked_on="1 June", needed_by="1 September", packet="my CV",
                  for_recommendation=True)),
    Case("thank_you", KLEIN,
         met(date(2026, 9, 21), "forty years of Sunday chess with one friend", **NEWARK,
             seed=17, told=True),
         Occasion(helped="the letter you wrote for me", seen="six weeks on 4 West",
                  for_recommendation=True)),
    Case("reminder", to("Dr. Daniel Osei", "Program director", "Baltimore", "program_director"),
         met(WED, "writes letters to his patients by hand", **ACP, place="Global health dinner",
             talk="training abroad", seed=18, told=True)),
    Case("news", to("Dr. Hannah Levi", "Hospitalist", "New Haven Bay", "attending"),
         met(WED, "swims in the Sound all winter", **ACP, place="Session on discharge",
             seed=19, told=True),
         Occasion(news="Toledo Union has invited me to an interview",
                  helped="the advice you gave me, “apply early”")),
    Case("stay_in_touch", to("Dr. Peter Nwosu", "Fellow, cardiology", "Mercy Newark", "alum"),
         met(date(2026, 4, 2), "flies home for every Arsenal final", **NEWARK, talk="the boards",
             seed=20, told=True)),
    Case("stay_in_touch", to("Dr. Zainab Bello", "Attending", "Mercy Newark", "attending"),
         met(date(2026, 4, 2), "adopted two greyhounds from the track", **NEWARK,
             seed=21, told=True),
         Occasion(helped="your introduction to Dr. Klein",
                  offer="send you the discharge template in Spanish")),
    Case("promise", to("Dr. Omar Haddad", "Hospitalist", "Albany", "attending"),
         met(WED, "collects fountain pens, hates his handwriting", **ACP, place="Booth 31",
             promise="send him two papers on frailty", seed=24)),
    Case("news", to("Dr. Hannah Levi", "Hospitalist", "New Haven Bay", "attending"),
         met(WED, "swims in the Sound all winter", **ACP, talk="discharge letters", seed=25,
             told=True),
         Occasion(news="I matched at Mercy Newark")),
]  # fmt: skip
