"""A MarianMT checkpoint as a CTranslate2 model.

Read straight from the safetensors file with numpy, without transformers, into the places where
CTranslate2's model specification (https://opennmt.net/CTranslate2) wants the tensors: query, key
and value of self-attention are one matrix, key and value of cross-attention another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from translate.engines.checkpoint import Checkpoint, damaged
from translate.engines.conversions import Conversion, save
from translate.errors import ModelError, first_line

_LAYOUT = "3"
_SHARED = "model.shared.weight"
#: Added to what the pad token scores: decoding starts from it, and it is never written.
_NEVER = -1e9

#: A tensor in float32 by the first of these names that the checkpoint has.
Weights = Callable[..., Any]


def conversion_of(checkpoint: Checkpoint, compute_type: str) -> Conversion:
    """What the checkpoint becomes."""
    return Conversion(checkpoint.model, _LAYOUT, compute_type)


def converted(checkpoint: Checkpoint, compute_type: str, cache_dir: Path | None) -> Path:
    """The folder of the conversion, which is made where there is none.

    Raises :class:`ModelError` when it cannot be written or the checkpoint cannot be converted.
    """
    conversion = conversion_of(checkpoint, compute_type)
    return conversion.folder(partial(_write, checkpoint, compute_type), cache_dir)


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

            specification = specification_of(checkpoint, weights)
        save(specification, compute_type, folder)
    except KeyError as error:
        raise damaged(checkpoint.model, "the checkpoint", f"{error} is missing") from error
    except (ValueError, TypeError, SafetensorError) as error:
        reason = f"CTranslate2 says: {first_line(error)}"
        raise damaged(checkpoint.model, "the checkpoint", reason) from error


def specification_of(checkpoint: Checkpoint, weights: Weights) -> Any:
    """A filled ``TransformerSpec``, ready to be validated, quantised and saved.

    Raises KeyError for a tensor or setting that is not there, and :class:`ModelError` for a
    variant of MarianMT that CTranslate2 does not run.
    """
    specs: Any = import_module("ctranslate2.specs")
    config, vocabulary = checkpoint.config, checkpoint.vocabulary
    activation = _activation(checkpoint, specs.Activation)
    encoder = specs.TransformerEncoderSpec(
        config["encoder_layers"], config["encoder_attention_heads"], False, activation=activation
    )
    decoder = specs.TransformerDecoderSpec(
        config["decoder_layers"],
        config["decoder_attention_heads"],
        False,
        activation=activation,
        # What is handed out as attention: the last layer's, averaged over all heads.
        alignment_layer=-1,
        alignment_heads=0,
    )
    _set_side(encoder, "encoder", config, weights)
    _set_side(decoder, "decoder", config, weights)
    # only what the config ties may be left out of the file
    tied = [_SHARED] if config.get("tie_word_embeddings", True) else []
    encoder.embeddings[0].weight = weights("model.encoder.embed_tokens.weight", *tied)
    decoder.embeddings.weight = weights("model.decoder.embed_tokens.weight", *tied)
    decoder.projection.weight = weights("lm_head.weight", *tied)
    try:
        decoder.projection.bias = weights("final_logits_bias").reshape(-1)
    except KeyError:  # left out where it is zero
        decoder.projection.bias = decoder.embeddings.weight[:, 0] * 0
    decoder.projection.bias[vocabulary["<pad>"]] = _NEVER

    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    specification = specs.TransformerSpec(encoder, decoder)
    start = config.get("decoder_start_token_id", vocabulary["<pad>"])
    specification.config.decoder_start_token = tokens[start]
    specification.config.eos_token = "</s>"
    specification.config.unk_token = "<unk>"
    specification.register_source_vocabulary(tokens)
    specification.register_target_vocabulary(tokens)
    return specification


def _activation(checkpoint: Checkpoint, kinds: Any) -> Any:
    """The activation function, of a variant that CTranslate2 runs."""
    known = {"relu": kinds.RELU, "swish": kinds.SWISH, "silu": kinds.SWISH, "gelu": kinds.GELU}
    name, config = checkpoint.config.get("activation_function", "gelu"), checkpoint.config
    if config.get("normalize_before") or config.get("normalize_embedding"):
        what = "an unusual normalisation"
    elif name not in known:
        what = f"the activation {name!r}"
    else:
        return known[name]
    why = f"model {checkpoint.model.name} has {what}, which the ct2 engine does not run"
    raise ModelError(why, "use --engine torch")


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
        _set_attention(layer.self_attention, prefix + "self_attn", weights, joined="qkv")
        if side == "decoder":
            _set_attention(layer.attention, prefix + "encoder_attn", weights, joined="kv")
        _set_linear(layer.ffn.linear_0, prefix + "fc1", weights)
        _set_linear(layer.ffn.linear_1, prefix + "fc2", weights)
        _set_norm(layer.ffn.layer_norm, prefix + "final_layer_norm", weights)


def _set_attention(spec: Any, name: str, weights: Weights, joined: str) -> None:
    """An attention block; the projections whose letters are ``joined`` become one matrix."""
    import numpy

    *queries, together, out = spec.linear
    for query in queries:
        _set_linear(query, f"{name}.q_proj", weights)
    for part in ("weight", "bias"):
        tensors = [weights(f"{name}.{letter}_proj.{part}") for letter in joined]
        setattr(together, part, numpy.concatenate(tensors))
    _set_linear(out, f"{name}.out_proj", weights)
    _set_norm(spec.layer_norm, f"{name}_layer_norm", weights)


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
