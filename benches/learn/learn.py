"""Learns the Korean sounds of the voice by what Whisper understands: `learn.py --models FOLDER FILE < sentences`.

FILE is `data/voices/ieum.txt`, which is read and, after every ten steps, written. Each line of standard input is a sentence,
a tab, and how it is pronounced in Hangul (`cargo run -p korean --example read` says so); it should be short enough to be
said in one piece. docs/performance.md says what was done with it. Needs torch, onnx, faster-whisper and scipy.
"""

import argparse
import multiprocessing
import random
import sys
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from kokoro import SOUNDS, WORDS, Kokoro
from letters import letters
from whisper import Whisper

RATE = 24_000
PARTS = ("words", "sounds", "style")


def ready(folder):
    global kokoro, whisper
    torch.set_num_threads(1)
    kokoro, whisper = Kokoro(folder / "kokoro/model.onnx"), Whisper(folder / "whisper-base")


def trimmed(x):
    """As `speech/src/trim.rs`: without the silence around, as loud as others, no click at the ends."""
    step, margin = RATE // 100, RATE // 40
    level = x.detach()[: len(x) // step * step].view(-1, step).pow(2).mean(1).sqrt()
    loud = torch.nonzero(level > level.max() * 0.02)[:, 0]
    x = x[max(0, loud[0] * step - margin) : (loud[-1] + 1) * step + margin]
    x = x * min(0.08 / x.detach().pow(2).mean().sqrt(), 0.95 / x.detach().abs().max())
    fade = torch.ones(len(x))
    fade[:margin] = torch.arange(margin) / margin
    return x * fade * fade.flip(0)


def slope(task):
    """How surprising the text was, a letter, and the slope of that: in another pace, loudness and noise each time."""
    text, places, values, seed = task
    chance, noise = random.Random(seed), torch.Generator().manual_seed(seed)
    learned = {part: torch.from_numpy(values[part]).requires_grad_() for part in PARTS}
    rows = lambda part, table: torch.cat([table[:1], learned[part][places], table[:1]])
    told = kokoro.front(
        rows("words", kokoro.words), rows("sounds", kokoro.sounds), learned["style"], chance.uniform(0.93, 1.07)
    )
    x = trimmed(kokoro.sound(*told, learned["style"]))
    x = whisper.resampled(F.pad(x, (RATE * 3 // 10 + chance.randrange(4_800), RATE * 3 // 10)))
    below = 10 ** (-chance.uniform(12, 40) / 20) * x.detach().pow(2).mean().sqrt()
    x = (x + below * torch.randn(len(x), generator=noise)) * 10 ** (chance.uniform(-8, 6) / 20)
    frames = min(3_000, (len(x) // 160 + chance.randrange(150, 350)) // 2 * 2)
    surprise = whisper.surprise(x, text, frames).sum() / sum(map(str.isalnum, text))
    slopes = torch.autograd.grad(surprise, [learned[part] for part in PARTS])
    return surprise.item(), dict(zip(PARTS, (s.numpy() for s in slopes)))


def step(values, means, squares, slopes, rates, number):
    """One of Adam's, in which a row is one thing, and no sentence pulls much more than the others."""
    for part in PARTS:
        pulls = [numpy.linalg.norm(s[part]) + 1e-9 for s in slopes]
        usual = 1.5 * numpy.median(pulls)
        slope = sum(s[part] * min(1, usual / pull) for s, pull in zip(slopes, pulls)) / len(slopes)
        means[part] = 0.9 * means[part] + 0.1 * slope
        squares[part] = 0.98 * squares[part] + 0.02 * slope * slope
        mean, square = means[part] / (1 - 0.9**number), squares[part] / (1 - 0.98**number)
        row = numpy.sqrt(square * 0.3 + square.mean(1, keepdims=True) * 0.7) + 1e-3 * numpy.sqrt(square.mean())
        values[part] = (values[part] - rates[part] * min(1, number / 5) * mean / (row + 1e-12)).astype("f4")


class Voice:
    """The file: what is learned, between lines that stay."""

    def __init__(self, path, scales):
        self.path, self.scales = path, scales
        self.lines = [line.split(" ") for line in path.read_text().splitlines()]
        sounds = [line for line in self.lines if line[0] == "sound"]
        self.places = {" " if line[1] == "space" else line[1]: place for place, line in enumerate(sounds)}
        bytes_ = numpy.array([numpy.frombuffer(bytes.fromhex(line[3]), "i1") for line in sounds], "f4")
        style = next(line[1:] for line in self.lines if line[0] == "style")
        words, sounds = bytes_[:, :128] * scales[WORDS], bytes_[:, 128:] * scales[SOUNDS]
        self.values = {"words": words, "sounds": sounds, "style": numpy.array([style], "f4")}

    def write(self, values):
        rounded = [values["words"] / self.scales[WORDS], values["sounds"] / self.scales[SOUNDS]]
        rows = iter(numpy.concatenate(rounded, 1).round().clip(-127, 127).astype("i1"))
        for line in self.lines:
            if line[0] == "style":
                line[1:] = [f"{number:.4f}" for number in values["style"][0]]
            elif line[0] == "sound":
                line[3] = next(rows).tobytes().hex()
        self.path.write_text("".join(" ".join(line) + "\n" for line in self.lines))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--models", type=Path, required=True, help="folder of the unpacked models")
    arguments.add_argument("--steps", type=int, default=30)
    arguments.add_argument("--batch", type=int, default=4)
    arguments.add_argument("--rate", type=float, default=0.02, help="of a row's deviation, a step")
    arguments.add_argument("--processes", type=int, default=2)
    arguments = arguments.parse_args()
    voice = Voice(arguments.file, Kokoro(arguments.models / "kokoro/model.onnx").scales)
    sentences = [line.rstrip("\n").split("\t") for line in sys.stdin]
    values = dict(voice.values)
    rates = {part: arguments.rate * values[part].std() for part in PARTS}
    means, squares = ({part: numpy.zeros_like(values[part]) for part in PARTS} for _ in range(2))
    average, chance = dict(values), random.Random(1)
    with multiprocessing.get_context("spawn").Pool(arguments.processes, ready, (arguments.models,)) as pool:
        for number in range(1, arguments.steps + 1):
            tasks = []
            for text, pronounced in chance.choices(sentences, k=arguments.batch):
                places = [voice.places[c] for c in letters(pronounced) if c in voice.places]
                tasks.append((text, places, values, chance.randrange(2**31)))
            surprises, slopes = zip(*pool.map(slope, tasks, chunksize=1))
            step(values, means, squares, slopes, rates, number)
            share = max(0.05, 1 / (1 + number / 2))
            average = {part: (1 - share) * average[part] + share * values[part] for part in PARTS}
            print(number, sum(surprises) / len(surprises), flush=True)
            if number % 10 == 0 or number == arguments.steps:
                voice.write(average)


if __name__ == "__main__":
    main()
