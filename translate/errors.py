"""Every fault that a user can meet: one class, one exit code, one line with the next step.

The command line prints ``str(error)`` on stderr and exits with ``error.exit_code``; a batch
records ``error.status`` for the article and goes on.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command; ``docs/reference/exit-codes.md`` is tested against it."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NOTHING_MATCHED = 3
    MODEL = 4
    ALL_FAILED = 5
    INTERNAL = 70
    INTERRUPTED = 130


class TranslateError(Exception):
    """A fault with one line for the user; ``status`` names it in ``run.json``."""

    exit_code: ExitCode = ExitCode.ALL_FAILED
    status: str = "error"

    def __init__(self, problem: str, mend: str = "") -> None:
        super().__init__(f"{problem}: {mend}" if mend else problem)
        self.problem = problem
        self.mend = mend


def first_line(error: BaseException, most: int = 200) -> str:
    """What a library says, as far as it fits on our one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:most]


class UsageError(TranslateError):
    """The words of the call do not make sense together."""

    exit_code = ExitCode.USAGE
    status = "usage"


class NothingMatched(TranslateError):
    """No readable article under the paths that were named."""

    exit_code = ExitCode.NOTHING_MATCHED
    status = "nothing"


class ArticleError(TranslateError):
    """One article cannot be processed; the rest of the batch goes on."""

    status = "failed"


class UnreadableFile(ArticleError):
    """The file system refuses the file, or it vanished."""

    status = "unreadable"


class EmptyArticle(ArticleError):
    """Nothing but white space."""

    status = "empty"


class BinaryFile(ArticleError):
    """Bytes that are no text in any encoding that Dutch comes in."""

    status = "binary"


class NotDutch(ArticleError):
    """Text in another language; ``--assume-dutch`` overrides."""

    status = "not-dutch"


class NotEnglish(ArticleError):
    """A text to summarise that is in another language."""

    exit_code = ExitCode.SOME_FAILED
    status = "not-english"


class TooLarge(ArticleError):
    """Larger than any article; ``--max-bytes`` overrides."""

    status = "too-large"


class BadFormat(ArticleError):
    """A file that does not follow the format its name promises."""

    status = "bad-format"


class ArticleCrash(ArticleError):
    """A bug, ours or a library's, that one article brings to light; the others are not to pay."""

    status = "crash"


class ProcessDied(ArticleError):
    """An article that ended the process that worked on it, twice; the others are done."""

    status = "died"


class ModelError(TranslateError):
    """A model is missing, broken or not what was asked for."""

    exit_code = ExitCode.MODEL
    status = "model"


class ModelMissing(ModelError):
    """A model that the catalogue knows is not on this machine; nothing is wrong otherwise."""


class EngineUnavailable(ModelError):
    """The library that an engine needs is not installed."""


class CacheError(TranslateError):
    """The memory cannot be read or written; nothing in it was changed."""

    status = "cache"


class CorrectionsError(TranslateError):
    """The file of corrections cannot be read or written; nothing in it was changed."""

    status = "corrections"


class ClusterError(TranslateError):
    """The cluster cannot be reached or used, or its machines do not agree; nothing is lost."""

    status = "cluster"


class OutputError(TranslateError):
    """The output folder cannot be written."""

    status = "output"
