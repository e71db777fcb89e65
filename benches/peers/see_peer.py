"""The peer of `cargo xtask bench see`: Python's onnxruntime on the same network, with Pillow before it.

`make FOLDER PHOTO...` writes the 64 files that both sides look at.
"""

import io
import pathlib
import statistics
import sys
import time

import numpy
import onnxruntime
from PIL import Image

RUNS = 60
BATCH = 8


def make(folder, photos):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(64):
        photo = Image.open(photos[number % len(photos)]).convert("RGB")
        # Another cut each time, so that no two files are the same.
        width, height = photo.size
        shift = 1 + number // len(photos)
        cut = photo.resize((640, 480), Image.BICUBIC, box=(shift / 4, shift / 4, width - shift / 4, height - shift / 4))
        cut.save(folder / f"{number:02}.jpg", quality=90)


def square(photo, side):
    width, height = photo.size
    cut = min(width, height) * side / (side + 32)
    box = ((width - cut) / 2, (height - cut) / 2, (width + cut) / 2, (height + cut) / 2)
    return photo.resize((side, side), Image.BICUBIC, box=box)


def pixels(photo, side):
    values = (numpy.asarray(square(photo, side), numpy.float32) - 127) / 128
    return values.transpose(2, 0, 1)[None]


def decoded(file):
    photo = Image.open(io.BytesIO(file))
    return photo.convert("RGB")


def median(work, times):
    measured = []
    for _ in range(max(times, 3)):
        began = time.perf_counter()
        work()
        measured.append(time.perf_counter() - began)
    return statistics.median(measured)


def main(model, folder, threads, side):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    files = [path.read_bytes() for path in sorted(pathlib.Path(folder).iterdir())]
    photos = [decoded(file) for file in files]
    for name, count in (("network", 1), ("network_batch", BATCH)):
        x = numpy.random.default_rng(1).random((count, 3, side, side), numpy.float32) * 2 - 1
        session.run(None, {"pixels": x})
        rate = count / median(lambda: session.run(None, {"pixels": x}), RUNS // count)
        print(f"onnxruntime, {count} at once: {rate:.1f} pictures/s\nfigure {name} {rate:.2f}")
    places = iter(range(10**9))
    following = lambda items: items[next(places) % len(items)]
    for name, work in (
        ("decode_ms", lambda: decoded(following(files)).load()),
        ("resize_ms", lambda: square(following(photos), side)),
        ("file_ms", lambda: session.run(None, {"pixels": pixels(decoded(following(files)), side)})),
    ):
        ms = median(work, RUNS) * 1000
        print(f"{name}: {ms:.2f}\nfigure {name} {ms:.3f}")

    def together():
        for start in range(0, len(files), BATCH):
            some = [pixels(decoded(file), side) for file in files[start : start + BATCH]]
            session.run(None, {"pixels": numpy.concatenate(some)})

    rate = len(files) / median(together, 3)
    print(f"{len(files)} files together: {rate:.1f} a second\nfigure files_per_s {rate:.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3:])
    else:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
