"""Kokoro's ONNX graph written down in PyTorch: its eight-bit weights made numbers again, so that everything has a slope.

Lengths are rounded and the source (a sum of sines) is kept as it is: they have none. Checked against the graph: with its
lengths the pitch agrees to 0.9998.
"""

import math

import numpy
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

ALBERT = "bert/encoder/albert_layer_groups.0/albert_layers.0"
GENERATOR = "decoder/decoder/generator"
WORDS, SOUNDS = (
    "encoder.bert.embeddings.word_embeddings.weight",
    "encoder.text_encoder.embedding.weight",
)


def tensor(array):
    return torch.from_numpy(numpy.array(array, numpy.float32))


def normed_snake(x, gamma, beta, alpha):
    """Joined, since memory is what it waits for."""
    x = x - x.mean(-1, keepdim=True)
    y = (1 + gamma) * (x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5)) + beta
    return y + torch.sin(alpha * y) ** 2 / alpha


normed_snake = torch.compile(normed_snake, dynamic=True)


class Kokoro:
    def __init__(self, path):
        graph = onnx.load(path).graph
        held = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        self.numbers = {name: tensor(v) for name, v in held.items() if v.dtype == numpy.float32}
        self.weights, self.lstms = {}, {}
        for node in graph.node:
            name = node.name.split("/", 1)[-1].rsplit("/", 1)[0]
            if node.op_type in ("ConvInteger", "MatMulInteger"):
                scale = held[node.input[1].removesuffix("_quantized") + "_scale"]
                zero = held[node.input[3]].astype(numpy.float32)
                self.weights[name] = tensor((held[node.input[1]].astype(numpy.float32) - zero) * scale)
            elif node.op_type in ("Conv", "ConvTranspose"):
                self.weights[name] = tensor(held[node.input[1]])
            elif node.op_type == "DynamicQuantizeLSTM":
                wide = [held[node.input[i]] * held[node.input[j]][:, None, None] for i, j in ((1, 8), (2, 10))]
                self.lstms[name] = lstm(*wide, held[node.input[3]])
        self.scales = {name: float(held[f"{name}_scale"]) for name in (WORDS, SOUNDS)}
        table = lambda name: tensor(held[f"{name}_quantized"]) * float(held[f"{name}_scale"])
        self.words, self.sounds = table(WORDS), table(SOUNDS)
        self.positions = table("encoder.bert.embeddings.position_embeddings.weight")
        self.type = table("encoder.bert.embeddings.token_type_embeddings.weight")[0]
        self.window = torch.hann_window(20)

    def linear(self, x, weight, bias):
        return x @ self.weights[weight] + self.numbers[bias]

    def conv(self, x, weight, bias, padding, dilation=1, stride=1):
        bias = self.numbers[bias] if bias else None
        return F.conv1d(x, self.weights[weight], bias, stride, padding, dilation)

    def gains(self, style, weight, bias):
        return self.linear(style, f"{weight}/fc", f"{bias}.fc.bias").chunk(2, -1)

    def norm(self, x, style, weight, bias):
        gamma, beta = (part[..., None] for part in self.gains(style, weight, bias))
        x = x - x.mean(-1, keepdim=True)
        return (1 + gamma) * (x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5)) + beta

    def block(self, x, style, at, name, up=False):
        y = F.leaky_relu(self.norm(x, style, f"{at}/norm1", f"{name}.norm1"), 0.2)
        if up:
            bias = self.numbers[f"{name}.pool.bias"]
            y = F.conv_transpose1d(y, self.weights[f"{at}/pool"], bias, 2, 1, 1, y.shape[1])
            x = F.interpolate(x, scale_factor=2)
        y = self.conv(y, f"{at}/conv1", f"{name}.conv1.bias", 1)
        y = F.leaky_relu(self.norm(y, style, f"{at}/norm2", f"{name}.norm2"), 0.2)
        y = self.conv(y, f"{at}/conv2", f"{name}.conv2.bias", 1)
        if f"{at}/conv1x1" in self.weights:
            x = self.conv(x, f"{at}/conv1x1", None, 0)
        return (x + y) / math.sqrt(2)

    def snakes(self, x, style, part, kernel):
        at, name = f"{GENERATOR}/{part}", f"{GENERATOR}/{part}".replace("/", ".")
        for i, dilation in enumerate((1, 3, 5)):
            y = x
            for side, wide in ((1, dilation), (2, 1)):
                gamma, beta = self.gains(style, f"{at}/adain{side}.{i}", f"{name}.adain{side}.{i}")
                y = normed_snake(y, gamma[..., None], beta[..., None], self.numbers[f"{name}.alpha{side}.{i}"])
                conv, padding = f"convs{side}.{i}", wide * (kernel - 1) // 2
                y = self.conv(y, f"{at}/{conv}", f"{name}.{conv}.bias", padding, wide)
            x = x + y
        return x

    def meaning(self, rows):
        """Albert: one layer, twelve times."""
        name = "encoder." + ALBERT.replace("/", ".") + "."
        count = rows.shape[0]
        layer_norm = lambda x, at: F.layer_norm(
            x, (x.shape[-1],), self.numbers[f"{at}.weight"], self.numbers[f"{at}.bias"], 1e-12
        )
        x = layer_norm(rows + self.type + self.positions[:count], "encoder.bert.embeddings.LayerNorm")
        into = "bert/encoder/embedding_hidden_mapping_in"
        x = self.linear(x, f"encoder/{into}", "encoder." + into.replace("/", ".") + ".bias")
        step = lambda x, part: self.linear(x, f"encoder/{ALBERT}/{part}", name + part.replace("/", ".") + ".bias")
        for _ in range(12):
            heads = [
                step(x, f"attention/{part}").view(count, 12, 64).transpose(0, 1)
                for part in ("query", "key", "value")
            ]
            y = F.scaled_dot_product_attention(*heads).transpose(0, 1).reshape(count, 768)
            x = layer_norm(x + step(y, "attention/dense"), f"{name}attention.LayerNorm")
            y = step(F.gelu(step(x, "ffn"), approximate="tanh"), "ffn_output")
            x = layer_norm(x + y, f"{name}full_layer_layer_norm")
        return self.linear(x, "encoder/bert_encoder", "encoder.bert_encoder.bias")

    def front(self, words, sounds, style, speed):
        """What the vocoder is told, from a row of each table for every token: timbre, pitch, loudness."""
        melody = style[:, 128:]
        beside = melody.expand(words.shape[0], 128)
        x = torch.cat([self.meaning(words), beside], -1)
        for i in (0, 2, 4):
            part = f"predictor/text_encoder/lstms.{i + 1}"
            x = self.lstms[f"encoder/predictor/text_encoder/lstms.{i}"](x[None])[0][0]
            gamma, beta = self.gains(melody, f"encoder/{part}", "encoder." + part.replace("/", "."))
            x = torch.cat([(1 + gamma) * F.layer_norm(x, (512,)) + beta, beside], -1)
        part = "encoder/predictor/duration_proj/linear_layer"
        y = self.lstms["encoder/predictor/lstm"](x[None])[0][0]
        lengths = torch.sigmoid(self.linear(y, part, part.replace("/", ".") + ".bias")).sum(-1) / speed
        frames = torch.repeat_interleave(torch.round(lengths.detach()).clamp(min=1).long())
        shared = self.lstms["encoder/shared"](x[None, frames])[0].transpose(1, 2)
        curves = []
        for curve in ("F0", "N"):
            y = shared
            for i in range(3):
                y = self.block(y, melody, f"encoder/{curve}.{i}", f"encoder.predictor.{curve}.{i}", i == 1)
            curves.append(self.conv(y, f"encoder/{curve}_proj", f"encoder.predictor.{curve}_proj.bias", 0))
        t = sounds[None]
        for i in range(3):
            name = f"encoder.text_encoder.cnn.{i}"
            t = self.conv(t.transpose(1, 2), f"encoder/text_encoder/cnn.{i}/cnn.{i}.0", f"{name}.0.bias", 2)
            gamma, beta = self.numbers[f"{name}.1.gamma"], self.numbers[f"{name}.1.beta"]
            t = F.leaky_relu(F.layer_norm(t.transpose(1, 2), (512,), gamma, beta), 0.2)
        t = self.lstms["encoder/text_encoder/lstm"](t)[0].transpose(1, 2)
        return t[:, :, frames], *curves

    @torch.no_grad()
    def source(self, pitch):
        pitch = F.interpolate(pitch, scale_factor=300).transpose(1, 2)
        turns = (pitch * torch.arange(1, 10) / 24_000) % 1
        turns = F.interpolate(turns.transpose(1, 2), scale_factor=1 / 300, mode="linear")
        phase = torch.cumsum(turns, -1) * 2 * math.pi * 300
        phase = F.interpolate(phase, scale_factor=300, mode="linear").transpose(1, 2)
        waves = torch.sin(phase) * 0.1 * (pitch > 10)
        bias = self.numbers["decoder.decoder.generator.m_source.l_linear.bias"]
        merged = torch.tanh(waves @ self.numbers["onnx::MatMul_6993"] + bias)[..., 0]
        spectrum = torch.stft(merged, 20, 5, 20, window=self.window, return_complex=True)
        return torch.cat([spectrum.abs(), spectrum.angle()], 1)

    def sound(self, timbre, pitch, loudness, style):
        """24,000 samples a second."""
        style = style[:, :128]
        name = "decoder.decoder"
        f0 = self.conv(pitch, "decoder/decoder/F0_conv", f"{name}.F0_conv.bias", 1, stride=2)
        n = self.conv(loudness, "decoder/decoder/N_conv", f"{name}.N_conv.bias", 1, stride=2)
        x = self.block(torch.cat([timbre, f0, n], 1), style, "decoder/decoder/encode", f"{name}.encode")
        rest = self.conv(timbre, "decoder/decoder/asr_res/asr_res.0", f"{name}.asr_res.0.bias", 0)
        for i in range(4):
            x = torch.cat([x, rest, f0, n], 1)
            x = self.block(x, style, f"decoder/decoder/decode.{i}", f"{name}.decode.{i}", i == 3)
        harmonics = self.source(pitch)
        for i, (rate, kernel, stride) in enumerate(((10, 7, 6), (6, 11, 1))):
            convs = f"noise_convs.{i}"
            with torch.no_grad():
                y = self.conv(
                    harmonics, f"{GENERATOR}/{convs}", f"{name}.generator.{convs}.bias", stride // 2, stride=stride
                )
                y = self.snakes(y, style, f"noise_res.{i}", kernel)
            up, bias = self.weights[f"{GENERATOR}/ups.{i}"], self.numbers[f"{name}.generator.ups.{i}.bias"]
            x = F.conv_transpose1d(F.leaky_relu(x, 0.1), up, bias, rate, rate // 2)
            x = (F.pad(x, (1, 0), mode="reflect") if i else x) + y
            x = sum(self.snakes(x, style, f"resblocks.{3 * i + j}", k) for j, k in enumerate((3, 7, 11))) / 3
        x = self.conv(F.leaky_relu(x), f"{GENERATOR}/conv_post", f"{name}.generator.conv_post.bias", 3)
        loud, phase = torch.exp(x[:, :11]), torch.sin(x[:, 11:])
        spectrum = torch.complex(loud * torch.cos(phase), loud * torch.sin(phase))
        return torch.istft(spectrum, 20, 5, 20, window=self.window)[0]


def lstm(into, again, biases):
    """ONNX has its gates in the order input, output, forget, cell; PyTorch wants input, forget, cell, output."""
    size = again.shape[1]
    made = torch.nn.LSTM(into.shape[1], size, batch_first=True, bidirectional=True).requires_grad_(False)
    for side, suffix in enumerate(("", "_reverse")):
        parts = (into[side].T, again[side].T, biases[side][: 4 * size], biases[side][4 * size :])
        for part, kind in zip(parts, ("weight_ih", "weight_hh", "bias_ih", "bias_hh")):
            i, o, f, c = numpy.split(part, 4)
            getattr(made, f"{kind}_l0{suffix}").copy_(tensor(numpy.concatenate([i, f, c, o])))
    return made
