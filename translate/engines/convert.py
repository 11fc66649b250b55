"""A MarianMT checkpoint as a CTranslate2 model, once per weights, version and number type.

Read straight from the safetensors file with numpy: no torch is needed. The layout follows
CTranslate2's model specification (Klein et al., https://opennmt.net/CTranslate2): query, key
and value of self-attention are one matrix, key and value of cross-attention another.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from translate.engines.checkpoint import Checkpoint, damaged
from translate.errors import ModelError

_PARTIAL = ".converting-"
_STALE_SECONDS = 3600
#: Everything a converted folder holds.
FILES = ("config.json", "model.bin", "shared_vocabulary.json")

#: A tensor in float32 by the first of these names that the checkpoint has.
Weights = Callable[..., Any]


def converted_name(checkpoint: Checkpoint, compute_type: str) -> str:
    """Folder name of a conversion: weights, CTranslate2's version, number type."""
    return f"{checkpoint.model.digest[:16]}-{version('ctranslate2')}-{compute_type}"


def converted(checkpoint: Checkpoint, compute_type: str, cache_dir: Path | None) -> Path | None:
    """A finished conversion, next to the model or in ``cache_dir``; None when there is none."""
    for parent in _parents(checkpoint, cache_dir):
        folder = parent / converted_name(checkpoint, compute_type)
        if all((folder / name).is_file() for name in FILES):
            return folder
    return None


def keeps_pad(folder: Path) -> bool:
    """Whether the converted model has a pad token, which decoding must then not write."""
    vocabulary: list[str] = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
    return "<pad>" in vocabulary


def convert(checkpoint: Checkpoint, compute_type: str, cache_dir: Path | None) -> Path:
    """Convert next to the model where that can be written, else into ``cache_dir``.

    Raises :class:`ModelError` when neither can be written or the checkpoint cannot be converted.
    """
    problem: OSError | None = None
    for parent in _parents(checkpoint, cache_dir):
        try:
            return convert_into(checkpoint, compute_type, parent)
        except OSError as error:
            problem = error
    where = "" if problem is None else f" ({problem.strerror or problem})"
    raise ModelError(
        f"no place to convert model {checkpoint.model.name} in{where}",
        "make its folder writable, name another with --cache-dir, or use --engine torch",
    )


def convert_into(checkpoint: Checkpoint, compute_type: str, parent: Path) -> Path:
    """Write the conversion below ``parent`` atomically: it is there whole or not at all."""
    parent.mkdir(parents=True, exist_ok=True)
    _sweep(parent)
    final = parent / converted_name(checkpoint, compute_type)
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=parent))
    try:
        _write(checkpoint, compute_type, partial)
        partial.chmod(0o755)
        try:
            partial.replace(final)
        except OSError:
            # Another process was faster, or an incomplete folder is in the way.
            if not all((final / name).is_file() for name in FILES):
                shutil.rmtree(final)
                partial.replace(final)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return final


def _parents(checkpoint: Checkpoint, cache_dir: Path | None) -> list[Path]:
    beside = checkpoint.model.path / "ct2"
    return [beside] if cache_dir is None else [beside, cache_dir / "ct2"]


