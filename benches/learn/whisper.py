"""Whisper in PyTorch, from CTranslate2's weights: how surprised it is by the right text, with a slope."""

import sys
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from faster_whisper.feature_extractor import FeatureExtractor
from scipy.signal import firwin
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parent.parent / "peers"))
from ct2_to_ggml import read_ct2

START = ("<|startoftranscript|>", "<|ko|>", "<|transcribe|>", "<|notimestamps|>")


class Whisper:
    def __init__(self, folder):
        tensors = read_ct2(folder / "model.bin").items()
        self.w = {name: torch.from_numpy(v.astype(numpy.float32)) for name, v in tensors if v.ndim}
        self.layers = sum(name.endswith("/ffn/linear_0/bias") for name in self.w) // 2
        self.mels = torch.from_numpy(FeatureExtractor().mel_filters.astype(numpy.float32))
        self.window = torch.hann_window(400)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.start = [self.tokenizer.token_to_id(token) for token in START]
        self.end = self.tokenizer.token_to_id("<|endoftext|>")
        self.low_pass = torch.tensor(2 * firwin(61, 1 / 3, window=("kaiser", 5.0)), dtype=torch.float32)

    def resampled(self, x):
        """24 to 16 kHz."""
        doubled = torch.stack([x, torch.zeros_like(x)], 1).reshape(1, 1, -1)
        return F.conv1d(doubled, self.low_pass[None, None], stride=3, padding=30)[0, 0]

    def surprise(self, x, text, frames):
        """Of each token of the text and of its end. So many frames of 10 ms are listened to instead of 30 s."""
        x = F.pad(x, (0, max(0, frames * 160 - len(x))))[: frames * 160]
        spectrum = torch.stft(x, 400, 160, window=self.window, return_complex=True)[:, :-1]
        mel = torch.log10(torch.clamp(self.mels @ (spectrum.real**2 + spectrum.imag**2), min=1e-10))
        mel = (torch.maximum(mel, mel.max().detach() - 8) + 4) / 4
        tokens = self.tokenizer.encode(" " + text, add_special_tokens=False).ids
        scores = self.written(self.heard(mel), self.start + tokens)[len(self.start) - 1 :]
        return F.cross_entropy(scores, torch.tensor([*tokens, self.end]), reduction="none")

    def norm(self, x, at):
        return F.layer_norm(x, x.shape[-1:], self.w[f"{at}/gamma"], self.w[f"{at}/beta"])

    def linear(self, x, at):
        return F.linear(x, self.w[f"{at}/weight"], self.w.get(f"{at}/bias"))

    def attention(self, x, at, heard=None):
        y = self.linear(self.norm(x, f"{at}/layer_norm"), f"{at}/linear_0")
        parts = y.chunk(3, -1) if heard is None else [y, *self.linear(heard, f"{at}/linear_1").chunk(2, -1)]
        heads = [part.view(len(part), -1, 64).transpose(0, 1) for part in parts]
        causal = heard is None and at.startswith("decoder")
        y = F.scaled_dot_product_attention(*heads, is_causal=causal).transpose(0, 1).reshape(x.shape)
        return x + self.linear(y, f"{at}/linear_{1 if heard is None else 2}")

    def forward(self, x, at):
        y = F.gelu(self.linear(self.norm(x, f"{at}/layer_norm"), f"{at}/linear_0"))
        return x + self.linear(y, f"{at}/linear_1")

    def heard(self, mel):
        x = mel[None]
        for name, stride in (("conv1", 1), ("conv2", 2)):
            weight, bias = self.w[f"encoder/{name}/weight"], self.w[f"encoder/{name}/bias"]
            x = F.gelu(F.conv1d(x, weight, bias, stride, 1))
        x = x[0].T + self.w["encoder/position_encodings/encodings"][: x.shape[-1]]
        for i in range(self.layers):
            x = self.attention(x, f"encoder/layer_{i}/self_attention")
            x = self.forward(x, f"encoder/layer_{i}/ffn")
        return self.norm(x, "encoder/layer_norm")

    def written(self, heard, tokens):
        words = self.w["decoder/embeddings/weight"]
        x = words[tokens] + self.w["decoder/position_encodings/encodings"][: len(tokens)]
        for i in range(self.layers):
            x = self.attention(x, f"decoder/layer_{i}/self_attention")
            x = self.attention(x, f"decoder/layer_{i}/attention", heard)
            x = self.forward(x, f"decoder/layer_{i}/ffn")
        return F.linear(self.norm(x, "decoder/layer_norm"), words)
