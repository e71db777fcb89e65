"""kokoro-onnx as the other contestant of `cargo xtask bench voice --peer`.

Each line on standard input is JSON with the phonemes of one piece, as our voice says them; each line on standard output
is JSON with the milliseconds until its sound was there and the seconds that it lasts. Reading the text is not counted:
kokoro-onnx reads no Korean by itself.
"""

import argparse
import json
import sys
import time

import numpy
import onnxruntime
from kokoro_onnx import Kokoro

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--model", required=True, help="folder of the unpacked model")
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--blend", default="jf_nezumi:0.595,jf_alpha:0.255,jm_kumo:0.15")
arguments = arguments.parse_args()

begun = time.perf_counter()
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = arguments.threads
session = onnxruntime.InferenceSession(
    f"{arguments.model}/model.onnx", options, providers=["CPUExecutionProvider"]
)
kokoro = Kokoro.from_session(
    session, f"{arguments.model}/voices.npz", vocab_config=f"{arguments.model}/vocab.json"
)
shares = [part.split(":") for part in arguments.blend.split(",")]
style = sum(numpy.float32(share) * kokoro.get_voice_style(name) for name, share in shares)
print(json.dumps({"ready_ms": (time.perf_counter() - begun) * 1000}), flush=True)

for line in sys.stdin:
    phonemes = json.loads(line)
    begun = time.perf_counter()
    samples, rate = kokoro.create(phonemes, style, is_phonemes=True)
    elapsed = (time.perf_counter() - begun) * 1000
    print(json.dumps({"ms": elapsed, "text": phonemes, "seconds": len(samples) / rate}), flush=True)
