"""The house's own questions: a beginning for everybody, to be edited, hidden and put in order."""

from typing import NamedTuple


class Starter(NamedTuple):
    """A question, and how a note of its answer begins."""

    key: str
    kind: str
    question: str
    topic: str


STARTERS = (
    Starter(
        "poster-surprise",
        "poster",
        "What surprised you most when the data came in?",
        "What surprised them",
    ),
    Starter(
        "poster-again",
        "poster",
        "If you began again tomorrow, what would you do differently?",
        "What they would do differently",
    ),
    Starter(
        "poster-next",
        "poster",
        "What has to be true before a ward can work this way?",
        "Before a ward can use it",
    ),
    Starter(
        "poster-start",
        "poster",
        "Which patient made you think of this?",
        "The patient behind it",
    ),
    Starter(
        "poster-team",
        "poster",
        "How did you find the people to do this with?",
        "How the team came together",
    ),
    Starter(
        "talk-cut",
        "talk",
        "What did you have to leave out that you wish you had kept?",
        "What was left out of the talk",
    ),
    Starter(
        "talk-monday",
        "talk",
        "What should I do differently on Monday because of this?",
        "To do differently on Monday",
    ),
    Starter(
        "talk-doubt",
        "talk",
        "Who disagrees with you, and what do they have right?",
        "Where others disagree",
    ),
    Starter(
        "talk-read",
        "talk",
        "What would you read first, coming to this new?",
        "What to read first",
    ),
    Starter(
        "program-graduates",
        "program",
        "Where do your residents who trained abroad stand three years on?",
        "Their residents who trained abroad",
    ),
    Starter(
        "program-first-months",
        "program",
        "What do you do in the first months for someone new to American hospitals?",
        "The first months for newcomers",
    ),
    Starter(
        "program-thrive",
        "program",
        "Think of a resident who did well here: what did you see early on?",
        "Who does well there",
    ),
    Starter(
        "program-changed",
        "program",
        "What have your residents changed about the program lately?",
        "What residents changed",
    ),
    Starter(
        "program-read",
        "program",
        "When you read a file from a school you do not know, what makes you go on?",
        "What makes them read on",
    ),
    Starter(
        "program-visit",
        "program",
        "Is there a way to see your team at work before I apply?",
        "Seeing the team at work",
    ),
    Starter(
        "alum-know-now",
        "alum",
        "What do you know now that you wish you had known at my stage?",
        "What they wish they had known",
    ),
    Starter(
        "alum-turn",
        "alum",
        "What moved your application from maybe to yes?",
        "What moved it from maybe to yes",
    ),
    Starter(
        "alum-fit",
        "alum",
        "Which of us would be happy at your program, and who would not?",
        "Who is happy there",
    ),
    Starter(
        "alum-hard",
        "alum",
        "What was hard about coming from our school, and what helped?",
        "What was hard, what helped",
    ),
    Starter(
        "alum-next",
        "alum",
        "Whom else should I listen to, and may I say that you sent me?",
        "Whom else to listen to",
    ),
    Starter(
        "virtual-week",
        "virtual",
        "What does an ordinary Tuesday look like for an intern?",
        "An intern’s ordinary Tuesday",
    ),
    Starter(
        "virtual-between",
        "virtual",
        "What would I notice on your ward that no screen shows?",
        "What no screen shows",
    ),
    Starter(
        "virtual-stay",
        "virtual",
        "What made you stay, when you could have gone elsewhere?",
        "What made them stay",
    ),
    Starter(
        "virtual-abroad",
        "virtual",
        "Who among your residents trained abroad, and might I write to one of them?",
        "A resident who trained abroad",
    ),
    Starter(
        "anyone-here",
        "anyone",
        "What have you seen here that you will still talk about next week?",
        "What they will talk about",
    ),
    Starter(
        "anyone-path",
        "anyone",
        "How did you come to do what you do?",
        "How they came to it",
    ),
    Starter(
        "anyone-outside",
        "anyone",
        "What do you do on a day without a pager?",
        "A day without a pager",
    ),
    Starter(
        "anyone-work-on",
        "anyone",
        "What are you trying to get better at this year?",
        "Getting better at",
    ),
)
