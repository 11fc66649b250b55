"""Random MarianMT checkpoints in the layout that Helsinki-NLP's have on the Hub."""

from __future__ import annotations

import hashlib
import io
import json
import random
from pathlib import Path

from translate.types import Model, ModelFamily

_SOUNDS = "ba de gro ij kel lan mo nie ou pra ri sta tje ui vro wee zon schap heid ing"
_SYLLABLES = tuple(_SOUNDS.split())
_PLAIN = (
    "De burgemeester opent morgen het nieuwe zwembad in Utrecht.",
    "Volgens het KNMI valt er vandaag 12,5 millimeter regen!",
    "Wie betaalt dat? Niemand weet het: ook de minister niet; 'nee', zegt hij.",
    'She said "no" and left the city (of 1.200 people) - again.',
)


def sentences(count: int, seed: int = 0) -> list[str]:
    """Made-up sentences of 3 to 14 words."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3)))

    made = (
        " ".join(word() for _ in range(chance.randint(3, 14))).capitalize() + chance.choice(".!?")
        for _ in range(count)
    )
    return [*_PLAIN, *made][:count]


def build(
    folder: Path, *, width: int, layers: int, heads: int, inner: int, vocabulary: int,
    positions: int, byte_fallback: bool, shared_spm: bool, seed: int = 7, fill: int = 0,
    endless: bool = False,
) -> Model:  # fmt: skip
    """Write a checkpoint with random weights; every file as save_pretrained and the Hub have it.

    ``fill`` widens the vocabulary to so many pieces; ``endless`` makes the end mark so unlikely
    that every target grows to its limit.
    """
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    pieces: dict[str, None] = {}
    for side in ("source", "target"):
        pieces.update(_sentencepiece(folder / f"{side}.spm", vocabulary, byte_fallback, side))
    if shared_spm:
        (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    table = ["</s>", "<unk>", *(p for p in pieces if p not in ("</s>", "<unk>"))]
    table += [f"▁filler{number}" for number in range(len(table) + 3, fill)]
    table += [">>nl<<", ">>bt<<", "<pad>"]
    ids = {piece: index for index, piece in enumerate(table)}
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False), "utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"source_lang": "nl", "target_lang": "en", "model_max_length": positions})
    )
    pad = ids["<pad>"]
    config = MarianConfig(
        vocab_size=len(ids), d_model=width, encoder_layers=layers, decoder_layers=layers,
        encoder_attention_heads=heads, decoder_attention_heads=heads, encoder_ffn_dim=inner,
        decoder_ffn_dim=inner, max_position_embeddings=positions, activation_function="swish",
        scale_embedding=True, pad_token_id=pad, eos_token_id=0, bos_token_id=0,
        decoder_start_token_id=pad, forced_eos_token_id=0, static_position_embeddings=True,
    )  # fmt: skip
    torch.manual_seed(seed)
    model = MarianMTModel(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad and parameter.dim() == 2:
                parameter.normal_(0.0, 1.4 * parameter.shape[1] ** -0.5)
            elif parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter) * 0.05)
        model.model.shared.weight.normal_(0.0, 2.5 * width**-0.5)
        model.model.shared.weight[pad] = 0.0
        model.final_logits_bias.normal_(0.0, 0.2)
        # so that sentences end now and then
        model.final_logits_bias[0, 0] = -1e4 if endless else 7.0
    model.generation_config = GenerationConfig(
        num_beams=4, max_length=positions, bad_words_ids=[[pad]], forced_eos_token_id=0,
        decoder_start_token_id=pad, pad_token_id=pad, eos_token_id=0,
    )  # fmt: skip
    model.save_pretrained(folder)
    return as_model(folder)


def as_model(folder: Path, name: str = "random") -> Model:
    """A folder as the shelf hands it to the engines."""
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    return Model(name, ModelFamily.MARIAN, folder, digest, "CC0-1.0")


def _sentencepiece(path: Path, size: int, byte_fallback: bool, side: str) -> dict[str, None]:
    import sentencepiece

    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences(400, seed=len(side) + ord(side[0]))),
        model_writer=stream, vocab_size=size, model_type="unigram", byte_fallback=byte_fallback,
        hard_vocab_limit=False, unk_id=1, eos_id=0, bos_id=-1, pad_id=-1, num_threads=1,
        minloglevel=2,
    )  # fmt: skip
    path.write_bytes(stream.getvalue())
    model = sentencepiece.SentencePieceProcessor(model_proto=stream.getvalue())
    return dict.fromkeys(model.id_to_piece(index) for index in range(model.get_piece_size()))
