"""How certain an event is, from what its reports say: the rule table of docs/linking.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.records import Mention, Status


def standing(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions that were not withdrawn; all of them where nothing else is left."""
    return [each for each in mentions if each.status is not Status.WITHDRAWN] or mentions


def joined(said: Iterable[tuple[Status, int]]) -> Status:
    """Return the status of an event from the (status, report number) of its mentions (at least one).

    Withdrawn statements count only where nothing else is left. A denial beside any other statement makes
    the event contested, and so does a report that calls it contested. Otherwise a confirmation wins; then
    an assertion in a report that does not itself present the act as an allegation; then an allegation;
    then a denial.
    """
    pairs = set(said)
    standing = {status for status, _ in pairs} - {Status.WITHDRAWN}
    if not standing:
        return Status.WITHDRAWN
    if standing == {Status.DENIED}:
        return Status.DENIED
    if standing & {Status.DENIED, Status.CONTESTED}:
        return Status.CONTESTED
    if Status.CONFIRMED in standing:
        return Status.CONFIRMED
    alleging = {report for status, report in pairs if status is Status.ALLEGED}
    asserting = {report for status, report in pairs if status is Status.ASSERTED}
    return Status.ASSERTED if asserting - alleging or not alleging else Status.ALLEGED
