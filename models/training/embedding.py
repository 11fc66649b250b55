"""A start for the shared embeddings in which pieces of the same meaning lie close.

Pieces that occur in the same sentence pairs get similar vectors: positive pointwise mutual
information of pieces over joined Dutch-English pairs, factorised by a truncated SVD
(Levy and Goldberg 2014; for two languages at once, Levy, Sogaard and Goldberg 2017).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from .config import Config
from .store import Encoded, encode_pairs, load_encoded
from .tokenizer import Vocabulary

_PAIRS, _LONGEST = 150_000, 80


def embedding_start(config: Config, vocabulary: Vocabulary, dtype: torch.dtype) -> Tensor:
    """Embeddings [vocabulary, width] with the usual variance of 1 / width; products in `dtype`."""
    encoded = config.run / "pairs.npz"
    if not encoded.exists():
        encode_pairs(config.run / "pairs.tsv", encoded, vocabulary)
    data = load_encoded([encoded])
    size, width = len(vocabulary), config.model.width
    chance = np.random.default_rng(config.train.seed)
    weight = data.weight / data.weight.sum()
    wanted = min(len(data), _PAIRS)
    rows = chance.choice(len(data), wanted, replace=False, p=weight)
    together = _cooccurrence(data, rows, size, dtype)
    count = together.diagonal().clone().clamp_min(1.0)
    together.fill_diagonal_(0.0)
    # The square root of the second frequency, as in GloVe-like smoothing, tames rare pieces.
    smooth = count**0.75 / (count**0.75).sum()
    information = (together / together.sum(1, keepdim=True).clamp_min(1.0)) / smooth
    information = information.clamp_min(1e-9).log_().clamp_min_(0.0)
    torch.manual_seed(config.train.seed)
    left, strength, _ = torch.svd_lowrank(information, q=width + 16, niter=3)
    vectors = left[:, :width] * strength[:width].sqrt()
    norms = vectors.norm(dim=1, keepdim=True)
    noise = torch.randn(size, width) * width**-0.5
    unit = torch.where(norms > 1e-4, vectors / norms.clamp_min(1e-4), noise)
    # A rotation spreads the leading directions, and a little noise keeps equal rows apart.
    rotation = torch.linalg.qr(torch.randn(width, width))[0]
    start: Tensor = 0.95 * unit @ rotation + 0.3 * noise
    return start


def _cooccurrence(
    data: Encoded, rows: npt.NDArray[np.int64], size: int, dtype: torch.dtype
) -> Tensor:
    """Counts [V, V] of pairs that contain both pieces, on either side."""
    total = torch.zeros(size, size)
    for start in range(0, len(rows), 4096):
        block = rows[start : start + 4096]
        present = torch.zeros(len(block), size, dtype=dtype)
        for place, row in enumerate(block):
            dutch = data.dutch[data.dutch_at[row] : data.dutch_at[row + 1]]
            english = data.english[data.english_at[row] : data.english_at[row + 1]]
            if len(dutch) + len(english) <= _LONGEST:
                pieces = np.concatenate([dutch, english]).astype(np.int64)
                present[place, torch.from_numpy(pieces)] = 1
        total += (present.t() @ present).float()
    return total
