"""A run on Ray Data: plan, submit, gather. The driver sees names and counts, never a text."""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from translate import batch
from translate.articles import STDIN
from translate.assembly import Notice, Parts, assemble
from translate.batch import Progress, nothing_under
from translate.cluster import connection, stages
from translate.cluster.connection import Size
from translate.cluster.deaths import Journal
from translate.cluster.finding import find
from translate.cluster.folders import is_url, open_folder
from translate.cluster.ledger import read_done
from translate.cluster.plan import Plan
from translate.cluster.record import SpooledLog
from translate.cluster.work import Job, Report, unpacked
from translate.errors import ExitCode, TranslateError
from translate.memory import NoMemory
from translate.outputs import INDEX_NAME, Index, IndexItem
from translate.pipeline import Pipeline
from translate.protocols import TextGenerator, Translator
from translate.settings import RunOptions, Settings
from translate.watch import Stop

#: Stages that hardly compute ask for so little of a core that actors never keep them waiting.
LIGHT_CPUS = 0.05
#: What actors leave of a core for them; Ray Data hangs where actors take all of them.
SPARED_CPUS = 0.1
#: Windows that wait at an actor while it works on one.
WAITING = 2


class ClusterRun:
    """One run; a context manager, because it keeps its notes on disk."""

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
        self._options = options
        self._notice = notice
        self._paths = [_everywhere(path) for path in paths]
        self._place = _everywhere(options.out)
        self._out = open_folder(self._place)
        # not all cores of its machine for each of its processes
        self._settings = replace(settings, threads=settings.threads or 1)
        self._assemble = assemble
        self._stack = ExitStack()
        self._notices: set[str] = set()

    def __enter__(self) -> ClusterRun:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="translate-"))
        self._plan = self._stack.enter_context(closing(Plan(Path(folder))))
        self.files = self._plan.add_files(find(self._paths, self._place))
        if not self.files:
            raise nothing_under(self._paths)
        parts = self._assemble(replace(self._settings, cache=False), self._told)
        self.signature = Pipeline(self._settings, parts=parts).signature
        self._job = Job(
            run=f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{uuid4().hex[:8]}",
            out=self._place,
            roots=tuple(path for path in self._paths if not is_url(path)),
            formats=self._options.formats,
            settings=self._settings,
            parts=_without_engines(parts),
            signature=self.signature,
            assemble=self._assemble,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def run_id(self) -> str:
        """Names this run below ``.translate``."""
        return self._job.run

    @property
    def caution(self) -> str:
        """What readers should know of the model, or ""."""
        return self._job.parts.caution

    def log(self, options: Mapping[str, Any], versions: Mapping[str, str]) -> SpooledLog:
        """The record for this run."""
        return SpooledLog(self.signature, options, versions, self._plan)

    def run(self, log: SpooledLog, *, progress: Progress, stop: Stop) -> ExitCode:
        """Process the files; whatever ends the run, ``run.json`` says how far it came.

        Raises what concerns every article: model, output folder, cluster.
        """
        options = self._options
        size = Size(options.workers, self._settings.threads or 1, options.gpus_per_worker)
        code = ExitCode.INTERNAL
        try:
            with connection.connected(options.ray_address, size) as workers, connection.faults():
                self._out.sweep()
                parts = self.write_plan()
                reports = closing(_reports(self._job, parts, size, workers))
                with reports as gathered:
                    code = self.gather(gathered, log, progress=progress, stop=stop)
        except TranslateError as error:
            code = error.exit_code
            log.notice(str(error))
            raise
        except KeyboardInterrupt:
            code = ExitCode.INTERRUPTED
            raise
        finally:
            self._out.remove(stages.plan_folder(self._job.run))
            self.write_record(log, code)
        return code

    def write_plan(self) -> int:
        """Put the parts of the plan where workers find them; returns their number."""
        if not self._settings.force:
            self._plan.add_done(read_done(self._out))
        run, options = self._job.run, self._options
        self._out.write(stages.mark_name(run), b"")
        number = 0
        for part in self._plan.parts(options.formats, limit=options.limit, shard=options.part):
            text = "".join(f"{planned.line()}\n" for planned in part)
            self._out.write(stages.part_name(run, number), text.encode())
            number += 1
        return number

    def gather(
        self, reports: Iterable[Report], log: SpooledLog, *, progress: Progress, stop: Stop
    ) -> ExitCode:
        """Note what became of each article; ends early when asked to, or with a fault."""
        for report in reports:
            for line in report.notices:
                self._told(line)
            if report.fault is not None:
                raise report.fault
            log.spend("write", report.write_seconds)
            for ended in report.ended:
                item = json.dumps(asdict(ended.index)).encode() if ended.index else None
                if log.note(ended.order, ended.entry, item):
                    progress(ended.outcome)
            if stop.asked:
                return ExitCode.INTERRUPTED
        return batch.exit_code(log.totals()["statuses"])

    def write_record(self, log: SpooledLog, code: ExitCode) -> None:
        """Write ``run.json``, and the index of the HTML reports where there are any."""
        if "html" in self._options.formats:
            try:
                earlier = self._out.read(INDEX_NAME).decode("utf-8")
            except (OSError, UnicodeDecodeError):
                earlier = ""
            index = Index(earlier)
            for item in self._plan.items():
                index.add(IndexItem(**json.loads(item)))
            index.keep(lambda page: self._out.size(page) is not None)
            if index.is_changed and index.has_articles:
                self._out.write(INDEX_NAME, index.render().encode("utf-8"))
        log.finish(code)
        log.spool(self._out, self._plan.folder)

    def _told(self, line: str) -> None:
        """Pass on a line that any number of machines may say."""
        if line not in self._notices:
            self._notices.add(line)
            self._notice(line)


def _reports(job: Job, parts: int, size: Size, workers: int) -> Generator[Report, None, None]:
    """The stages as a dataset, and what comes out of them, in no order."""
    import ray
    from ray.data import ActorPoolStrategy, DataContext
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    context = DataContext.get_current().copy()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    # one window a block, so that each goes on as soon as it is there, to whoever is free
    context.target_max_block_size = 1
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    # on the driver's machine, which outlives the workers'; a journal that is lost all the same
    # costs an article that kills its process two more of them
    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=True)
    journal = (
        ray.remote(Journal)
        .options(num_cpus=0, max_restarts=-1, max_task_retries=-1, scheduling_strategy=here)
        .remote()
    )
    light = {"batch_size": 1, "num_cpus": LIGHT_CPUS, "fn_args": (job, journal)}
    with DataContext.current(context):
        dataset = (
            ray.data.from_items(
                [{stages.PART: part} for part in range(parts)], override_num_blocks=max(1, parts)
            )
            .map_batches(stages.read, **light)
            .map_batches(stages.split, **light)
            .map_batches(
                stages.Translate,
                fn_constructor_args=(job, journal),
                batch_size=1,
                num_cpus=size.threads - SPARED_CPUS,
                num_gpus=size.gpus or None,
                compute=ActorPoolStrategy(
                    min_size=1,
                    max_size=workers,
                    initial_size=workers,
                    max_tasks_in_flight_per_actor=WAITING,
                ),
            )
            .map_batches(stages.write, **light)
        )
        for row in dataset.iter_rows():
            yield unpacked(row[stages.COLUMN])


def _everywhere(place: str) -> str:
    """A path that means the same in processes with another working folder."""
    return place if is_url(place) or place == str(STDIN) else str(Path(place).absolute())


def _without_engines(parts: Parts) -> Parts:
    """Parts that can travel: they key, read and split articles, and no more."""
    return replace(
        parts,
        load_translator=_no_translator,
        load_generator=None if parts.load_generator is None else _no_generator,
        memory=NoMemory(),
    )


def _no_translator() -> Translator:
    raise AssertionError("a stage that reads does not translate")


def _no_generator() -> TextGenerator:
    raise AssertionError("a stage that reads does not summarise")
