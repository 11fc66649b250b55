"""Gradient workers: the main process's own and helper processes on other cores."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.multiprocessing as multiprocessing
from torch import Tensor

from .config import Config, TrainConfig
from .model import Batch, Translator, parameter_shapes, views
from .store import Batches, load_encoded
from .tokenizer import Vocabulary

_TOKENS, _LOSS, _EXAMPLES = range(3)


@dataclass(frozen=True)
class StepTotal:
    """Summed gradient (flat, float32) and counts of one step."""

    gradient: Tensor
    tokens: int
    examples: int
    loss: float
    from_helpers: float


@dataclass
class Shared:
    """Memory all workers see: published weights, summed helper gradients (float32), counters."""

    live: Tensor
    gathered: Tensor
    counts: Tensor
    counter: Any
    lock: Any
    stopped: Any

    @classmethod
    def create(cls, master: Tensor, first_micro: int, dtype: torch.dtype) -> Shared:
        """Memory with the given float32 weights, published in the type of the products.

        All processes share it; on a GPU, where one process works, it lies there.
        """
        context = multiprocessing.get_context("spawn")
        return cls(
            live=master.to(dtype, copy=True).share_memory_(),  # type: ignore[no-untyped-call]
            gathered=torch.zeros_like(master).share_memory_(),  # type: ignore[no-untyped-call]
            counts=torch.zeros(3, dtype=torch.float64).share_memory_(),  # type: ignore[no-untyped-call]
            counter=context.Value("q", first_micro),
            lock=context.Lock(),
            stopped=context.Event(),
        )

    def draw(self) -> int:
        """Number of the next micro-batch nobody has taken."""
        with self.counter.get_lock():
            number = int(self.counter.value)
            self.counter.value = number + 1
        return number

    def next_micro(self) -> int:
        """Number that the next draw will return."""
        return int(self.counter.value)

    def publish(self, master: Tensor) -> None:
        """Make new weights visible to all workers."""
        with self.lock:
            self.live.copy_(master)

    def take_if_ready(self, own: MicroWorker, step_tokens: int) -> StepTotal | None:
        """Everything gathered so far, when it makes a step; empties the sums."""
        with self.lock:
            if own.counts[_TOKENS] + self.counts[_TOKENS] < step_tokens:
                return None
            share = float(self.counts[_TOKENS])
            # A copy, also of float32: `own` forgets its gradient below.
            gradient = own.gradient.to(torch.float32, copy=True)
            if share:
                gradient += self.gathered
                self.gathered.zero_()
            counts = (own.totals() + self.counts).tolist()
            self.counts.zero_()
        own.clear()
        tokens = int(counts[_TOKENS])
        return StepTotal(gradient, tokens, int(counts[_EXAMPLES]), counts[_LOSS], share / tokens)


class MicroWorker:
    """Computes micro-batches on its own copy of the weights and sums their gradients."""

    def __init__(
        self, model: Translator, shapes: dict[str, tuple[int, ...]], shared: Shared,
        batches: Batches, settings: TrainConfig,
    ) -> None:  # fmt: skip
        self._model, self._shared, self._batches, self._settings = model, shared, batches, settings
        self._device = settings.device
        self._flat = shared.live.clone().to(self._device)
        self.gradient = torch.zeros_like(self._flat)
        grads = views(self.gradient, shapes)
        self._weights = {}
        for name, tensor in views(self._flat, shapes).items():
            # Autograd adds into a gradient that exists, so all of them share one flat tensor.
            self._weights[name] = tensor.detach().requires_grad_()
            self._weights[name].grad = grads[name]
        self.counts = torch.zeros(3, dtype=torch.float64)
        # Read once a step: a GPU goes on with the next micro-batch meanwhile.
        self._loss = torch.zeros((), dtype=torch.float64, device=self._device)

    def micro(self) -> None:
        """Draw one micro-batch and add its gradient and counts."""
        batch = self._batches.get(self._shared.draw())
        kept = batch.target_out != self._batches.pad
        batch = Batch(*(self._placed(getattr(batch, n)) for n in Batch.__dataclass_fields__))
        with torch.no_grad():
            self._flat.copy_(self._shared.live)
        loss = self._model.loss(
            self._weights, batch, self._settings.smoothing, self._settings.dropout
        )
        loss.backward()  # type: ignore[no-untyped-call]
        self._loss += loss.detach()
        self.counts += torch.tensor(
            [int(kept.sum()), 0, int(kept.any(1).sum())], dtype=torch.float64
        )

    def _placed(self, tensor: Tensor) -> Tensor:
        """The tensor on the device; nobody waits for the copy to a GPU."""
        if self._device == "cpu":
            return tensor
        return tensor.pin_memory().to(self._device, non_blocking=True)

    def totals(self) -> Tensor:
        """Counts with the loss."""
        totals = self.counts.clone()
        totals[_LOSS] = float(self._loss)
        return totals

    def clear(self) -> None:
        """Forget gradients and counts."""
        self.gradient.zero_()
        self.counts.zero_()
        self._loss.zero_()

    def hand_over(self) -> None:
        """Add own sums to the shared ones and forget them."""
        with self._shared.lock:
            self._shared.gathered.add_(self.gradient)
            self._shared.counts += self.totals()
        self.clear()


class Helpers:
    """Helper processes; none when the settings ask for none or a GPU does the work."""

    def __init__(
        self, config: Config, settings: TrainConfig, shared: Shared, data_files: list[Path]
    ) -> None:
        self._shared = shared
        count = settings.helper_processes if settings.device == "cpu" else 0
        context = multiprocessing.get_context("spawn")
        self._processes = [
            context.Process(
                target=_help, args=(config, settings, shared, data_files, index), daemon=True
            )
            for index in range(count)
        ]
        for process in self._processes:
            process.start()

    def stop(self) -> None:
        """Ask the helpers to end and wait for them."""
        self._shared.stopped.set()
        for process in self._processes:
            process.join(timeout=20)
            if process.is_alive():
                process.terminate()


def _help(
    config: Config, settings: TrainConfig, shared: Shared, data_files: list[Path], index: int
) -> None:
    """Body of a helper process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    if settings.cores:
        os.sched_setaffinity(0, {settings.cores[(index + 1) % len(settings.cores)]})
    os.nice(settings.helper_nice)
    torch.set_num_threads(1)
    torch.manual_seed(settings.seed + index + 1)
    vocabulary = Vocabulary(config.run)
    batches = Batches(load_encoded(data_files), settings, vocabulary)
    model = Translator(config.model, batches.pad, "cpu")
    shapes = parameter_shapes(config.model, len(vocabulary))
    worker = MicroWorker(model, shapes, shared, batches, settings)
    while not shared.stopped.is_set() and os.getppid() == parent:
        worker.micro()
        worker.hand_over()
