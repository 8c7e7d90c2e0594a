"""Writes a language model of random weights as a GGUF file that llama.cpp loads and serves.

Its tokens are the ASCII characters, whole characters of other scripts, and pieces that cross the borders of JSON's
grammar (`","`, `":`), so that a constrained reply meets tokens as real vocabularies have them. There are no tokens for
single bytes of a longer character: those make broken UTF-8, which no grammar of characters can see. Seventy thousand
weights in two layers give a reply in milliseconds; what it says is noise, and that is the point.
"""

import argparse
from pathlib import Path

import gguf
import numpy as np

LAYERS, WIDTH, HEADS, INNER, WINDOW = 2, 64, 4, 128, 8192
OTHER_CHARACTERS = "äöüßéñçøłžŠ¡¿£€§°µλπΩдЖшя中日本語한국어אبजไ✓→…“”–🙂🚀"
PIECES = [
    '{"', '":', '": ', '",', '", "', '","', '"}', '"}}', '}}', '["', '"]', '[]', '{}', '\\n', '\\"', '\\\\', '\\u00',
    'tool', '"tool"', 'arguments', '"arguments"', 'true', 'false', 'null', '-1', '10', '.5', 'e3', '  ', '\n\n', '\n{',
    'the ', 'error', ' of', '/var/log', '<th', 'ink>', '</', '```', '```json',
]
THINK_TAGS = ["<think>", "</think>"]
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
END = "<|im_end|>"
CHATML = (
    "{%- for m in messages %}{{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)


def byte_alphabet() -> list[str]:
    """The printable character that stands for each byte in a GPT-2 vocabulary."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    alphabet, spare = [], 0x100
    for byte in range(256):
        if byte in printable:
            alphabet.append(chr(byte))
        else:
            alphabet.append(chr(spare))
            spare += 1
    return alphabet


def vocabulary() -> tuple[list[str], list[gguf.TokenType]]:
    """The tokens in GPT-2's spelling, and what each of them is."""
    alphabet = byte_alphabet()
    texts = [chr(code) for code in range(128)] + list(dict.fromkeys([*OTHER_CHARACTERS, *PIECES]))
    tokens = ["".join(alphabet[byte] for byte in text.encode()) for text in texts]
    types = [gguf.TokenType.NORMAL] * len(tokens)
    tokens += THINK_TAGS
    types += [gguf.TokenType.USER_DEFINED] * len(THINK_TAGS)
    tokens += CONTROL
    types += [gguf.TokenType.CONTROL] * len(CONTROL)
    return tokens, types


def tensors(count: int, seed: int) -> dict[str, np.ndarray]:
    """Random weights for `count` tokens; the last layer is three times as wide, so that the choice is not even."""
    chance = np.random.default_rng(seed)

    def layer(*shape: int) -> np.ndarray:
        return chance.normal(0, shape[-1] ** -0.5, shape).astype(np.float32)

    weights = {
        "token_embd.weight": chance.normal(0, 1, (count, WIDTH)).astype(np.float32),
        "output_norm.weight": np.ones(WIDTH, np.float32),
        "output.weight": layer(count, WIDTH) * 3,
    }
    for number in range(LAYERS):
        block = f"blk.{number}."
        for name in ("attn_norm", "ffn_norm"):
            weights[f"{block}{name}.weight"] = np.ones(WIDTH, np.float32)
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            weights[f"{block}{name}.weight"] = layer(WIDTH, WIDTH)
        weights[f"{block}ffn_gate.weight"] = layer(INNER, WIDTH)
        weights[f"{block}ffn_up.weight"] = layer(INNER, WIDTH)
        weights[f"{block}ffn_down.weight"] = layer(WIDTH, INNER)
    return weights


def write_random_model(path: Path, seed: int = 0) -> dict[str, int]:
    """Writes the file; the result gives each token's number by its spelling, END among them."""
    tokens, types = vocabulary()
    numbers = {token: number for number, token in enumerate(tokens)}
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("random")
    writer.add_context_length(WINDOW)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(["x y"])  # the key must be there; this pair is no token, so it never applies
    writer.add_eos_token_id(numbers[END])
    writer.add_eot_token_id(numbers[END])
    writer.add_bos_token_id(numbers[CONTROL[0]])
    writer.add_pad_token_id(numbers[CONTROL[0]])
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHATML)
    writer.add_file_type(0)
    for name, weight in tensors(len(tokens), seed).items():
        writer.add_tensor(name, weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return numbers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="the file to write")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    numbers = write_random_model(options.path, options.seed)
    print(f"{options.path}: {options.path.stat().st_size:,} bytes, {len(numbers)} tokens")


if __name__ == "__main__":
    main()
