"""Makes the Piper voices of the tests: graphs with Piper's inputs and outputs that hum, each phoneme in its own tone.

    python3 piper.py      needs the package onnx
"""

import json
import pathlib

from onnx import TensorProto, checker, helper as h, numpy_helper, save
import numpy as np

LETTERS = list("_^$ .,?!abdefhijklmnoprstuwzɐɛɡɪɯɾʃʌʒŋəɔˈˌ")


def voice(name, speakers):
    """Every token lasts 800 samples times the length scale; its tone rises with its number, and the speaker's."""
    consts = [
        ("one", np.array([1], np.int64)), ("rest", np.array([1, 1, 1, -1], np.int64)),
        ("two", np.array([2], np.int64)), ("samples", np.array(800, np.float32)),
        ("step", np.array(0.003, np.float32)), ("soft", np.array(0.3, np.float32)),
        ("first", np.array(0, np.int64)), ("next", np.array(1, np.int64)), ("ten", np.array(10, np.float32)),
    ]
    nodes = [
        h.make_node("Gather", ["scales", "next"], ["pace"]),
        h.make_node("Mul", ["pace", "samples"], ["long"]),
        h.make_node("Cast", ["long"], ["length"], to=TensorProto.INT64),
        h.make_node("Range", ["first", "length", "next"], ["row"]),
        h.make_node("Cast", ["row"], ["time"], to=TensorProto.FLOAT),
        h.make_node("Cast", ["input"], ["plain"], to=TensorProto.FLOAT),
    ]
    inputs = [
        h.make_tensor_value_info("input", TensorProto.INT64, ["batch", "phonemes"]),
        h.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
        h.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    tone = "plain"
    if speakers > 1:
        inputs.append(h.make_tensor_value_info("sid", TensorProto.INT64, ["batch"]))
        nodes += [
            h.make_node("Cast", ["sid"], ["speaker"], to=TensorProto.FLOAT),
            h.make_node("Mul", ["speaker", "ten"], ["shift"]),
            h.make_node("Add", ["plain", "shift"], ["shifted"]),
        ]
        tone = "shifted"
    nodes += [
        h.make_node("Add", [tone, "ten"], ["tone"]),
        h.make_node("Unsqueeze", ["tone", "two"], ["column"]),
        h.make_node("Mul", ["column", "time"], ["turns"]),
        h.make_node("Mul", ["turns", "step"], ["phase"]),
        h.make_node("Sin", ["phase"], ["wave"]),
        h.make_node("Mul", ["wave", "soft"], ["sound"]),
        h.make_node("Reshape", ["sound", "rest"], ["output"]),
    ]
    outputs = [h.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "time"])]
    graph = h.make_graph(nodes, name, inputs, outputs, [numpy_helper.from_array(v, k) for k, v in consts])
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 15)], ir_version=8)
    checker.check_model(model)
    folder = pathlib.Path(__file__).parent
    save(model, folder / f"{name}.onnx")
    names = {f"speaker-{i}": i for i in range(speakers)} if speakers > 1 else {}
    config = {
        "audio": {"sample_rate": 22050, "quality": "medium"},
        "espeak": {"voice": "ko"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_map": {},
        "phoneme_id_map": {letter: [i] for i, letter in enumerate(LETTERS)},
        "num_symbols": 256,
        "num_speakers": speakers,
        "speaker_id_map": names,
        "piper_version": "1.0.0",
        "dataset": name,
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n")


voice("hum", 1)
voice("choir", 3)
