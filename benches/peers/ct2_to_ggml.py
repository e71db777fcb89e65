"""Writes Whisper weights of CTranslate2 as whisper.cpp reads them: `ct2_to_ggml.py FOLDER OUT`.

So both engines run the very same numbers. The file: sizes, the mel filters, the vocabulary by bytes, and the tensors,
each with its name, its shape from the innermost dimension outwards, and f16 or f32 values.
"""

import json
import struct
import sys
from pathlib import Path

import numpy

MAGIC = 0x67676D6C
F32, F16 = 0, 1
TYPES = {0: numpy.float32, 1: numpy.int8, 2: numpy.int16, 3: numpy.int32, 4: numpy.float16}


def read_ct2(path):
    """The tensors by their names."""
    data = path.read_bytes()
    at = 0

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values[0]

    def string():
        nonlocal at
        length = take("H")
        text = data[at : at + length - 1].decode()
        at += length
        return text

    assert take("I") == 6, "this version of the file is unknown"
    assert string() == "WhisperSpec"
    take("I")
    tensors = {}
    for _ in range(take("I")):
        name = string()
        shape = [take("I") for _ in range(take("B"))]
        kind, size = TYPES[take("B")], take("I")
        tensors[name] = numpy.frombuffer(data, kind, size // numpy.dtype(kind).itemsize, at).reshape(shape)
        at += size
    return tensors


def renamed(tensors):
    """The tensors under OpenAI's names; joined ones are taken apart."""
    for name, value in tensors.items():
        parts = name.split("/")
        side = parts[0]
        if parts[1].startswith("layer_") and parts[1] != "layer_norm":
            block = f"{side}.blocks.{parts[1].removeprefix('layer_')}"
            part, rest = parts[2], parts[3:]
            kind = {"gamma": "weight", "beta": "bias"}.get(rest[-1], rest[-1])
            if part == "ffn":
                where = {"layer_norm": "mlp_ln", "linear_0": "mlp.0", "linear_1": "mlp.2"}[rest[0]]
                yield f"{block}.{where}.{kind}", value
                continue
            attention = "attn" if part == "self_attention" else "cross_attn"
            if rest[0] == "layer_norm":
                yield f"{block}.{attention}_ln.{kind}", value
                continue
            rows = value.shape[0]
            if part == "self_attention":
                joined = {"linear_0": ("query", "key", "value"), "linear_1": ("out",)}[rest[0]]
            else:
                joined = {"linear_0": ("query",), "linear_1": ("key", "value"), "linear_2": ("out",)}[rest[0]]
            size = rows // len(joined)
            for i, what in enumerate(joined):
                # Keys have no bias in this model; it is all zero here.
                if (what, kind) != ("key", "bias"):
                    yield f"{block}.{attention}.{what}.{kind}", value[i * size : (i + 1) * size]
        elif parts[1] == "layer_norm":
            kind = {"gamma": "weight", "beta": "bias"}[parts[2]]
            yield (f"encoder.ln_post.{kind}" if side == "encoder" else f"decoder.ln.{kind}"), value
        elif parts[1] == "position_encodings":
            yield f"{side}.positional_embedding", value
        elif parts[1] == "embeddings":
            yield "decoder.token_embedding.weight", value
        elif parts[1] in ("conv1", "conv2"):
            yield f"encoder.{parts[1]}.{parts[2]}", value


def mel_filters(bins, rate=16000, size=400):
    """Slaney's triangles, as Whisper's features are defined."""

    def mel(hertz):
        hertz = numpy.asarray(hertz, float)
        return numpy.where(hertz < 1000, hertz * 3 / 200, 15 + numpy.log(numpy.maximum(hertz, 1) / 1000) * 27 / numpy.log(6.4))

    def hertz(mels):
        return numpy.where(mels < 15, mels * 200 / 3, 1000 * numpy.exp((mels - 15) * numpy.log(6.4) / 27))

    edges = hertz(numpy.linspace(mel(0), mel(rate / 2), bins + 2))
    frequencies = numpy.linspace(0, rate / 2, size // 2 + 1)
    rising = (frequencies[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - frequencies[None]) / (edges[2:] - edges[1:-1])[:, None]
    filters = numpy.maximum(0, numpy.minimum(rising, falling))
    return (filters * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(numpy.float32)


def tokens(folder):
    """The bytes of each token, without the special ones: the vocabulary spells each byte as a letter."""
    letters = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spelled = {chr(byte): byte for byte in letters}
    spelled |= {chr(256 + i): byte for i, byte in enumerate(b for b in range(256) if b not in letters)}
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    by_id = sorted(vocabulary.items(), key=lambda item: item[1])
    return [bytes(spelled[c] for c in text) for text, number in by_id if all(c in spelled for c in text) and number < 50257]


def main(folder, out):
    folder = Path(folder)
    tensors = dict(renamed(read_ct2(folder / "model.bin")))
    width = tensors["encoder.positional_embedding"].shape[1]
    layers = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.blocks."))
    vocabulary, bins = tensors["decoder.token_embedding.weight"].shape[0], tensors["encoder.conv1.weight"].shape[1]
    with open(out, "wb") as file:
        file.write(struct.pack("<i", MAGIC))
        sizes = [vocabulary, 1500, width, width // 64, layers, 448, width, width // 64, layers, bins, F16]
        file.write(struct.pack("<11i", *sizes))
        filters = mel_filters(bins)
        file.write(struct.pack("<2i", *filters.shape) + filters.tobytes())
        known = tokens(folder)
        file.write(struct.pack("<i", len(known)))
        for token in known:
            file.write(struct.pack("<i", len(token)) + token)
        for name, value in tensors.items():
            if name in ("encoder.conv1.bias", "encoder.conv2.bias"):
                value = value.reshape(-1, 1)
            # What is multiplied stays as it is; what is added is wanted whole.
            whole = value.ndim < 2 or value.shape[-1] == 1 or "positional_embedding" in name
            value = value.astype(numpy.float32 if whole else numpy.float16)
            encoded = name.encode()
            file.write(struct.pack("<3i", value.ndim, len(encoded), F32 if whole else F16))
            file.write(struct.pack(f"<{value.ndim}i", *reversed(value.shape)))
            file.write(encoded + value.tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
