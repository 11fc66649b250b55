"""A run on Ray Data: plan, submit, gather. The driver sees names and counts, never a text."""

from __future__ import annotations

import logging
import pickle
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from translate.articles import STDIN
from translate.assembly import Notice, Parts, assemble
from translate.batch import Progress, nothing_under
from translate.cluster import connection
from translate.cluster.connection import Size
from translate.cluster.finding import find
from translate.cluster.plan import Plan
from translate.cluster.worker import PART, REPORT, Job, Report, Worker
from translate.done import read_done
from translate.errors import ExitCode
from translate.folders import is_url, open_folder
from translate.memory.codec import ROWS
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.settings import RunOptions, Settings
from translate.watch import Stop, Watch, unwatched
from translate.writing import Record

#: What workers leave of a core; Ray Data hangs where actors take all of them.
SPARED_CPUS = 0.1
#: Parts that wait at a worker while it does one.
WAITING = 2


class ClusterRun:
    """One run; a context manager, because it keeps its notes on disk.

    ``files`` is how many it takes, ``caution`` what readers should know of the model, or "", and
    ``journal`` what the run's :class:`RunLog` is to keep its lines in.
    """

    def __init__(
        self,
        paths: Sequence[str],
        options: RunOptions,
        settings: Settings,
        *,
        notice: Notice,
        assemble: Callable[[Settings, Notice], Parts] = assemble,
    ) -> None:
        connection.need_ray()
        self._notice = notice
        self._paths = [_everywhere(path) for path in paths]
        self._options = replace(options, out=_everywhere(options.out))
        self._out = open_folder(self._options.out)
        # not all cores of its machine for each of its processes
        self._settings = replace(settings, threads=settings.threads or 1)
        self._assemble = assemble
        self._stack = ExitStack()
        self._notices: set[str] = set()

    def __enter__(self) -> ClusterRun:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="translate-"))
        self.journal = self._stack.enter_context(closing(Plan(Path(folder))))
        found = self.journal.add_files(find(self._paths, self._options.out))
        if not found:
            raise nothing_under(self._paths)
        self.files = self._options.files_of(found)
        parts = self._assemble(replace(self._settings, cache=False), self._told)
        self.caution = parts.caution
        self.signature = Pipeline(self._settings, parts=parts).signature
        self.job = Job(
            run=f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{uuid4().hex[:8]}",
            roots=tuple(path for path in self._paths if not is_url(path)),
            options=self._options,
            settings=self._settings,
            corrections=parts.corrections,
            signature=self.signature,
            assemble=self._assemble,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(
        self, log: RunLog, *, progress: Progress, stop: Stop, watch: Watch = unwatched
    ) -> ExitCode:
        """Process the files; whatever ends the run, ``run.json`` says how far it came.

        Raises what concerns every article: model, output folder, cluster.
        """
        options = self._options
        size = Size(options.workers, self._settings.threads or 1)
        record = Record(self._out, options, log, progress)
        with record.written():
            try:
                with (
                    connection.connected(options.ray_address, size) as workers,
                    connection.faults(),
                ):
                    self._out.sweep()
                    parts = self.write_plan()
                    with closing(_reports(self.job, parts, size, workers)) as reports:
                        self.gather(reports, parts, record, stop)
            finally:
                self._out.remove(self.job.plan)
        return record.code

    def write_plan(self) -> int:
        """Put the parts of the plan where workers find them; returns their number."""
        options = self._options
        if not self._settings.force:
            self.journal.add_done(read_done(self._out))
        self._out.write(self.job.mark, b"")
        number = 0
        for part in self.journal.parts(options.formats, limit=options.limit, shard=options.part):
            text = "".join(f"{ROWS.line(planned)}\n" for planned in part)
            self._out.write(self.job.part(number), text.encode())
            number += 1
        return number

    def gather(self, reports: Iterable[Report], parts: int, record: Record, stop: Stop) -> None:
        """Note what became of each article; ends early when asked to, or with a fault."""
        left = parts
        for report in reports:
            for line in report.notices:
                self._told(line)
            if report.fault is not None:
                raise report.fault
            for ended in report.ended:
                record.note(ended)
            left -= report.last
            if stop.asked:
                break
        record.end(interrupted=left > 0)

    def _told(self, line: str) -> None:
        """Pass on a line that any number of machines may say."""
        if line not in self._notices:
            self._notices.add(line)
            self._notice(line)


def _reports(job: Job, parts: int, size: Size, workers: int) -> Generator[Report, None, None]:
    """What the workers say of the parts, in no order."""
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    context = DataContext.get_current().copy()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    # one report a block, so that each is heard of as soon as it is there
    context.target_max_block_size = 1
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    with DataContext.current(context):
        dataset = ray.data.from_items(
            [{PART: part} for part in range(parts)], override_num_blocks=max(1, parts)
        ).map_batches(
            Worker,
            fn_constructor_args=(job,),
            batch_size=1,
            num_cpus=size.threads - SPARED_CPUS,
            compute=ActorPoolStrategy(
                min_size=1,
                max_size=workers,
                initial_size=workers,
                max_tasks_in_flight_per_actor=WAITING,
            ),
        )
        for row in dataset.iter_rows():
            # Ray moves everything in this form: whoever can change it can run code there already
            yield pickle.loads(row[REPORT])


def _everywhere(place: str) -> str:
    """A path that means the same in processes with another working folder."""
    return place if is_url(place) or place == str(STDIN) else str(Path(place).absolute())
