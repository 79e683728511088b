"""Lines of vCard 3.0 in the words of 4.0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.formats.given_back import lines_to_give_back
from webapp.formats.vcard4_lines import as_version_4


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("NICKNAME:Sno\\, w", "NICKNAME:Sno\\, w"),
        ("item1.X-ABDATE;TYPE=x-y:2010-05-01", "item1.X-ABDATE;TYPE=x-y:2010-05-01"),
        ("IMPP;TYPE=HOME,pref:xmpp:asha", "IMPP;TYPE=HOME;PREF=1:xmpp:asha"),
        ("item1.IMPP;X-A=b;TYPE=pref:xmpp:ü", "item1.IMPP;X-A=b;PREF=1:xmpp:ü"),
        ("LOGO;ENCODING=b;TYPE=PNG:iVBO", "LOGO:data:image/png;base64,iVBO"),
        ("SOUND;TYPE=pref;TYPE=WAV;ENCODING=b:UklG", "SOUND;PREF=1:data:audio/wav;base64,UklG"),
        ("KEY;ENCODING=B;VALUE=binary:AAAA", "KEY:data:application/octet-stream;base64,AAAA"),
        ('LOGO;ENCODING=b;TYPE="a/b":AA', "LOGO:data:application/octet-stream;base64,AA"),
        ("AGENT;VALUE=uri:cid:a", "RELATED;TYPE=agent;VALUE=uri:cid:a"),
        ("no line", "no line"),
    ],
)
def test_only_what_changed_between_the_versions_is_changed(line: str, same: str) -> None:
    assert as_version_4(line) == same


_BITS = ["LOGO", "IMPP", ";", ":", ",", '"', "TYPE=pref", "ENCODING=b", "ENCODING=", "=", ".", "ü"]


@given(st.lists(st.sampled_from(_BITS)).map("".join))
def test_a_line_that_may_be_given_back_stays_one(line: str) -> None:
    for kept in lines_to_give_back([line]):
        assert list(lines_to_give_back([as_version_4(kept)])) == [as_version_4(kept)]
