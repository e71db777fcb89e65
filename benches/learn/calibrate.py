"""Fits what `vision/src/calibration.rs` has of a network, to pictures whose classes are known.

    pip install onnxruntime numpy pillow
    python calibrate.py model.onnx SIDE labels.tsv

A line of labels.tsv is a picture's path and, behind a tab, the places of its classes in data/vision/classes.tsv, from 0, with
commas between; nothing behind the tab: it shows none of them. As many should show none as show one.
"""

import sys

import numpy
import onnxruntime
from PIL import Image, ImageOps

FOLDS = 5


def pixels(path, side):
    photo = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
    white = Image.new("RGBA", photo.size, "white")
    white.alpha_composite(photo)
    width, height = white.size
    cut = min(width, height) * side / (side + 32)
    box = ((width - cut) / 2, (height - cut) / 2, (width + cut) / 2, (height + cut) / 2)
    square = white.convert("RGB").resize((side, side), Image.BICUBIC, box=box)
    return ((numpy.asarray(square, numpy.float32) - 127) / 128).transpose(2, 0, 1)[None]


def softmax(scores, temperature):
    scores = scores / temperature
    weights = numpy.exp(scores - scores.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)


def temperature(scores, labels):
    """The one under which the right classes are likeliest."""

    def surprise(candidate):
        shares = softmax(scores, candidate)
        return -numpy.mean([numpy.log(row[list(of)].sum() + 1e-12) for row, of in zip(shares, labels)])

    return min(numpy.arange(0.4, 1.6, 0.02), key=surprise)


def logistic(heights, known):
    """Offset and slope, by Newton's method."""
    rows, found = numpy.stack([numpy.ones_like(heights), heights], 1), numpy.zeros(2)
    for _ in range(200):
        share = 1 / (1 + numpy.exp(-rows @ found))
        curve = (rows * (share * (1 - share))[:, None]).T @ rows + 1e-3 * numpy.eye(2)
        found += numpy.linalg.solve(curve, rows.T @ (known - share) - 1e-3 * found)
    return found


def main(model, side, table):
    lines = [line.rstrip("\n").partition("\t") for line in open(table, encoding="utf-8")]
    labels = [{int(place) for place in of.split(",") if place} for _, _, of in lines]
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    seen = [session.run(["scores"], {"pixels": pixels(path, side)})[0][0] for path, _, _ in lines]
    scores, inside = numpy.array(seen, numpy.float64), numpy.array([bool(of) for of in labels])
    heights = (scores.max(1) - scores.mean(1)) / scores.std(1)
    soft = temperature(scores[inside], [of for of in labels if of])
    offset, slope = logistic(heights, inside.astype(float))
    print(f"temperature {soft:.2f}, offset {offset:.3f}, slope {slope:.4f}")
    fold = numpy.random.default_rng(1).integers(0, FOLDS, len(lines))
    likeliest, told = softmax(scores, soft).max(1), numpy.zeros(len(lines))
    for number in range(FOLDS):
        rest, here = fold != number, fold == number
        offset, slope = logistic(heights[rest], inside[rest].astype(float))
        told[here] = (likeliest / (1 + numpy.exp(-offset - slope * heights)))[here]
    right = numpy.array([best in of for best, of in zip(scores.argmax(1), labels)])
    for low, high in zip([0, 0.2, 0.4, 0.6, 0.8, 0.9], [0.2, 0.4, 0.6, 0.8, 0.9, 1.01]):
        some = (told >= low) & (told < high)
        if some.any():
            print(f"told {low:.1f} to {high:.1f}: {some.sum()} pictures, {100 * right[some].mean():.0f} % right")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
