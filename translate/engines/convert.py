"""A MarianMT checkpoint as a CTranslate2 model: once by transformers and CTranslate2's converter.

Later loads import neither torch nor transformers.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from translate.engines.checkpoint import Checkpoint, damaged
from translate.engines.conversions import Conversion, save
from translate.errors import ModelError, first_line

_LAYOUT = "3"
#: Added to what the pad token scores: decoding starts from it, and it is never written.
_NEVER = -1e9
_NORMALISATIONS = ("normalize_before", "normalize_embedding")


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
    from translate.engines.marian_torch import load_network

    network = load_network(checkpoint)
    try:
        specification = _specification(checkpoint, network)
        save(specification, compute_type, folder)
    except (ValueError, TypeError) as error:
        reason = f"CTranslate2 says: {first_line(error)}"
        raise damaged(checkpoint.model, "the checkpoint", reason) from error


def _specification(checkpoint: Checkpoint, network: Any) -> Any:
    """A filled ``TransformerSpec``, ready to be validated, quantised and saved.

    Raises :class:`ModelError` for a variant of MarianMT that CTranslate2 does not run.
    """
    loaders: Any = import_module("ctranslate2.converters.transformers")
    vocabulary, what = checkpoint.vocabulary, ""
    activation = checkpoint.config.get("activation_function", "gelu")
    if any(checkpoint.config.get(name) for name in _NORMALISATIONS):
        what = "an unusual normalisation"
    elif activation not in loaders._SUPPORTED_ACTIVATIONS:
        what = f"the activation {activation!r}"
    if what:
        why = f"model {checkpoint.model.name} has {what}, which the ct2 engine does not run"
        raise ModelError(why, "use --engine torch")
    for name in _NORMALISATIONS:
        setattr(network.config, name, False)
    # The one for MarianMT takes the pad token out and starts from zeros, where a checkpoint that
    # was trained elsewhere may have a vector.
    specification = loaders.BartLoader().get_model_spec(network)
    decoder = specification.decoder
    # What is handed out as attention: the last layer's, averaged over all heads.
    decoder.alignment_heads = type(decoder.alignment_heads)(0)
    decoder.projection.bias = network.final_logits_bias[0].clone()
    decoder.projection.bias[vocabulary["<pad>"]] = _NEVER

    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    specification.config.decoder_start_token = tokens[network.config.decoder_start_token_id]
    specification.config.eos_token = "</s>"
    specification.config.unk_token = "<unk>"
    specification.register_source_vocabulary(tokens)
    specification.register_target_vocabulary(tokens)
    return specification
