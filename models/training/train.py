"""Stages `train` and `continue`: steps of the main process, fed by helper processes.

A step ends when enough target tokens have been seen. The main process and its helpers draw
micro-batch numbers from one counter; a helper adds its gradient to a shared sum when it is done.
The main process never waits for a helper: a gradient that arrives late counts in the next step.
So a helper on a busy core gives what it can and holds nothing up.
"""

from __future__ import annotations

import math
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from .arithmetic import choose
from .config import Config, RecipeError, TrainConfig
from .dev import DevSet
from .embedding import embedding_start
from .files import log_event, tell
from .grow import load_start
from .model import Translator, initialise, parameter_count, parameter_shapes, views
from .optimiser import Optimiser
from .state import CHECKPOINT, TrainState, load_checkpoint, save_checkpoint, save_snapshot
from .store import Batches, encode_pairs, load_encoded
from .tokenizer import Vocabulary
from .workers import Helpers, MicroWorker, Shared

SNAPSHOT_SECONDS = 600.0


@dataclass
class _Window:
    """Sums since the last log line."""

    loss: float = 0.0
    tokens: int = 0
    steps: int = 0
    since: float = 0.0


def train(config: Config, stage: str) -> None:
    """Run or resume a training stage until its time or steps are used up."""
    run_stage(config, stage, encoded_files(config))


def run_stage(
    config: Config, stage: str, data_files: list[Path], deadline: float = math.inf
) -> bool:
    """Train on encoded pairs; False when the stage was stopped before its end.

    A signal stops it, and `deadline`, a time of `time.monotonic`; the checkpoint is written then.
    """
    settings = config.proceed if stage == "continue" else config.train
    if settings.cores:
        os.sched_setaffinity(0, {settings.cores[0]})
    torch.set_num_threads(max(1, len(os.sched_getaffinity(0)) - settings.helper_processes))
    torch.manual_seed(settings.seed)
    run = _Run(config, settings, stage)
    if run.finished():
        tell(f"{stage}: already done ({run.state.tokens} tokens seen)")
        return True
    return run.loop(data_files, deadline)


def encoded_files(config: Config) -> list[Path]:
    """Encode what is not encoded yet: real pairs, and machine-made ones where there are any."""
    vocabulary = Vocabulary(config.run)
    files = []
    for name in ("pairs", "synthetic", "forward"):
        table, target = config.run / f"{name}.tsv", config.run / f"{name}.npz"
        if name != "pairs" and not (table.exists() and table.stat().st_size):
            continue
        if not table.exists():
            raise RecipeError(f"{table} is missing; run stage prepare first")
        if not target.exists() or target.stat().st_mtime < table.stat().st_mtime:
            encode_pairs(table, target, vocabulary)
        files.append(target)
    return files


