"""Compiling the meetings of a large file in two processes.

JSON Lines can be read from anywhere, so a second process takes pieces of the file while this one takes others and
writes what both have made. It reads the file's beginning for itself; only the pieces' places and rows are sent.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from envoytl.errors import EnvoytlError
from envoytl.store.compile import MOST_POSTINGS, Batch, Compiler, Postings, numbered
from envoytl.store.reading import ChronologyFile
from envoytl.store.registry import beginning

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PIECE = 250_000
"""Bytes that are compiled at a time, to the end of a line."""
LEAST = 16
"""Every row stands for a citation, which takes more bytes than this: so the docs of no two pieces are the same."""
NOT_THE_FIRST = 2
"""What stands for the number of a piece's first line as long as nobody asks for it."""
SWITCH = 0.0002
"""Seconds after which compiling lets what was made be sent; with the usual 0.005 the first process gets too little."""
AHEAD = 40
"""How many pieces the second process is given in advance, so that it never waits for this one."""


class Piece(NamedTuple):
    """Some lines of a file."""

    start: int
    """Bytes before it."""
    length: int
    """Its bytes."""


class OtherEnded(Exception):
    """The second process ended before its work was done, so that what it had collected is lost."""


def compiled(
    file: ChronologyFile, compiler: Compiler, line: int
) -> Iterator[tuple[Piece, Batch, tuple[Postings, Counter[int]]]]:
    """The rows of all meetings, in pieces and in no order, with the postings that were collected so far.

    Args:
        file: JSON Lines.
        compiler: compiles in this process.
        line: the number of the line with the first meeting.

    Raises:
        DataError: a meeting breaks a rule; of several, the first in the file is told of.
        OtherEnded: the second process is gone.
    """
    pieces = _pieces(file.path, line)
    failed: list[Piece] = []
    with _Other(file, compiler) as other:
        while True:
            while other.wants_more() and not failed and (piece := next(pieces, None)):
                other.give(piece)
            if other.has_made() or failed or not (own := next(pieces, None)):
                if not other.given:
                    break
                piece, made = other.take()
            else:
                piece, made = own, _made(file, compiler, own)
            if made:
                yield piece, *made
            else:
                failed.append(piece)
        if failed:
            # Those before the first are fine, since pieces are given in the order of the file.
            _batch(file, compiler, min(failed))
            raise OtherEnded
        nothing = Batch([], [], [], set())
        for postings in (compiler.take_postings(), other.take_rest()):
            yield Piece(0, 0), nothing, postings


def _pieces(path: Path, line: int) -> Iterator[Piece]:
    """A file from a line on."""
    with path.open("rb") as file:
        start = sum(map(len, islice(file, line - 1)))
        while True:
            file.seek(start + PIECE)
            file.readline()
            end = min(file.tell(), os.fstat(file.fileno()).st_size)
            if end <= start:
                return
            yield Piece(start, end - start)
            start = end


def _batch(file: ChronologyFile, compiler: Compiler, piece: Piece) -> Batch:
    """The rows of a piece. Raises DataError with the place in the file."""
    with file.path.open("rb") as lines:
        lines.seek(piece.start)
        text = lines.read(piece.length)
        try:
            return compiler.batch(file.records_in(text, NOT_THE_FIRST), piece.start // LEAST, piece.start)
        except (EnvoytlError, ValueError, RecursionError):  # not told of yet, since the line's number isn't known
            lines.seek(0)
            before = sum(lines.read(min(PIECE, piece.start - at)).count(b"\n") for at in range(0, piece.start, PIECE))
            compiler.batch(file.records_in(text, before + 1), 0)
            raise


def _made(file: ChronologyFile, compiler: Compiler, piece: Piece) -> tuple[Batch, tuple[Postings, Counter[int]]] | None:
    """The rows of a piece, and postings where enough are collected; None where a meeting in it breaks a rule."""
    try:
        batch = _batch(file, compiler, piece)
    except EnvoytlError:
        return None
    return batch, compiler.take_postings() if compiler.collected > MOST_POSTINGS else ({}, Counter())


class _Other:
    """The second process."""

    def __init__(self, file: ChronologyFile, compiler: Compiler) -> None:
        self.given: deque[Piece] = deque()
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, file.path, compiler.history, compiler.left), daemon=True
        )
        try:
            with _uninterrupted():
                self._process.start()
        except OSError:
            raise OtherEnded from None
        theirs.close()

    def __enter__(self) -> _Other:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def wants_more(self) -> bool:
        """Whether it has less than it can have in advance."""
        return len(self.given) < AHEAD

    def give(self, piece: Piece) -> None:
        """Have it compile a piece."""
        self.given.append(piece)
        self._send(piece)

    def has_made(self) -> bool:
        """Whether the rows of a piece can be taken without waiting."""
        return bool(self.given) and self._pipe.poll()

    def take(self) -> tuple[Piece, Any]:
        """The first piece that was given and not yet taken, and what was `_made` of it."""
        made = self._received()
        return self.given.popleft(), made

    def take_rest(self) -> Any:
        """The postings that it has left, when all that was given is taken."""
        self._send(None)
        return self._received()

    def _send(self, what: Piece | None) -> None:
        try:
            self._pipe.send(what)
        except OSError:
            raise OtherEnded from None

    def _received(self) -> Any:
        try:
            return self._pipe.recv()
        except (EOFError, OSError):
            raise OtherEnded from None


def _work(pipe: Connection, path: Path, history: bool, left: bool) -> None:
    """What the second process does, until the first one closes the pipe."""
    gc.disable()
    sys.setswitchinterval(SWITCH)
    file = ChronologyFile(path)
    made: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_send_all, args=(pipe, made), daemon=True).start()
    with suppress(EOFError, OSError, EnvoytlError):  # the first process sees that this one has ended
        registry = beginning(file).registry
        compiler = Compiler(file, registry, numbered(registry), history=history, left=left)
        while True:
            piece = pipe.recv()
            made.put(pickle.dumps(_made(file, compiler, piece) if piece else compiler.take_postings(), -1))


def _send_all(pipe: Connection, made: SimpleQueue[bytes]) -> None:
    """Send what was made, in a thread of its own, so that compiling goes on while the first process is busy."""
    with suppress(OSError):
        while True:
            pipe.send_bytes(made.get())


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C from a process that is started meanwhile: this one gets it, and ends the other."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # else it is started with the process, and lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
