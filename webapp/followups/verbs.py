"""Verbs as notes about people begin with them, and what becomes of them after "you"."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as a line of text."""
    return frozenset(text.split())


_PRESENT = word_set("""
adopt adore ask attend avoid bake bring build call captain care carry climb coach collect come cook
cross cycle dance design direct dislike dive do draw dream drink drive eat enjoy expect fear feel
fence ferment fight fish fix fly foster garden get give go grow hate have head hike hope host hunt
judge juggle keep knit know lead learn like live look lose love make manage mend mentor miss need
organise organize own paint photograph plan plant play practise practice pray prefer raise read
rebuild rescue restore ride row run sail save say sew sing skate sketch ski sleep speak spend start
study support surf swear swim take talk teach tell tend think train translate travel try tutor
understand use visit volunteer walk want watch wear win work worry write
""")

_PAST = word_set("""
became began bought broke brought built came caught chose cooked crossed did drank drew drove fell
felt flew fought found gave got grew had heard held hid kept knew learned learnt led left lost made
met moved paid ran rang read rode rose said sang sat saw sent set shook shot skied sold sought spent
spoke stood stuck swam swore taught thought threw told took understood went woke won wore worked
wrote
""")

_ADJECTIVES = word_set("""
afraid allergic ambidextrous bilingual colour-blind crazy deaf divorced engaged fluent fond
homesick left-handed mad married new obsessed proud retired scared terrified trilingual vegan
vegetarian
""")

_UNDERWAY = word_set("""
applying building expecting getting learning looking moving planning preparing raising renovating
restoring retiring starting studying training trying working writing
""")

_DONE = word_set("finished graduated joined moved passed played started turned worked")
"""Behind a noun another word with -ed may be no verb of its own: "three cats named after ..."."""

_BE = {"is": "are", "was": "were", "has": "have", "isn't": "are not", "wasn't": "were not"}


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


_THIRD = {_third(base): base for base in _PRESENT} | {"has": "have"}
_NO_PAST = word_set("red hundred wed need seed speed bed shed sacred naked")
_IMPERATIVES = _PRESENT | word_set(
    "accept always apply be bring buy check do don't email find focus follow forward help"
    " introduce join let mention meet never offer put quote recommend send share show stay"
    " submit"
)


def after_you(word: str) -> str | None:
    """What a verb in the third person becomes after "you": "grows" is "grow", "was" is "were".

    None for a word that is not surely one: a letter must not guess.
    """
    low = word.lower().replace("’", "'")
    if low in _BE:
        return _BE[low]
    if low in _THIRD:
        return _THIRD[low]
    if low in _PAST or (low.endswith("ed") and len(low) > 4 and low not in _NO_PAST):
        return f"are {word.lower()}" if low in _ADJECTIVES else word.lower()
    if low == "born":
        return "were born"
    return f"are {word.lower()}" if low in _ADJECTIVES or low in _UNDERWAY else None


def after_pronoun(word: str) -> str:
    """What follows "you" where "she" stood before it: there any word with an s is a verb."""
    known = after_you(word)
    if known is not None or not word.endswith("s") or word.endswith("ss"):
        return known or word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "oes")) else word[:-1]


def goes_on_a_clause(word: str) -> bool:
    """Whether a word behind a noun makes a sentence of the two: "her son starts college"."""
    low = word.lower()
    return low in _BE or low in _THIRD or low in _PAST or low in _DONE


def is_imperative(word: str) -> bool:
    """Whether a note that begins so tells somebody to do something: "apply early"."""
    return word.lower().replace("’", "'") in _IMPERATIVES