class _Run:
    """One training stage in progress."""

    def __init__(self, config: Config, settings: TrainConfig, stage: str) -> None:
        self.config, self.settings, self.stage = config, settings, stage
        self.vocabulary = Vocabulary(config.run)
        self.shapes = parameter_shapes(config.model, len(self.vocabulary))
        self.device = settings.device
        self.path = config.run / CHECKPOINT
        self.state = TrainState()
        self._warm_from = 0
        self.master = torch.zeros(parameter_count(self.shapes))
        self.dtype, why = choose(settings.arithmetic, self.device)
        tell(f"{stage}: {why}")
        self.optimiser = Optimiser(self.master, self.shapes, self.dtype)
        if self.path.exists():
            self._restore()
        else:
            if stage == "continue":
                raise RecipeError(f"nothing to continue in {config.run}; run stage train first")
            weights = views(self.master, self.shapes)
            initialise(weights, settings.seed)
            if config.train.start:
                inserted = load_start(
                    config.path(config.train.start), config.model, len(self.vocabulary), weights
                )
                tell(f"{stage}: layers inserted {inserted}")
            elif config.model.embedding_start == "svd":
                weights["shared"].copy_(embedding_start(config, self.vocabulary, self.dtype))
            self.average = self.master.clone()
        for flat in (self.master, self.average):
            self._clear_pad(flat)
        if self.state.stage != stage and stage not in self.state.done:
            self.state.stage, self.state.micro = stage, 0
            self.state.stage_seconds, self.state.stage_steps = 0.0, 0
            self._warm_from = 0
        self.master = self._place(self.master)
        self._stop = False

    def finished(self) -> bool:
        """True when the stage is done; more minutes or steps open the latest stage again."""
        if self.stage not in self.state.done:
            return False
        return self.state.stage != self.stage or self._progress() >= 1.0

    def _place(self, tensor: Tensor) -> Tensor:
        if self.device != "cpu":
            tensor = tensor.to(self.device)
            self.optimiser = self.optimiser.moved(tensor)
            self.average = self.average.to(self.device)
        return tensor

    def _restore(self) -> None:
        self.state, tensors, vocabulary = load_checkpoint(self.path, self.config)
        if vocabulary != len(self.vocabulary):
            raise RecipeError(f"{self.path} was made with another tokenizer; use another --run")
        self.master.copy_(tensors["master"])
        self.average = tensors["average"].float()
        if "first" not in tensors:  # of a snapshot: the optimiser has to warm up again
            self._warm_from = self.state.stage_steps
            return
        self.optimiser.first.copy_(tensors["first"])
        self.optimiser.second.copy_(tensors["second"])
        self.optimiser.steps = int(tensors["adam_steps"])

    def loop(self, data_files: list[Path], deadline: float) -> bool:
        """Micro-batches and steps until the stage is over, or a signal or the deadline stops it."""
        handlers = {
            name: signal.signal(name, self._on_signal) for name in (signal.SIGTERM, signal.SIGINT)
        }
        settings, state = self.settings, self.state
        batches = Batches(load_encoded(data_files), settings, self.vocabulary)
        shared = Shared.create(self.master, state.micro, self.dtype)
        helpers = Helpers(self.config, settings, shared, data_files)
        model = Translator(self.config.model, batches.pad, self.device)
        worker = MicroWorker(model, self.shapes, shared, batches, settings)
        dev = DevSet(self.config, self.vocabulary, model, self.shapes, self.dtype)
        log_event(self.config.run, "start", stage=self.stage, settings=_plain(settings),
                  parameters=self.master.numel(), resumed_at=state.tokens,
                  arithmetic=str(self.dtype).removeprefix("torch."))  # fmt: skip
        window, told = _Window(since=time.monotonic()), False
        last = saved = checked = snapped = time.monotonic()
        try:
            while not self._stop and self._progress() < 1.0:
                worker.micro()
                total = shared.take_if_ready(worker, settings.step_tokens)
                now = time.monotonic()
                state.stage_seconds += now - last
                last = now
                self._stop |= now > deadline
                if total is None:
                    continue
                self._step(total.gradient, total.tokens)
                shared.publish(self.master)
                state.micro = shared.next_micro()
                state.tokens += total.tokens
                state.examples += total.examples
                window.loss += total.loss
                window.tokens += total.tokens
                window.steps += 1
                if not math.isfinite(window.loss):
                    raise RecipeError("the loss is not finite; lower the rates and resume")
                if window.steps == 20:
                    speed = self._log(window, now, total.from_helpers)
                    if not told:
                        tell(f"{self.stage}: {speed} target tokens a second")
                        told = True
                    window = _Window(since=now)
                if now - checked > settings.dev_seconds:
                    loss = dev.loss(self.average)
                    log_event(self.config.run, "dev", tokens=state.tokens, loss=round(loss, 4))
                    checked = time.monotonic()
                if now - saved > settings.checkpoint_seconds:
                    self._save()
                    saved = time.monotonic()
                if now - snapped > SNAPSHOT_SECONDS:
                    self._snapshot()
                    snapped = time.monotonic()
            if not self._stop:
                state.done = [*(done for done in state.done if done != self.stage), self.stage]
                self._snapshot()
            self._save()
            log_event(
                self.config.run, "stop" if self._stop else "done", stage=self.stage,
                tokens=state.tokens, steps=state.steps, dev=round(dev.loss(self.average), 4),
            )  # fmt: skip
        finally:
            helpers.stop()
            for name, handler in handlers.items():
                signal.signal(name, handler)
        return not self._stop

    def _progress(self) -> float:
        by_time = self.state.stage_seconds / (60 * self.settings.minutes)
        if self.settings.max_steps:
            return max(by_time, self.state.stage_steps / self.settings.max_steps)
        return by_time

    def _rate(self) -> float:
        """Warm-up, plateau, linear decay to zero over the last part of the stage."""
        settings = self.settings
        warm_steps = self.state.stage_steps - self._warm_from
        warm = min(1.0, (warm_steps + 1) / max(1, settings.warmup_steps))
        left = (1.0 - self._progress()) / max(settings.decay_fraction, 1e-9)
        return warm * min(1.0, max(left, 0.0))

    def _step(self, gradient: Tensor, tokens: int) -> None:
        rate = self._rate()
        gradient = gradient.to(self.master.device).div_(tokens)
        settings, state = self.settings, self.state
        self.optimiser.step(gradient, settings.matrix_rate * rate, settings.other_rate * rate)
        self._clear_pad(self.master)
        state.steps += 1
        state.stage_steps += 1
        # An average that starts short, so that it does not remember the random start.
        decay = min(settings.average_decay, (1 + state.steps) / (10 + state.steps))
        self.average.lerp_(self.master, 1 - decay)

    def _clear_pad(self, flat: Tensor) -> None:
        """Marian starts decoding from a zero embedding, so that of pad stays zero."""
        views(flat, self.shapes)["shared"][self.vocabulary.pad] = 0.0

    def _tensors(self) -> dict[str, Tensor]:
        return {
            "master": self.master, "average": self.average, "first": self.optimiser.first,
            "second": self.optimiser.second, "adam_steps": torch.tensor(self.optimiser.steps),
        }  # fmt: skip

    def _save(self) -> None:
        save_checkpoint(self.path, self.config, self.state, self._tensors(), len(self.vocabulary))

    def _snapshot(self) -> None:
        path = self.config.run / f"snapshot-{self.state.tokens // 1000:07d}k.pt"
        save_snapshot(path, self.config, self.state, self.average, len(self.vocabulary))

    def _log(self, window: _Window, now: float, from_helpers: float) -> int:
        speed = round(window.tokens / (now - window.since))
        log_event(
            self.config.run, "train", stage=self.stage, steps=self.state.steps,
            tokens=self.state.tokens, loss=round(window.loss / window.tokens, 4),
            rate=round(self._rate(), 4), progress=round(self._progress(), 4),
            tokens_per_second=speed,
            helper_share=round(from_helpers, 2), minutes=round(self.state.stage_seconds / 60, 1),
        )  # fmt: skip
        return speed

    def _on_signal(self, number: int, frame: Any) -> None:
        self._stop = True


def _plain(settings: TrainConfig) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}
