"""What a column of a list of programs can fill, and the words that stand there."""

FIELDS = {
    "name": "Name",
    "city": "City",
    "region": "State or region",
    "specialty": "Specialty",
    "links": "Links",
    "requirements": "What they ask for",
    "history": "With IMGs",
    "state": "Where I stand",
}
_HEADINGS = {
    "name": "name;program;programme;program name;hospital;institution;residency;residency program;"
    "programm;klinik;krankenhaus;programa;nombre;programme name;sponsoring institution",
    "city": "city;location;town;place;stadt;ort;ciudad;ville",
    "region": "region;province;bundesland;us state",
    "specialty": "specialty;speciality;field;discipline;fach;fachrichtung;especialidad;specialite",
    "links": "link;links;url;website;web site;web;web page;homepage;address of the page;webseite",
    "requirements": "requirements;requirement;they ask for;what they ask for;notes;note;comments;"
    "anforderungen;voraussetzungen;notizen;requisitos;cut off;criteria",
    "history": "history;img history;imgs;img;with imgs;img friendly;img friendliness;"
    "history with imgs",
    "state": "state;status;stage;where i stand;stand;application;application status;progress",
}
FIELD_OF = {name: of for of, names in _HEADINGS.items() for name in names.split(";")}
_HISTORY = {
    "strong": "strong;img friendly;friendly;yes;many;high;good;takes many imgs;stark;ja",
    "mixed": "mixed;some;medium;sometimes;takes some imgs;gemischt",
    "rare": "rare;rarely;few;seldom;low;seldom takes an img;selten",
    "once_burned": "once burned;burned;burnt;once_burned;took one once and was disappointed",
    "unknown": "unknown;not known;n a;na;unbekannt",
}
_STATE = {
    "looking": "looking;interested;to apply;not applied;planned;offen",
    "applied": "applied;submitted;application sent;beworben",
    "interview": "interview;interviewed;interviewing;invited;interview invite",
    "ranked": "ranked;on my list;rank list;rol",
}
MEANINGS = {
    "history": {word: key for key, words in _HISTORY.items() for word in words.split(";")},
    "state": {word: key for key, words in _STATE.items() for word in words.split(";")},
}
