"""Stage `train`: the adapter, resumable, ended by its epochs or by the clock."""

from __future__ import annotations

import itertools
import signal
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from translate.engines.generate_causal import load_network
from translate.shelf import Task, resolve

from ..config import RecipeError
from ..files import atomic_path, log_event, reading_checkpoint, tell
from .config import Config, TrainConfig
from .examples import Batch, Example, batches, collate, encode
from .lora import add_low_rank
from .pairs import HELDOUT, TRAIN, read_pairs

CHECKPOINT = "checkpoint.pt"


class Trainer:
    """One run: the network, its trained parameters, the optimiser and where the run stands."""

    def __init__(self, config: Config) -> None:
        train = config.train
        torch.manual_seed(train.seed)
        torch.set_num_threads(train.threads)
        model = resolve(config.base, Task.SUMMARISE)
        network, tokenizer = load_network(model, train.threads)
        self.config = config
        self.network = network.to(getattr(torch, train.dtype))
        self.parameters = add_low_rank(self.network, train)
        self.optimiser = torch.optim.AdamW(self.parameters.values(), lr=train.rate, weight_decay=0)
        self.pad = int(tokenizer.pad_token_id)
        pairs = read_pairs(config.run / TRAIN)
        self.examples = encode(tokenizer, pairs, train.max_tokens)
        heldout = encode(tokenizer, read_pairs(config.run / HELDOUT), train.max_tokens)
        self.heldout = heldout[: train.dev_examples]
        if not self.examples or not self.heldout:
            raise RecipeError("no example fits train.max_tokens; run stage pairs or raise it")
        self.steps = max(1, round(train.epochs * len(self.examples) / train.batch))
        self.step, self.seconds = 0, 0.0

    def loss(self, batch: Batch) -> Tensor:
        """Cross-entropy of the answers, in nats a token; logits of these places alone."""
        hidden = self.network.model(input_ids=batch.ids, use_cache=False).last_hidden_state
        logits = self.network.lm_head(hidden[batch.answer]).float()
        return nn.functional.cross_entropy(logits, batch.targets)

    def update(self, rows: Sequence[Example], progress: float) -> float:
        """One step of AdamW; the rate warms up and falls to zero linearly with ``progress``."""
        train = self.config.train
        warm = min(1.0, (self.step + 1) / max(1, train.warmup_steps))
        for group in self.optimiser.param_groups:
            group["lr"] = train.rate * warm * max(0.0, 1.0 - progress)
        loss = self.loss(collate(rows, self.pad))
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.parameters.values(), train.clip)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        return loss.item()

    @torch.inference_mode()
    def heldout_loss(self) -> float:
        """Mean loss over the first held-out examples."""
        size = self.config.train.batch
        total = 0.0
        for start in range(0, len(self.heldout), size):
            rows = self.heldout[start : start + size]
            total += self.loss(collate(rows, self.pad)).item() * len(rows)
        return total / len(self.heldout)

    def save(self) -> None:
        """Write everything that a resumed run needs; the old file stays until it is whole."""
        content = {
            "train": asdict(self.config.train),
            "step": self.step,
            "seconds": self.seconds,
            "tensors": {name: tensor.detach() for name, tensor in self.parameters.items()},
            "optimiser": self.optimiser.state_dict(),
        }
        with atomic_path(self.config.run / CHECKPOINT) as partial:
            torch.save(content, partial)

    def resume(self) -> None:
        """Go on where the checkpoint of the run stands, if there is one."""
        path = self.config.run / CHECKPOINT
        if not path.exists():
            return
        content = read_checkpoint(path, self.config.train)
        with torch.no_grad():
            for name, parameter in self.parameters.items():
                parameter.copy_(content["tensors"][name])
        self.optimiser.load_state_dict(content["optimiser"])
        self.step, self.seconds = content["step"], content["seconds"]


def train(config: Config) -> None:
    """Train until the epochs or the minutes of the recipe are over; Ctrl-C and SIGTERM save."""
    trainer = Trainer(config)
    trainer.resume()
    limits = config.train
    log_event(config.run, "start", step=trainer.step, of=trainer.steps,
              examples=len(trainer.examples), settings=asdict(limits))  # fmt: skip
    stopped: list[int] = []
    previous = signal.signal(signal.SIGTERM, lambda number, frame: stopped.append(number))
    began = time.monotonic() - trainer.seconds
    saved = time.monotonic()
    rows = batches(trainer.examples, limits.batch, limits.seed)
    losses: list[float] = []
    try:
        for batch in itertools.islice(rows, trainer.step, trainer.steps):
            trainer.seconds = time.monotonic() - began
            progress = max(trainer.step / trainer.steps, trainer.seconds / 60 / limits.minutes)
            if stopped or progress >= 1:
                break
            losses.append(trainer.update(batch, progress))
            if trainer.step % limits.dev_steps == 0:
                _report(trainer, losses)
            if time.monotonic() - saved > limits.checkpoint_seconds:
                trainer.save()
                saved = time.monotonic()
    except KeyboardInterrupt:
        stopped.append(signal.SIGINT)
    finally:
        signal.signal(signal.SIGTERM, previous)
    trainer.seconds = time.monotonic() - began
    trainer.save()
    if losses:
        _report(trainer, losses)
    log_event(config.run, "stop" if stopped else "done", step=trainer.step)


def _report(trainer: Trainer, losses: list[float]) -> None:
    mean = round(sum(losses) / len(losses), 4) if losses else None
    losses.clear()
    heldout = round(trainer.heldout_loss(), 4)
    log_event(trainer.config.run, "train", step=trainer.step, loss=mean, heldout=heldout,
              seconds=round(trainer.seconds))  # fmt: skip
    tell(f"step {trainer.step} of {trainer.steps}: loss {mean}, held out {heldout}")


def read_checkpoint(path: Path, train: TrainConfig) -> dict[str, Any]:
    """A checkpoint made with the same sizes; raises RecipeError for any other."""
    with reading_checkpoint(path):
        content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        made = content["train"]
        same = (made["rank"], list(made["targets"])) == (train.rank, list(train.targets))
    if not same:
        raise RecipeError(f"{path} has another rank or other targets; use another --run")
    return content
