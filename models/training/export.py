"""Stages `average`, `export`, `seal`: from the run to a MarianMT folder that `translate` takes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from .config import Config, ModelConfig, RecipeError
from .files import atomic_path, atomic_text, log_event, tell
from .layout import to_marian
from .model import sinusoids
from .state import CHECKPOINT, average_weights
from .tokenizer import END, PAD, UNKNOWN, Vocabulary

AVERAGED = "averaged.pt"
MAX_LENGTH = 200


def average(config: Config) -> None:
    """Average the weights of the last snapshots of the run into one file."""
    snapshots = sorted(config.run.glob("snapshot-*.pt"))[-config.score.average_last :]
    if not snapshots:
        snapshots = [config.run / CHECKPOINT]
    sums: dict[str, Tensor] = {}
    for path in snapshots:
        for name, tensor in average_weights(path, config).items():
            sums[name] = sums.get(name, torch.zeros_like(tensor)) + tensor / len(snapshots)
    with atomic_path(config.run / AVERAGED) as partial:
        torch.save(sums, partial)
    log_event(config.run, "average", files=[path.name for path in snapshots])


def export(config: Config) -> None:
    """Write the averaged weights (or the checkpoint's, before stage `average`) to `export`."""
    averaged = config.run / AVERAGED
    checkpoint = config.run / CHECKPOINT
    fresh = averaged.exists() and not (
        # Trained on after stage `average`: those weights are out of date.
        checkpoint.exists() and checkpoint.stat().st_mtime > averaged.stat().st_mtime
    )
    if fresh:
        weights = torch.load(averaged, weights_only=True)
    else:
        weights = average_weights(checkpoint, config)
    write_model(weights, config.model, config.run, config.export)
    log_event(config.run, "export", files=sorted(p.name for p in config.export.iterdir()))
    tell(f"model written to {config.export}")


def seal(config: Config) -> None:
    """Check the exported folder as `translate` would, and write its manifest."""
    from translate.errors import TranslateError
    from translate.shelf import verifying
    from translate.types import ModelFamily

    settings = config.seal
    try:
        manifest = verifying.seal(
            config.export, settings.name, ModelFamily.MARIAN, settings.licence, kind="bundled"
        )
    except TranslateError as error:
        raise RecipeError(f"cannot seal {config.export}: {error}") from error
    tell(f"sealed {config.export}: {manifest.digest}")


def write_model(
    weights: dict[str, Tensor], size: ModelConfig, tokenizer: Path, target: Path
) -> None:
    """Write a folder that AutoTokenizer and AutoModelForSeq2SeqLM read without options."""
    from safetensors.torch import save

    vocabulary = Vocabulary(tokenizer)
    tensors = {
        name: tensor.to(torch.float16).contiguous().clone()
        for name, tensor in to_marian(weights).items()
    }
    if not all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values()):
        raise RecipeError("weights are not finite in fp16; this checkpoint cannot be shipped")
    table = sinusoids(size.positions, size.width)
    for side in ("encoder", "decoder"):
        tensors[f"model.{side}.embed_positions.weight"] = table.clone()
    target.mkdir(parents=True, exist_ok=True)
    with atomic_path(target / "model.safetensors") as partial:
        # not save_file, which makes it readable by its owner only
        partial.write_bytes(save(tensors, metadata={"format": "pt"}))
    for name in ("source.spm", "target.spm", "vocab.json"):
        with atomic_path(target / name) as partial:
            shutil.copyfile(tokenizer / name, partial)
    _write_json(target / "config.json", model_settings(size, vocabulary))
    _write_json(target / "generation_config.json", generation_settings(size, vocabulary))
    _write_json(
        target / "tokenizer_config.json",
        {
            "tokenizer_class": "MarianTokenizer", "source_lang": "nl", "target_lang": "en",
            "separate_vocabs": False, "model_max_length": size.positions,
            "eos_token": END, "unk_token": UNKNOWN, "pad_token": PAD,
        },
    )  # fmt: skip


def model_settings(size: ModelConfig, vocabulary: Vocabulary) -> dict[str, Any]:
    """config.json of the exported model."""
    return {
        "architectures": ["MarianMTModel"], "model_type": "marian", "is_encoder_decoder": True,
        "d_model": size.width, "encoder_layers": size.encoder_layers,
        "decoder_layers": size.decoder_layers, "encoder_attention_heads": size.heads,
        "decoder_attention_heads": size.heads, "encoder_ffn_dim": size.inner,
        "decoder_ffn_dim": size.inner, "activation_function": "relu", "dropout": 0.0,
        "attention_dropout": 0.0, "activation_dropout": 0.0, "init_std": size.width**-0.5,
        "max_position_embeddings": size.positions, "scale_embedding": True,
        "static_position_embeddings": True, "normalize_before": False,
        "normalize_embedding": False, "add_bias_logits": False, "add_final_layer_norm": False,
        "share_encoder_decoder_embeddings": True, "tie_word_embeddings": True,
        "vocab_size": len(vocabulary), "decoder_vocab_size": len(vocabulary),
        "num_hidden_layers": size.encoder_layers, "use_cache": True, "dtype": "float32",
        "bos_token_id": vocabulary.end, "eos_token_id": vocabulary.end,
        "pad_token_id": vocabulary.pad, "decoder_start_token_id": vocabulary.pad,
    }  # fmt: skip


def generation_settings(size: ModelConfig, vocabulary: Vocabulary) -> dict[str, Any]:
    """generation_config.json: beam search, no forced tokens; pad is never generated."""
    return {
        "num_beams": 6, "max_length": min(MAX_LENGTH, size.positions), "length_penalty": 1.0,
        "bad_words_ids": [[vocabulary.pad]], "decoder_start_token_id": vocabulary.pad,
        "bos_token_id": vocabulary.end, "eos_token_id": vocabulary.end,
        "pad_token_id": vocabulary.pad,
    }  # fmt: skip


def _write_json(path: Path, content: dict[str, Any]) -> None:
    with atomic_text(path) as out:
        json.dump(content, out, indent=2)
        out.write("\n")
