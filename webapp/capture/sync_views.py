"""The sync call: a phone's operations in, each in a transaction of its own, and the changes out."""

import logging
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from typing import Any
from uuid import UUID

from flask import request
from sqlalchemy.exc import DataError, SQLAlchemyError

from webapp.accounts.current import me, my_id
from webapp.accounts.model import User
from webapp.api import Api
from webapp.capture.clocks import Arrival
from webapp.capture.operations import Capture, Misread, Operation, Sync, named_in
from webapp.capture.pull import pull
from webapp.capture.runs import runs
from webapp.capture.shapes import KnownOut, ResultOut, SyncOut, accepted, rejected, sync_out
from webapp.capture.sync import Phone, take_run
from webapp.contacts.kept_out import erased_among
from webapp.contacts.likeness import Person
from webapp.contacts.pairs import met_before_each
from webapp.db import db, only_reading
from webapp.errors import Conflict, FieldError, Invalid, NotFound, problem
from webapp.pages import base_url, now
from webapp.prompts.prompts import tell_phones
from webapp.revisions import lock, unnote

api = Api("sync")
log = logging.getLogger("hallway")

AT_ONCE = 10
"""Runs of operations in one transaction: the disk is waited for seldom, and others wait little."""
UNKEPT = "cannot be kept by the database."
GONE = "names something that is not there any more."


@api.call("POST", "/sync", body=Sync, answers={200: SyncOut})
def post_sync(body: Sync) -> Any:
    """Take a phone's operations down, and tell it what changed."""
    if request.headers.get("Hallway-User", str(my_id())) != str(my_id()):
        return problem(401, "These notes belong to another account. They stay on the phone.")
    if not body.cursor:
        tell_phones(db.session, my_id())
        db.session.commit()
    phone = Phone(body.phone, Arrival(now(), body.now))
    results = _take_all(me(), body.ops, phone)
    with only_reading(db.session):
        _add_who_was_met(results, body.ops)
        pulled = pull(db.session, my_id(), body.cursor, body.limit, base_url())
    return sync_out(results, pulled)


def _take_all(
    owner: User, operations: Sequence[Operation | Misread], phone: Phone
) -> list[ResultOut]:
    """Some at a time, so that the disk is waited for once; nothing is said before it was."""
    results: list[ResultOut] = []
    waiting: set[UUID] = set()
    all_runs = list(runs(operations))
    for start in range(0, len(all_runs), AT_ONCE):
        some, waited = all_runs[start : start + AT_ONCE], set(waiting)
        try:
            # What was read before belongs to a transaction that is over.
            db.session.expunge_all()
            taken = _take_some(owner, some, phone, waiting)
            db.session.commit()
        except SQLAlchemyError as error:
            # A statement may hold names, so only the kind of error is logged.
            log.error("sync: %s", type(error).__name__)
            db.session.rollback()
            waiting, taken = waited, []
            for operation in chain.from_iterable(some):
                taken += _take_alone(owner, operation, phone, waiting)
        results += taken
    return results


def _take_alone(
    owner: User, operation: Operation | Misread, phone: Phone, waiting: set[UUID]
) -> list[ResultOut]:
    """In a transaction of its own, where one with others failed."""
    db.session.expunge_all()
    try:
        taken = _take_some(owner, [[operation]], phone, waiting)
        db.session.commit()
    except DataError:
        db.session.rollback()
        taken = [rejected(operation.op_id, [FieldError("op_id", UNKEPT)])]
    except SQLAlchemyError as error:
        log.error("sync: %s alone", type(error).__name__)
        db.session.rollback()
        waiting.add(operation.op_id)
        taken = [ResultOut(op_id=operation.op_id, status="retry")]
    return taken


def _take_some(
    owner: User, some: Iterable[Sequence[Operation | Misread]], phone: Phone, waiting: set[UUID]
) -> list[ResultOut]:
    """One run after the other; what builds on one that was not taken waits with it."""
    results: list[ResultOut] = []
    for run in some:
        together = _take_together(owner, run, phone)
        results += together or (_take_one(owner, one, phone, waiting) for one in run)
    return results


def _take_one(
    owner: User, operation: Operation | Misread, phone: Phone, waiting: set[UUID]
) -> ResultOut:
    if isinstance(operation, Misread):
        result = rejected(operation.op_id, operation.errors)
    elif waiting & named_in(operation):
        result = ResultOut(op_id=operation.op_id, status="retry")
    else:
        result = _take(owner, operation, phone)
    if result.status == "retry" or (result.errors and result.errors[0].field != "op_id"):
        waiting.add(operation.op_id)
    return result


def _take_together(
    owner: User, run: Sequence[Operation | Misread], phone: Phone
) -> list[ResultOut]:
    """A run within one savepoint; nothing where one of them must be told from the others."""
    operations = [one for one in run if not isinstance(one, Misread)]
    if len(operations) < 2:
        return []
    lock(db.session, owner.id)
    try:
        with db.session.begin_nested():
            taken = take_run(db.session, owner, operations, phone)
    except SQLAlchemyError:
        raise
    except Exception:  # noqa: BLE001  # which one it was, and why, is found out one by one
        unnote(db.session)
        return []
    return [accepted(one.op_id, came) for one, came in zip(operations, taken, strict=True)]


def _take(owner: User, operation: Operation, phone: Phone) -> ResultOut:
    """Within a savepoint of its own, so that it costs no other."""
    lock(db.session, owner.id)
    try:
        with db.session.begin_nested():
            [taken] = take_run(db.session, owner, [operation], phone)
    except Invalid as error:
        errors = error.errors
    except Conflict as error:
        errors = (FieldError("op_id", str(error)),)
    except NotFound:
        errors = (FieldError("op_id", GONE),)
    except SQLAlchemyError:
        raise
    except Exception as error:
        log.error("sync: %s on %s", type(error).__name__, operation.type, exc_info=error)
        unnote(db.session)
        return ResultOut(op_id=operation.op_id, status="retry")
    else:
        return accepted(operation.op_id, taken)
    unnote(db.session)
    return rejected(operation.op_id, errors)


def _add_who_was_met(
    results: Iterable[ResultOut], operations: Iterable[Operation | Misread]
) -> None:
    """Say of everybody new who they may have been before, and whether they were erased."""
    new = {
        operation.op_id: operation.fields
        for operation in operations
        if isinstance(operation, Capture) and operation.fields.contact_id is None
    }
    taken = {one.op_id: one for one in results if one.status == "accepted" and one.op_id in new}
    if not taken:
        return
    known = met_before_each(db.session, my_id(), taken)
    for op_id, (contact_id, name, why) in known.items():
        taken[op_id].met_before = KnownOut(contact_id=contact_id, name=name, why=why)
    people = [
        Person(new[op_id].name, emails=(new[op_id].email,), phones=(new[op_id].phone,))
        for op_id in taken
    ]
    erased = erased_among(db.session, my_id(), people)
    for result in compress(taken.values(), erased):
        result.erased_before = True
