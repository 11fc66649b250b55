"""A MarianMT checkpoint's tensors in the places where CTranslate2 wants them.

The layout is that of CTranslate2's model specification (https://opennmt.net/CTranslate2): query,
key and value of self-attention are one matrix, key and value of cross-attention another.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from translate.engines.checkpoint import Checkpoint
from translate.errors import ModelError

#: A tensor in float32 by the first of these names that the checkpoint has.
Weights = Callable[..., Any]

_SHARED = "model.shared.weight"


def specification_of(checkpoint: Checkpoint, weights: Weights) -> Any:
    """A filled ``TransformerSpec``, ready to be validated, quantised and saved.

    Raises KeyError for a tensor or setting that is not there, and :class:`ModelError` for a
    variant of MarianMT that CTranslate2 does not run.
    """
    specs: Any = import_module("ctranslate2.specs")
    config = checkpoint.config
    _refuse_other_variants(checkpoint)
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
