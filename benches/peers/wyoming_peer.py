"""A peer's recogniser behind the Wyoming protocol, for `cargo xtask bench load`.

The audio of an utterance is collected and recognised at its end, one utterance at a time, as the usual servers for
these engines do it: both use all their threads for one.
"""

import argparse
import asyncio

import numpy
from wyoming.asr import Transcript
from wyoming.audio import AudioChunk, AudioStop
from wyoming.server import AsyncEventHandler, AsyncServer


def faster_whisper(arguments):
    from faster_whisper import WhisperModel

    model = WhisperModel(
        arguments.model, device="cpu", compute_type="int8", cpu_threads=arguments.threads
    )

    def recognise(samples):
        segments, _ = model.transcribe(
            samples,
            language="ko",
            beam_size=arguments.beam,
            without_timestamps=True,
            condition_on_previous_text=False,
        )
        return " ".join(segment.text.strip() for segment in segments)

    return recognise


def whisper_cpp(arguments):
    from pywhispercpp.model import Model

    model = Model(
        arguments.model,
        n_threads=arguments.threads,
        language="ko",
        no_context=True,
        single_segment=True,
        print_progress=False,
        print_realtime=False,
    )

    def recognise(samples):
        return " ".join(segment.text.strip() for segment in model.transcribe(samples))

    return recognise


ENGINES = {"faster-whisper": faster_whisper, "whisper.cpp": whisper_cpp}


class Handler(AsyncEventHandler):
    def __init__(self, recognise, lock, *streams):
        super().__init__(*streams)
        self.recognise, self.lock, self.audio = recognise, lock, bytearray()

    async def handle_event(self, event):
        if AudioChunk.is_type(event.type):
            self.audio += AudioChunk.from_event(event).audio
        elif AudioStop.is_type(event.type):
            samples = numpy.frombuffer(bytes(self.audio), numpy.int16).astype(numpy.float32) / 32768
            async with self.lock:
                text = await asyncio.to_thread(self.recognise, samples)
            await self.write_event(Transcript(text=text).event())
            return False
        return True


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    recognise = ENGINES[arguments.engine](arguments)
    # The first call sets up what later ones reuse.
    recognise(numpy.zeros(16000, numpy.float32))
    lock = asyncio.Lock()
    server = AsyncServer.from_uri(f"tcp://127.0.0.1:{arguments.port}")
    print(f"tcp://127.0.0.1:{arguments.port}", flush=True)
    await server.run(lambda *streams: Handler(recognise, lock, *streams))


asyncio.run(main())
