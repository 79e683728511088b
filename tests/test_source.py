"""What the source does not do, so that a whole kind of hole cannot be there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.serving import ROOT

PYTHON = sorted((ROOT / "webapp").rglob("*.py"))
TEMPLATES = sorted((ROOT / "webapp/templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "webapp/frontend").rglob("*.js"))

OWN_MARKUP = {"pages.py", "hall/views.py", "cards/views.py"}
"""Where markup of ours is made: a built style sheet, and codes whose one text is escaped."""
OWN_SQL = {"row_security.py", "db.py", "contacts/trigrams.py"}
"""Where a statement is put together, from names of ours alone."""
REACHES_OUT = {"mail.py", "digest/push.py", "sending/smtp.py"}
"""To the mail server of the configuration, to push services of an allow-list, and to public mail
servers that people name.
"""
UNSAFE_MODULES = {
    "pickle", "marshal", "shelve", "yaml", "xml", "telnetlib", "ftplib", "code", "subprocess",
    "random",
}  # fmt: skip
OUTGOING = {
    "SMTP", "SMTP_SSL", "HTTPConnection", "HTTPSConnection", "urlopen", "create_connection",
    "urlretrieve", "socket",
}  # fmt: skip
SINKS = (
    r"\b(inner|outer)HTML\b", r"insertAdjacentHTML", r"\bdocument\.write", r"\beval\s*\(",
    r"new Function\b", r"\bsetTimeout\(\s*[\"'`]", r"\.srcdoc\b", r"__proto__",
    r"\bdocument\.cookie", r"javascript:",
)  # fmt: skip


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT / "webapp"))


@cache
def nodes(file: Path) -> list[ast.AST]:
    """Everything in a file; each is read once for all tests."""
    return list(ast.walk(ast.parse(file.read_text())))


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last part of its name."""
    for node in nodes(file):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield str(name), node


def names_in(file: Path) -> Iterator[str]:
    """Every attribute and name that a file takes from elsewhere, called or handed on."""
    for node in nodes(file):
        if isinstance(node, ast.Attribute):
            yield node.attr


def imports(file: Path) -> Iterator[str]:
    for node in nodes(file):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}"


def is_put_together(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (
        isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format"
    )


def test_no_statement_is_put_together_from_text() -> None:
    found = {
        name_of(file)
        for file in PYTHON
        for name, call in calls(file)
        if name in {"text", "execute", "exec_driver_sql", "executescript"}
        and call.args
        and is_put_together(call.args[0])
    }
    assert {file for file in found if not file.startswith("migrations/")} <= OWN_SQL


def test_what_is_sent_to_the_database_as_text_stands_in_the_source() -> None:
    """A statement that was put together elsewhere, and is only named here, is found too."""
    named = {
        name_of(file)
        for file in PYTHON
        for name, call in calls(file)
        if name in {"text", "exec_driver_sql"} and call.args
        if not isinstance(call.args[0], ast.Constant)
    }
    assert {file for file in named if not file.startswith("migrations/")} <= OWN_SQL


def test_no_command_is_run_but_the_server_itself() -> None:
    runs = re.compile(r"system|popen|fork|startfile|(posix_)?spawn\w*|exec[lv]\w*")
    found = {(name_of(f), name) for f in PYTHON for name in names_in(f) if runs.fullmatch(name)}
    assert found == {("cli.py", "execv")}


def test_no_certificate_goes_unchecked() -> None:
    off = re.compile(
        r"_create_unverified|CERT_NONE|CERT_OPTIONAL|check_hostname|verify_mode|SSLContext"
    )
    assert [name_of(file) for file in PYTHON if off.search(file.read_text())] == []


def test_a_redirect_goes_to_an_address_of_ours() -> None:
    """What came from outside is a path on this site before anybody is sent there."""
    for file in PYTHON:
        for name, call in calls(file):
            if name == "redirect":
                where = ast.unparse(call.args[0])
                assert "request." not in where or where.startswith("local_path("), (file, where)


def test_no_page_needs_what_browsers_have_given_up() -> None:
    for file in TEMPLATES:
        assert not re.search(
            r"<(object|embed|applet|frame|frameset|marquee)\b", file.read_text()
        ), file


def test_only_markup_of_ours_goes_unescaped_into_a_page() -> None:
    marked = {
        name_of(f) for f in PYTHON for name, call in calls(f) if name == "Markup" and call.args
    }
    assert marked == OWN_MARKUP
    trusting = r"\|\s*safe\b|autoescape\s+false"
    trusted = [name_of(f) for f in TEMPLATES if re.search(trusting, f.read_text())]
    assert trusted == ["templates/_icons.html"]


def test_icons_are_drawn_by_templates_alone() -> None:
    """The one macro that trusts its argument gets nothing but text that stands in a template."""
    for file in TEMPLATES:
        for argument in re.findall(r"\bicon\(([^)]*)\)", file.read_text()):
            constant = re.fullmatch(
                r"shape|shapes(\.\w+|\[\w+\])|[A-Z_]+|'[^']*'|\"[^\"]*\"", argument
            )
            assert constant or "{%" in argument or argument.isidentifier(), (file, argument)


def test_no_template_is_made_from_what_comes_in() -> None:
    for file in PYTHON:
        used = {name for name, _ in calls(file)}
        assert not used & {
            "render_template_string",
            "from_string",
            "eval",
            "exec",
            "compile_command",
        }
        assert "import jinja2" not in file.read_text(), file


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.stem)
def test_a_script_puts_no_text_where_it_could_run(script: Path) -> None:
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", script.read_text(), flags=re.S)
    for sink in SINKS:
        assert not re.search(sink, text), sink


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for file in TEMPLATES:
        text = file.read_text()
        assert not re.search(r"\son\w+\s*=\s*[\"']", text), file
        assert not re.search(r"\sstyle\s*=", text), file
        for tag in re.findall(r"<script[^>]*>", text):
            assert "src=" in tag or 'type="application/json"' in tag, (file, tag)


def test_whatever_opens_elsewhere_tells_nobody_where_it_was() -> None:
    for file in TEMPLATES:
        for tag in re.findall(r"<a\s[^>]*\starget=[\"'][^>]*>", file.read_text()):
            assert "noopener" in tag, (file, tag)


def test_no_module_is_used_that_runs_what_it_reads() -> None:
    for file in PYTHON:
        if not name_of(file).startswith("demo/"):
            used = {name.split(".")[0] for name in imports(file)}
            assert not used & UNSAFE_MODULES, file


def test_only_mail_and_push_reach_out() -> None:
    reaching = {name_of(file) for file in PYTHON if {*names_in(file)} & OUTGOING}
    assert reaching == REACHES_OUT
    for file in PYTHON:
        assert not {"requests", "httpx", "aiohttp", "urllib.request"} & set(imports(file)), file


def test_no_weak_hash_is_used() -> None:
    for file in PYTHON:
        assert not {name for name, _ in calls(file)} & {"md5", "sha1"}, file
        assert not re.search(r"[\"'](md5|sha1)[\"']", file.read_text()), file


def test_everything_installed_is_locked_by_its_hash_and_names_no_other_source() -> None:
    for file in sorted((ROOT / "requirements").glob("*.txt")):
        text = file.read_text()
        pins = re.findall(r"^[\w.\[\]-]+==", text, flags=re.M)
        assert pins, file
        entries = re.split(r"\n(?=\w)", text.strip())
        assert all("--hash=sha256:" in entry for entry in entries if "==" in entry), file
        assert not re.search(r"--(extra-)?index-url|https?://|git\+", text), file
    assert "resolved" not in (ROOT / "package-lock.json").read_text()
