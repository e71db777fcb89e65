"""The reference library's own client against a running server: `client.py URI WAV...`.

Each WAV file is Korean speech, its words beside it in a file of the same name that ends in .txt. Every check prints a
line; the first that fails ends the program.
"""

import asyncio
import json
import sys
import wave
from pathlib import Path

from wyoming.asr import (
    Transcribe,
    Transcript,
    TranscriptChunk,
    TranscriptStart,
    TranscriptStop,
)
from wyoming.audio import AudioChunk, AudioChunkConverter, AudioStart, AudioStop, wav_to_chunks
from wyoming.client import AsyncClient, AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import (
    Handled,
    HandledChunk,
    HandledStart,
    HandledStop,
    NotHandled,
)
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)
from wyoming.wake import Detect, Detection, NotDetected

# Nothing here takes so long; who waits longer waits for something that never comes.
PATIENCE = 120


def connect(uri):
    return AsyncClient.from_uri(uri, connect_timeout=PATIENCE, read_timeout=PATIENCE)


async def read(client):
    event = await client.read_event()
    assert event is not None, "the server has closed the connection"
    if Error.is_type(event.type):
        raise AssertionError(f"error: {Error.from_event(event)}")
    return event


async def describe(uri):
    async with connect(uri) as client:
        await client.write_event(Describe().event())
        info = Info.from_event(await read(client))
    asr, tts, handle, wake = info.asr[0], info.tts[0], info.handle[0], info.wake[0]
    assert asr.installed and asr.supports_transcript_streaming and asr.requires_external_vad
    assert "ko" in asr.models[0].languages and "en" in asr.models[0].languages
    assert tts.installed and tts.supports_synthesize_streaming and "ko" in tts.voices[0].languages
    assert handle.installed and handle.supports_handled_streaming and handle.models[0].languages
    assert wake.installed and wake.models[0].phrase == "헤이 이음"
    return info


async def ping(uri):
    async with connect(uri) as client:
        await client.write_event(Event("of-a-later-release", {"what": "ever"}))
        await client.write_event(Ping(text="이음").event())
        assert Pong.from_event(await read(client)).text == "이음"


async def transcribe(uri, path, converter=None, language="ko"):
    """The words, and the chunks that came before them."""
    async with connect(uri) as client:
        await client.write_event(Transcribe(language=language).event())
        with wave.open(str(path), "rb") as wav:
            for part in wav_to_chunks(wav, 1024, start_event=True, stop_event=True):
                if converter is not None and isinstance(part, AudioChunk):
                    part = converter.convert(part)
                if converter is not None and isinstance(part, AudioStart):
                    part = AudioStart(converter.rate, converter.width, converter.channels)
                await client.write_event(part.event())
        chunks, started = [], False
        while True:
            event = await read(client)
            if TranscriptStart.is_type(event.type):
                assert not started and not chunks
                started = True
            elif TranscriptChunk.is_type(event.type):
                assert started
                chunks.append(TranscriptChunk.from_event(event).text)
            elif Transcript.is_type(event.type):
                transcript = Transcript.from_event(event)
                assert TranscriptStop.is_type((await read(client)).type)
                assert started
                return transcript, chunks


def plain(text):
    return [c for c in text.lower() if c.isalnum()]


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        diagonal, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            diagonal, row[j + 1] = row[j + 1], min(diagonal + (x != y), row[j] + 1, row[j + 1] + 1)
    return row[-1]


def like(heard, said):
    """Most of the letters are right: how well the model hears is measured elsewhere."""
    said, heard = plain(said), plain(heard)
    assert distance(said, heard) <= len(said) * 0.4, f"{''.join(heard)} is not {''.join(said)}"


async def speech_to_text(uri, path):
    said = path.with_suffix(".txt").read_text()
    transcript, chunks = await transcribe(uri, path)
    like(transcript.text, said)
    assert transcript.language == "ko"
    assert "".join(chunks) == transcript.text or chunks, (chunks, transcript)
    # Other rates, widths and channels are the same words.
    # (The library converts the rate of 8-bit samples wrongly, so those keep theirs.)
    with wave.open(str(path), "rb") as wav:
        own = wav.getframerate()
    for rate, width, channels in [(48000, 2, 2), (8000, 2, 1), (22050, 4, 1), (own, 1, 1)]:
        other, _ = await transcribe(uri, path, AudioChunkConverter(rate, width, channels))
        like(other.text, said)
    # The ears find the language by themselves.
    free, _ = await transcribe(uri, path, language=None)
    assert free.language == "ko"


async def many(uri, paths):
    """Eight clients at once, each with words of its own, while one has stopped in the middle of a frame."""
    stuck = connect(uri)
    await stuck.connect()
    stuck._writer.write(b'{"type": "audio-chunk", "data_length": 100}\n{"ra')
    await stuck._writer.drain()
    clips = [paths[i % len(paths)] for i in range(8)]
    results = await asyncio.gather(*(transcribe(uri, path) for path in clips))
    for path, (transcript, _) in zip(clips, results):
        like(transcript.text, path.with_suffix(".txt").read_text())
    await stuck.disconnect()


async def silence(uri):
    async with connect(uri) as client:
        await client.write_event(AudioStart(16000, 2, 1).event())
        await client.write_event(AudioChunk(16000, 2, 1, bytes(64000)).event())
        await client.write_event(AudioStop().event())
        while not Transcript.is_type((event := await read(client)).type):
            pass
        assert Transcript.from_event(event).text == ""


