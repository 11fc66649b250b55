"""Random summarisation checkpoints in the layout that the Hub has."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from translate.types import Model, ModelFamily

TEXT = [
    "The council of Zoutmeer will close two pools on 1 March, alderwoman Linda Terhorst said.",
    "More than 3,400 residents signed a petition against the closure of the pools.",
    "The bridge over the canal is safe again; lorries may cross it from Friday.",
    "“We had hoped for help,” said Bram Oldekamp, “but it never came.”",
]


def _tokenizer(specials: list[str]) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=specials, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    return tokenizer


def build_bart(folder: Path) -> Model:
    """BART's shape and DistilBART's decoding settings, small, with random weights."""
    import torch
    from tokenizers.processors import TemplateProcessing
    from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

    tokenizer = _tokenizer(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    torch.manual_seed(11)
    config = BartConfig(
        vocab_size=tokenizer.get_vocab_size(), d_model=32, max_position_embeddings=128,
        encoder_layers=2, decoder_layers=1, encoder_attention_heads=4, decoder_attention_heads=4,
        encoder_ffn_dim=64, decoder_ffn_dim=64, init_std=0.5,
        bos_token_id=0, pad_token_id=1, eos_token_id=2,
        decoder_start_token_id=2, forced_eos_token_id=2,
    )  # fmt: skip
    BartForConditionalGeneration(config).save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    settings = json.loads((folder / "config.json").read_text("utf-8"))
    settings |= {"num_beams": 3, "no_repeat_ngram_size": 2, "length_penalty": 2.0}
    settings |= {"early_stopping": True, "min_length": 6, "max_length": 30}
    (folder / "config.json").write_text(json.dumps(settings), "utf-8")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>",
        pad_token="<pad>", mask_token="<mask>", model_max_length=128,
    ).save_pretrained(folder)  # fmt: skip
    return Model("tiny-bart", ModelFamily.SEQ2SEQ, folder, "b" * 64, "test")


def build_t5(folder: Path, kind: str = "t5") -> Model:
    """T5's or Pegasus's shape, small, with random weights and the task's prefix."""
    import torch
    import transformers
    from tokenizers.processors import TemplateProcessing

    tokenizer = _tokenizer(["<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer.post_processor = TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", tokenizer.token_to_id("</s>"))]
    )
    torch.manual_seed(13)
    common: dict[str, Any] = {"vocab_size": tokenizer.get_vocab_size(), "d_model": 32}
    common |= {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
    if kind == "t5":
        config: Any = transformers.T5Config(
            d_kv=8, d_ff=64, num_layers=2, num_heads=4, initializer_factor=5.0, **common
        )
        transformers.T5ForConditionalGeneration(config).save_pretrained(folder)
    else:
        config = transformers.PegasusConfig(
            encoder_layers=2, decoder_layers=1, encoder_attention_heads=4,
            decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64,
            max_position_embeddings=128, init_std=0.5, forced_eos_token_id=1, **common,
        )  # fmt: skip
        transformers.PegasusForConditionalGeneration(config).save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    settings = json.loads((folder / "config.json").read_text("utf-8"))
    task = {"prefix": "summarize: ", "num_beams": 2, "max_length": 30}
    settings["task_specific_params"] = {"summarization": task}
    (folder / "config.json").write_text(json.dumps(settings), "utf-8")
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", unk_token="<unk>", pad_token="<pad>",
        mask_token="<mask>", model_max_length=128,
    ).save_pretrained(folder)  # fmt: skip
    return Model(f"tiny-{kind}", ModelFamily.SEQ2SEQ, folder, kind[0] * 64, "test")


def made_up(count: int, longest: int = 40) -> list[str]:
    """Passages of words of ``TEXT``, of all lengths; the same in every run."""
    chance, words = random.Random(1), " ".join(TEXT).split()
    return [" ".join(chance.choices(words, k=chance.randint(5, longest))) for _ in range(count)]


def build_llama(folder: Path) -> Model:
    """SmolLM2's architecture and special tokens, small, with random weights, no chat template."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    tokenizer = _tokenizer(specials)
    torch.manual_seed(12)
    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=48, intermediate_size=96,
        num_hidden_layers=2, num_attention_heads=3, num_key_value_heads=1,
        max_position_embeddings=4096, initializer_range=0.3, tie_word_embeddings=True,
        bos_token_id=1, eos_token_id=2, pad_token_id=2,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<|im_start|>", eos_token="<|im_end|>",
        unk_token="<|endoftext|>", pad_token="<|im_end|>", model_max_length=4096,
    ).save_pretrained(folder)  # fmt: skip
    return Model("tiny-llama", ModelFamily.CAUSAL, folder, "c" * 64, "test")


def build_gguf(model: Model, folder: Path) -> Model:
    """The same checkpoint as one GGUF file, as llama.cpp writes them."""
    import gguf
    from safetensors.torch import load_file
    from transformers import AutoTokenizer

    folder.mkdir(parents=True)
    config = json.loads((model.path / "config.json").read_text("utf-8"))
    tokenizer = AutoTokenizer.from_pretrained(model.path)
    heads, shared = config["num_attention_heads"], config["num_key_value_heads"]
    file = folder / "tiny.Q.gguf"
    writer = gguf.GGUFWriter(file, "llama")
    writer.add_name("tiny")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(shared)
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    writer.add_rope_dimension_count(config["head_dim"])
    writer.add_vocab_size(config["vocab_size"])
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    merges = json.loads((model.path / "tokenizer.json").read_text("utf-8"))["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([token for token, _ in vocabulary])
    writer.add_token_types([3 if at < 3 else 1 for at in range(len(vocabulary))])
    writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_pad_token_id(2)
    writer.add_unk_token_id(0)
    for name, tensor in load_file(model.path / "model.safetensors").items():
        writer.add_tensor(_gguf_name(name), _permuted(name, tensor.numpy(), heads, shared))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return Model("tiny-gguf", ModelFamily.CAUSAL, folder, "d" * 64, "test", gguf=file.name)


_GGUF_NAMES = {
    "model.embed_tokens": "token_embd", "model.norm": "output_norm",
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}  # fmt: skip


def _gguf_name(name: str) -> str:
    stem = name.removesuffix(".weight")
    if stem.startswith("model.layers."):
        _, _, layer, part = stem.split(".", 3)
        return f"blk.{layer}.{_GGUF_NAMES[part]}.weight"
    return f"{_GGUF_NAMES[stem]}.weight"


def _permuted(name: str, weights: Any, heads: int, shared: int) -> Any:
    """GGUF keeps the halves of a rotary pair side by side, transformers apart."""
    count = {"q_proj": heads, "k_proj": shared}.get(name.split(".")[-2])
    if count is None:
        return weights
    out, width = weights.shape
    split = weights.reshape(count, 2, out // count // 2, width)
    return split.swapaxes(1, 2).reshape(out, width).copy()
