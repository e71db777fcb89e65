"""faster-whisper as the other contestant of `cargo xtask bench speech`.

Each line on standard input is an audio file; each line on standard output is JSON with the text and the milliseconds
it took. Decoding the file is not counted, as it is not for our side.
"""

import argparse
import json
import sys
import time

from faster_whisper import WhisperModel, decode_audio

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--model", required=True, help="folder of the CTranslate2 model")
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--beam", type=int, default=1)
arguments.add_argument("--language", default=None)
arguments = arguments.parse_args()

begun = time.perf_counter()
model = WhisperModel(arguments.model, device="cpu", compute_type="int8", cpu_threads=arguments.threads)
print(json.dumps({"ready_ms": (time.perf_counter() - begun) * 1000}), flush=True)

for line in sys.stdin:
    samples = decode_audio(line.rstrip("\n"))
    begun = time.perf_counter()
    segments, _ = model.transcribe(
        samples,
        language=arguments.language,
        beam_size=arguments.beam,
        without_timestamps=True,
        condition_on_previous_text=False,
    )
    text = " ".join(segment.text.strip() for segment in segments)
    elapsed = (time.perf_counter() - begun) * 1000
    print(json.dumps({"ms": elapsed, "text": text, "seconds": len(samples) / 16000}), flush=True)