async def synthesize(uri, request):
    async with connect(uri) as client:
        await client.write_event(request.event())
        start = AudioStart.from_event(await read(client))
        sound = bytes()
        while AudioChunk.is_type((event := await read(client)).type):
            chunk = AudioChunk.from_event(event)
            assert (chunk.rate, chunk.width, chunk.channels) == (start.rate, start.width, start.channels)
            sound += chunk.audio
        assert AudioStop.is_type(event.type), event
        return start, sound


async def text_to_speech(uri, info, folder):
    said = "내일 아침 일곱 시에 알람이 울려요."
    start, sound = await synthesize(uri, Synthesize(text=said))
    path = folder / "said.wav"
    with wave.open(str(path), "wb") as wav:
        wav.setframerate(start.rate)
        wav.setsampwidth(start.width)
        wav.setnchannels(start.channels)
        wav.writeframes(sound)
    seconds = len(sound) / start.rate / start.width
    assert 1.5 < seconds < 6, seconds
    like((await transcribe(uri, path))[0].text, said)
    voice = SynthesizeVoice(name=info.tts[0].voices[-1].name)
    assert (await synthesize(uri, Synthesize(text="안녕하세요.", voice=voice)))[1]
    ssml = '<speak>안녕하세요.<break time="1s"/>반가워요.</speak>'
    assert (await synthesize(uri, Synthesize(text=ssml, text_format="ssml")))[1]
    async with connect(uri) as client:
        nobody = SynthesizeVoice(name="nobody")
        await client.write_event(Synthesize(text="안녕", voice=nobody).event())
        error = Error.from_event(await client.read_event())
        assert error.code == "voice_unknown" and "nobody" in error.text, error


async def text_to_speech_streamed(uri):
    """The first sentence is heard before the second has been written."""
    async with connect(uri) as client:
        await client.write_event(SynthesizeStart().event())
        for part in ["안녕하", "세요. 오늘", "은 맑아"]:
            await client.write_event(SynthesizeChunk(text=part).event())
        heard = 0
        while not AudioStop.is_type((event := await read(client)).type):
            heard += AudioChunk.is_type(event.type)
        assert heard > 0
        await client.write_event(SynthesizeChunk(text="요.").event())
        await client.write_event(Synthesize(text="안녕하세요. 오늘은 맑아요.").event())
        await client.write_event(SynthesizeStop().event())
        stops = more = 0
        while not SynthesizeStopped.is_type((event := await read(client)).type):
            stops += AudioStop.is_type(event.type)
            more += AudioChunk.is_type(event.type)
        # The repeated whole was not said again.
        assert stops == 1 and more > 0, (stops, more)


async def handle(uri):
    async with connect(uri) as client:
        context = {"conversation_id": "living-room"}
        await client.write_event(Transcript("3 더하기 4는?", language="ko", context=context).event())
        assert HandledStart.is_type((await read(client)).type)
        parts = []
        while HandledChunk.is_type((event := await read(client)).type):
            parts.append(HandledChunk.from_event(event).text)
        handled = Handled.from_event(event)
        assert "7" in handled.text and "".join(parts) == handled.text, (parts, handled)
        assert handled.context == context
        assert HandledStop.is_type((await read(client)).type)
        await client.write_event(Transcript("쿠르릉 삐약삐약 첨벙").event())
        event = await read(client)
        assert NotHandled.is_type(event.type) and NotHandled.from_event(event).text, event


async def wake(uri, call, other):
    async def first(path):
        async with connect(uri) as client:
            await client.write_event(Detect(names=["헤이 이음"]).event())
            with wave.open(str(path), "rb") as wav:
                for part in wav_to_chunks(wav, 1024, start_event=True, stop_event=True):
                    await client.write_event(part.event())
            return await read(client)

    detection = Detection.from_event(await first(call))
    assert detection.name == "헤이 이음" and detection.timestamp is not None
    assert NotDetected.is_type((await first(other)).type)


async def unruly(uri):
    """Whatever one client does, it is told, and the next is served."""
    for frame, word in [
        (b"GET / HTTP/1.1\r\n\r\n", "JSON"),
        (b'{"type": "audio-chunk", "payload_length": 99999999999}\n', "payload_length"),
        (b'{"type": "describe", "data_length": 18446744073709551615}\n', "data_length"),
        (b"x" * 100000, "header"),
        (json.dumps({"type": "audio-start", "data": {"rate": 1, "width": 9, "channels": 0}}).encode() + b"\n", "rate"),
    ]:
        client = AsyncTcpClient(*uri.removeprefix("tcp://").rsplit(":", 1))
        await client.connect()
        client._writer.write(frame)
        await client._writer.drain()
        error = Error.from_event(await asyncio.wait_for(client.read_event(), PATIENCE))
        assert word in error.text, error
        assert await asyncio.wait_for(client.read_event(), PATIENCE) is None
        await client.disconnect()
        await ping(uri)


async def main(uri, *paths):
    paths = [Path(path) for path in paths]
    call, *clips = paths
    checks = [
        ("describe", lambda: describe(uri)),
        ("ping", lambda: ping(uri)),
        ("speech to text", lambda: speech_to_text(uri, clips[0])),
        ("many at once", lambda: many(uri, clips)),
        ("silence", lambda: silence(uri)),
        ("text to speech", lambda: text_to_speech(uri, info, clips[0].parent)),
        ("text to speech, streamed", lambda: text_to_speech_streamed(uri)),
        ("handle", lambda: handle(uri)),
        ("wake", lambda: wake(uri, call, clips[0])),
        ("unruly", lambda: unruly(uri)),
    ]
    info = None
    for name, check in checks:
        result = await asyncio.wait_for(check(), 5 * PATIENCE)
        info = info or result
        print(f"ok {name}", flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