def _sweep(parent: Path) -> None:
    """Remove what a killed process left an hour ago or longer."""
    for path in parent.glob(_PARTIAL + "*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _write(checkpoint: Checkpoint, compute_type: str, folder: Path) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(checkpoint.weights), framework="numpy") as file:
            names = set(file.keys())

            def weights(*candidates: str) -> Any:
                for name in candidates:
                    if name in names:
                        return file.get_tensor(name).astype("float32")
                raise KeyError(candidates[0])

            specification = _specification(checkpoint, weights)
        specification.validate()
        specification.optimize(quantization=None if compute_type == "float32" else compute_type)
        specification.save(str(folder))
    except KeyError as error:
        raise damaged(checkpoint.model, "the checkpoint", f"{error} is missing") from error
    except (ValueError, TypeError, SafetensorError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise damaged(checkpoint.model, "the checkpoint", f"CTranslate2 says: {reason}") from error


def _specification(checkpoint: Checkpoint, weights: Weights) -> Any:
    specs: Any = import_module("ctranslate2.specs")
    config = checkpoint.config
    _refuse_other_variants(checkpoint)
    activation = _activation(checkpoint, specs.Activation)
    encoder = specs.TransformerEncoderSpec(
        config["encoder_layers"], config["encoder_attention_heads"], False, activation=activation
    )
    decoder = specs.TransformerDecoderSpec(
        config["decoder_layers"], config["decoder_attention_heads"], False, activation=activation
    )
    _set_side(encoder, "encoder", config, weights)
    _set_side(decoder, "decoder", config, weights)
    encoder.embeddings[0].weight = weights("model.encoder.embed_tokens.weight", _SHARED)
    decoder.embeddings.weight = weights("model.decoder.embed_tokens.weight", _SHARED)
    decoder.projection.weight = weights("lm_head.weight", _SHARED)
    decoder.projection.bias = weights("final_logits_bias").reshape(-1)

    tokens = sorted(checkpoint.vocabulary, key=checkpoint.vocabulary.__getitem__)
    pad = checkpoint.vocabulary["<pad>"]
    start = config.get("decoder_start_token_id", pad)
    specification = specs.TransformerSpec(encoder, decoder)
    if start == pad == len(tokens) - 1 and not decoder.embeddings.weight[pad].any():
        # Marian proper: decoding starts from a zero vector, and there is no such token.
        decoder.start_from_zero_embedding = True
        tokens.pop()
        for layer in (encoder.embeddings[0], decoder.embeddings, decoder.projection):
            layer.weight = layer.weight[:-1]
        decoder.projection.bias = decoder.projection.bias[:-1]
        specification.config.decoder_start_token = "</s>"
    else:
        specification.config.decoder_start_token = tokens[start]
    specification.config.eos_token = "</s>"
    specification.config.unk_token = "<unk>"
    specification.register_source_vocabulary(tokens)
    specification.register_target_vocabulary(tokens)
    return specification


_SHARED = "model.shared.weight"


def _refuse_other_variants(checkpoint: Checkpoint) -> None:
    separate = checkpoint.tokenizer.get("separate_vocabs") or not checkpoint.config.get(
        "share_encoder_decoder_embeddings", True
    )
    unusual = checkpoint.config.get("normalize_before") or checkpoint.config.get(
        "normalize_embedding"
    )
    if separate or unusual:
        what = "separate vocabularies" if separate else "an unusual normalisation"
        raise ModelError(
            f"model {checkpoint.model.name} has {what}, which the ct2 engine does not run",
            "use --engine torch",
        )


def _activation(checkpoint: Checkpoint, kinds: Any) -> Any:
    known = {"relu": kinds.RELU, "swish": kinds.SWISH, "silu": kinds.SWISH, "gelu": kinds.GELU}
    name = checkpoint.config.get("activation_function", "gelu")
    if name not in known:
        raise ModelError(
            f"model {checkpoint.model.name} has the activation {name!r},"
            " which the ct2 engine does not run",
            "use --engine torch",
        )
    return known[name]


def _set_side(spec: Any, side: str, config: dict[str, Any], weights: Weights) -> None:
    width = config["d_model"]
    spec.scale_embeddings = width**0.5 if config.get("scale_embedding") else 1.0
    try:
        spec.position_encodings.encodings = weights(f"model.{side}.embed_positions.weight")
    except KeyError:
        positions = config.get("max_position_embeddings", 1024)
        spec.position_encodings.encodings = _sinusoids(positions, width)
    for index, layer in enumerate(spec.layer):
        prefix = f"model.{side}.layers.{index}."
        _set_attention(layer.self_attention, prefix, "self_attn", weights, joined=("q", "k", "v"))
        if side == "decoder":
            _set_attention(layer.attention, prefix, "encoder_attn", weights, joined=("k", "v"))
        _set_linear(layer.ffn.linear_0, prefix + "fc1", weights)
        _set_linear(layer.ffn.linear_1, prefix + "fc2", weights)
        _set_norm(layer.ffn.layer_norm, prefix + "final_layer_norm", weights)


def _set_attention(
    spec: Any, prefix: str, name: str, weights: Weights, joined: tuple[str, ...]
) -> None:
    import numpy

    linear = list(spec.linear)
    if "q" not in joined:
        _set_linear(linear.pop(0), f"{prefix}{name}.q_proj", weights)
    for part in ("weight", "bias"):
        tensors = [weights(f"{prefix}{name}.{letter}_proj.{part}") for letter in joined]
        setattr(linear[0], part, numpy.concatenate(tensors))
    _set_linear(linear[1], f"{prefix}{name}.out_proj", weights)
    _set_norm(spec.layer_norm, f"{prefix}{name}_layer_norm", weights)


def _set_linear(spec: Any, name: str, weights: Weights) -> None:
    spec.weight, spec.bias = weights(name + ".weight"), weights(name + ".bias")


def _set_norm(spec: Any, name: str, weights: Weights) -> None:
    spec.gamma, spec.beta = weights(name + ".weight"), weights(name + ".bias")


def _sinusoids(positions: int, width: int) -> Any:
    """Marian's position table [positions, width]: all sines, then all cosines."""
    import numpy

    rate = 10000 ** (-numpy.arange(0, width, 2) / width)
    angle = numpy.arange(positions)[:, None] * rate
    return numpy.concatenate([numpy.sin(angle), numpy.cos(angle)], axis=1).astype("float32")
