"""The peers of `cargo xtask bench read`, on the same pictures.

Usage: read_peer.py tesseract FOLDER
       read_peer.py rapidocr FOLDER MODELS

`tesseract` reads whole pictures with the languages kor and eng, as most people call it. `rapidocr` runs the graphs of the
folder MODELS (detector.onnx, recogniser.onnx, turned.onnx, letters.txt) on two threads. Both print a line of JSON for
each picture, as our side does; the first picture is read once before.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def tesseract():
    def read(path):
        command = ["tesseract", str(path), "stdout", "-l", "kor+eng", "-c", "preserve_interword_spaces=1"]
        environment = dict(os.environ, OMP_THREAD_LIMIT="2")
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout

    return read


def rapidocr(models):
    from rapidocr import RapidOCR

    # Its list of letters has neither the first entry, which stands for none, nor the last, a space.
    letters = Path(models, "letters.txt").read_text().split("\n")[1:-2]
    keys = Path(tempfile.mkdtemp(), "keys.txt")
    keys.write_text("\n".join(letters))
    engine = RapidOCR(params={
        "Global.log_level": "error",
        "Det.model_path": f"{models}/detector.onnx",
        "Rec.model_path": f"{models}/recogniser.onnx",
        "Rec.rec_keys_path": str(keys),
        "Cls.model_path": f"{models}/turned.onnx",
        "Global.use_cls": False,
        "EngineConfig.onnxruntime.intra_op_num_threads": 2,
    })
    return lambda path: "\n".join(engine(str(path)).txts or ())


def main():
    folder = Path(sys.argv[2])
    read = tesseract() if sys.argv[1] == "tesseract" else rapidocr(sys.argv[3])
    files = [entry["file"] for entry in json.loads((folder / "pictures.json").read_text())]
    read(folder / files[0])
    for file in files:
        began = time.perf_counter()
        text = read(folder / file)
        print(json.dumps({"file": file, "text": text, "ms": (time.perf_counter() - began) * 1e3}), flush=True)


main()
