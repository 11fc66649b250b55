"""Rewrites a checkpoint's pickled weights as safetensors, once, when a model is pulled."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from translate.errors import ModelError

PICKLE = "pytorch_model.bin"
SAFETENSORS = "model.safetensors"


def pickle_to_safetensors(folder: Path) -> None:
    """Replace ``pytorch_model.bin`` in a sequence-to-sequence checkpoint by ``model.safetensors``.

    The pickle is read with ``weights_only``, which builds tensors and runs no code in it; the
    architecture is one that transformers itself knows. Tensors that the model ties together are
    written once. Raises ModelError, and leaves no safetensors, when the pickle holds anything
    but tensors or does not fit the config.
    """
    import torch
    from transformers import AutoModelForSeq2SeqLM

    try:
        model, report = AutoModelForSeq2SeqLM.from_pretrained(
            folder,
            use_safetensors=False,
            weights_only=True,
            local_files_only=True,
            trust_remote_code=False,
            dtype=torch.float32,
            output_loading_info=True,
        )
    except Exception as fault:
        why = (str(fault).strip().splitlines() or [type(fault).__name__])[0][:160]
        raise ModelError(f"{PICKLE} cannot be converted ({why})", "take another model") from fault
    missing = sorted(report["missing_keys"])
    if missing:
        why = f"{PICKLE} does not fit config.json: {missing[0]} is missing"
        raise ModelError(why, "take another model")
    with tempfile.TemporaryDirectory(dir=folder, prefix=".converted-") as written:
        model.save_pretrained(written, max_shard_size="100GB")
        shutil.move(Path(written) / SAFETENSORS, folder / SAFETENSORS)
    (folder / PICKLE).unlink()
