"""Which of a phone's operations can be taken in one go."""

from collections.abc import Iterable, Iterator

from webapp.capture.operations import Capture, Misread, Operation


def runs(operations: Iterable[Operation | Misread]) -> Iterator[list[Operation | Misread]]:
    """The operations in their order: captures of newcomers together, all others one by one.

    Whoever names an introducer begins anew, since that may be somebody of a capture before; and
    so does an id that comes again.
    """
    run: list[Operation | Misread] = []
    for operation in operations:
        if run and not (_is_newcomer(run[-1]) and _can_join(run, operation)):
            yield run
            run = []
        run.append(operation)
    if run:
        yield run


def _is_newcomer(operation: Operation | Misread) -> bool:
    return isinstance(operation, Capture) and operation.fields.contact_id is None


def _can_join(run: Iterable[Operation | Misread], operation: Operation | Misread) -> bool:
    return (
        isinstance(operation, Capture)
        and operation.fields.contact_id is None
        and not operation.fields.introduced_by.strip()
        and all(before.op_id != operation.op_id for before in run)
    )
