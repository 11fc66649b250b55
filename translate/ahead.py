"""Taking the next item of an iterator while the last one is still worked on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """The items of an iterator, the next of them taken on a thread from :meth:`start` on.

    Order, end and faults are the iterator's: what it raises is raised where its item would have
    come. No more than one item is ever waiting, and the iterator is never asked twice at once.
    An iteration that is broken off leaves at most that one item behind; its thread does not
    keep the process alive.
    """

    def __init__(self, items: Iterator[T]) -> None:
        self._items = items
        self._thread: threading.Thread | None = None
        self._taken: list[T] = []
        self._fault: BaseException | None = None

    def start(self) -> None:
        """Begin to take the next item, unless that is under way."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._take, name="read ahead", daemon=True)
            self._thread.start()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        if self._thread is None:
            return next(self._items)
        self._thread.join()
        self._thread = None
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        return self._taken.pop()

    def _take(self) -> None:
        try:
            self._taken.append(next(self._items))
        except BaseException as fault:  # noqa: BLE001  raised again by __next__, on its thread
            self._fault = fault
