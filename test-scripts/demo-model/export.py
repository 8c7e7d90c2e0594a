"""Writes a checkpoint as GGUF: `python export.py run.pt demo` makes demo-q8_0.gguf (and f16, f32 with --all)."""

import argparse
from pathlib import Path

import gguf
import numpy as np
import torch

from tokenizer import CHAT_TEMPLATE, SPECIALS, Codec

FILE_TYPES = {"f32": 0, "f16": 1, "q8_0": 7}


def write_shape(writer: gguf.GGUFWriter, shape: dict) -> None:
    writer.add_name("deputy-demo")
    writer.add_context_length(shape["n_ctx"])
    writer.add_embedding_length(shape["n_embd"])
    writer.add_block_count(shape["n_layer"])
    writer.add_feed_forward_length(shape["n_ff"])
    writer.add_head_count(shape["n_head"])
    writer.add_head_count_kv(shape["n_kv"])
    writer.add_key_length(shape["head_dim"])
    writer.add_value_length(shape["head_dim"])
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(shape["rope_theta"])


def write_vocabulary(writer: gguf.GGUFWriter, codec: Codec) -> None:
    writer.add_vocab_size(len(codec.tokens) + len(SPECIALS))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(codec.tokens + SPECIALS)
    writer.add_token_types([gguf.TokenType.NORMAL] * len(codec.tokens) + [gguf.TokenType.CONTROL] * len(SPECIALS))
    writer.add_token_merges(codec.merges)
    writer.add_eos_token_id(codec.end)
    writer.add_eot_token_id(codec.end)
    writer.add_pad_token_id(codec.end_of_text)
    writer.add_bos_token_id(codec.end_of_text)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def export(checkpoint: Path, path: Path, kind: str) -> None:
    """Vectors stay f32; matrices become `kind`."""
    state = torch.load(checkpoint, map_location="cpu")
    writer = gguf.GGUFWriter(str(path), "qwen3")
    write_shape(writer, state["hp"])
    write_vocabulary(writer, Codec())
    writer.add_file_type(FILE_TYPES[kind])
    for name, tensor in state["ema"].items():
        values = np.ascontiguousarray(tensor.float().numpy())
        if values.ndim < 2 or kind == "f32":
            writer.add_tensor(name, values)
        elif kind == "f16":
            writer.add_tensor(name, values.astype(np.float16))
        else:
            quantised = gguf.quants.quantize(values, gguf.GGMLQuantizationType.Q8_0)
            writer.add_tensor(name, quantised, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("name", help="the files are NAME-q8_0.gguf and so on")
    parser.add_argument("--all", action="store_true", help="f16 and f32 too, which check.py compares with")
    options = parser.parse_args()
    for kind in FILE_TYPES if options.all else ["q8_0"]:
        path = Path(f"{options.name}-{kind}.gguf")
        export(options.checkpoint, path, kind)
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
