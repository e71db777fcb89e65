"""OpenAI's own client against a running server: `client.py ADDRESS KEY WAV...`.

Each WAV file is Korean speech, its words beside it in a file of the same name that ends in .txt. The key `none` means
that the server asks for none. Every check prints a line; the first that fails ends the program.
"""

import io
import shutil
import sys
import wave
from pathlib import Path

import openai
from openai import OpenAI


def similarity(said, heard):
    """Which share of the syllables said was heard, in order."""
    said, heard = ([c for c in text if c.isalnum()] for text in (said, heard))
    row = [0] * (len(heard) + 1)
    for c in said:
        before = row[:]
        for i, other in enumerate(heard):
            row[i + 1] = before[i] + 1 if c == other else max(row[i], before[i + 1])
    return row[-1] / max(len(said), 1)


def heard_well(what, said, heard):
    # Numbers may come back as digits, and the model is a small one: half is far from chance.
    assert similarity(said, heard) > 0.5, f"{what}: said {said!r}, heard {heard!r}"


def models(client):
    names = [model.id for model in client.models.list()]
    assert "whisper-1" in names and "tts-1" in names, names
    assert client.models.retrieve("whisper-1").id == "whisper-1"
    print("models:", ", ".join(names))


def transcriptions(client, recordings):
    create = client.audio.transcriptions.create
    for path, said in recordings:
        with path.open("rb") as file:
            result = create(model="whisper-1", file=file, language="ko", temperature=0, prompt="이음, 부산")
        heard_well(path.name, said, result.text)
        print("json:", result.text)
    path, said = recordings[1]
    seconds = wave.open(str(path)).getnframes() / wave.open(str(path)).getframerate()
    for form in ("text", "srt", "vtt"):
        result = create(model="gpt-4o-mini-transcribe", file=path, response_format=form)
        assert isinstance(result, str), type(result)
        heard_well(form, said, result.split("\n")[-3] if form != "text" else result)
        if form == "vtt":
            assert result.startswith("WEBVTT\n"), result
        print(form + ":", result.strip().splitlines()[-1])
    result = create(
        model="whisper-1", file=path, response_format="verbose_json", timestamp_granularities=["word", "segment"]
    )
    heard_well("verbose_json", said, result.text)
    assert result.language == "korean", result.language
    assert abs(float(result.duration) - seconds) < 0.1, (result.duration, seconds)
    assert result.segments and 0 <= result.segments[0].start < result.segments[-1].end <= seconds + 0.1
    assert result.words is not None
    times = [(word.start, word.end) for word in result.words]
    assert times == sorted(times) and all(0 <= start <= end <= seconds + 0.1 for start, end in times), times
    print("verbose_json:", result.language, result.duration, [(w.word, w.start) for w in result.words])


def streamed(client, recordings):
    # Several utterances with pauses between them, so that there is more than one part.
    sound = io.BytesIO()
    with wave.open(sound, "wb") as joined:
        for path, _ in recordings:
            with wave.open(str(path)) as part:
                if joined.getnframes() == 0:
                    joined.setparams(part.getparams())
                joined.writeframes(part.readframes(part.getnframes()))
                joined.writeframes(bytes(part.getframerate() * 2 * 2))
    events = client.audio.transcriptions.create(
        model="whisper-1",
        file=("joined.wav", sound.getvalue()),
        stream=True,
        timestamp_granularities=["segment"],
    )
    deltas, kinds, done = [], set(), None
    for event in events:
        kinds.add(event.type)
        if event.type == "transcript.text.delta":
            deltas.append(event.delta)
        elif event.type == "transcript.text.done":
            done = event.text
    assert done is not None and deltas, kinds
    assert "transcript.text.segment" in kinds, kinds
    heard_well("deltas", " ".join(said for _, said in recordings), "".join(deltas))
    heard_well("done", " ".join(said for _, said in recordings), done)
    print(f"streamed: {len(deltas)} deltas: {done}")


def translations(client, recordings):
    result = client.audio.translations.create(model="whisper-1", file=recordings[0][0])
    letters = [c for c in result.text if c.isalpha()]
    assert letters and sum(c.isascii() for c in letters) > len(letters) / 2, result.text
    print("translation:", result.text)


def speech(client):
    text = "안녕하세요. 오늘은 날씨가 참 좋네요. 산책을 하고 싶어요."
    magic = {"wav": b"RIFF", "flac": b"fLaC", "opus": b"OggS"}
    for form, begin in magic.items():
        sound = client.audio.speech.create(model="tts-1", voice="alloy", input=text, response_format=form)
        assert sound.content.startswith(begin), (form, sound.content[:8])
        result = client.audio.transcriptions.create(model="whisper-1", file=(f"x.{form}", sound.content), language="ko")
        heard_well(form, text, result.text)
        print(f"speech {form}: {len(sound.content)} bytes, heard as {result.text}")
    create = client.audio.speech.with_streaming_response.create
    with create(model="tts-1", voice="nova", input=text, response_format="pcm", speed=1.5) as response:
        pieces = list(response.iter_bytes())
    assert len(pieces) > 1, "everything came at once"
    assert 0.5 < sum(map(len, pieces)) / 2 / 24_000 < 10
    print(f"speech pcm: {len(pieces)} pieces")
    with create(
        model="gpt-4o-mini-tts", voice="alloy", input=text, response_format="wav", stream_format="sse",
        instructions="Speak cheerfully.",
    ) as response:
        lines = [line for line in response.iter_lines() if line.startswith("data: ")]
    assert '"speech.audio.delta"' in lines[0] and '"speech.audio.done"' in lines[-1], (lines[0][:80], lines[-1])
    if shutil.which("lame") or shutil.which("ffmpeg"):
        sound = client.audio.speech.create(model="tts-1", voice="alloy", input=text)
        result = client.audio.transcriptions.create(model="whisper-1", file=("x.mp3", sound.content), language="ko")
        heard_well("mp3", text, result.text)
        print("speech mp3:", result.text)
    else:
        refused(openai.APIStatusError, "format_unavailable", lambda: client.audio.speech.create(
            model="tts-1", voice="alloy", input=text))


def chat(client):
    create = client.chat.completions.create
    messages = [{"role": "system", "content": "You are helpful."}, {"role": "user", "content": "3 더하기 4는?"}]
    result = create(model="ieum", messages=messages, temperature=0)
    assert "7" in result.choices[0].message.content, result
    assert result.choices[0].finish_reason == "stop" and result.usage.total_tokens > 0, result
    print("chat:", result.choices[0].message.content)
    # A question is answered by the next message, which tells the talk so far.
    messages = [{"role": "user", "content": "타이머 맞춰 줘"}]
    asked = create(model="ieum", messages=messages).choices[0].message.content
    messages += [{"role": "assistant", "content": asked}, {"role": "user", "content": "5분"}]
    pieces, usage = [], None
    for chunk in create(model="ieum", messages=messages, stream=True, stream_options={"include_usage": True}):
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
        usage = chunk.usage or usage
    assert "5분" in "".join(pieces) and usage.total_tokens > 0, (pieces, usage)
    print("chat streamed:", asked, "->", "".join(pieces))
    tools = [{"type": "function", "function": {
        "name": "get_weather",
        "description": "도시의 날씨를 알려 줘. Get the current weather of a city.",
        "parameters": {"type": "object", "required": ["city"], "properties": {
            "city": {"type": "string", "description": "City name"}}},
    }}]
    messages = [{"role": "user", "content": "부산 날씨 어때?"}]
    choice = create(model="ieum", messages=messages, tools=tools, tool_choice="required").choices[0]
    assert choice.finish_reason == "tool_calls", choice
    call = choice.message.tool_calls[0]
    assert call.function.name == "get_weather" and "부산" in call.function.arguments, call
    messages += [choice.message, {"role": "tool", "tool_call_id": call.id, "content": "맑고 12도예요."}]
    result = create(model="ieum", messages=messages, tools=tools)
    assert result.choices[0].message.content == "맑고 12도예요.", result
    print("chat tools:", call.function.name, call.function.arguments)
    refused(openai.NotFoundError, "model_not_found", lambda: create(model="gpt-4o", messages=messages))
    refused(openai.BadRequestError, "bad_request", lambda: create(model="ieum", messages=[]))


def embeddings(client):
    texts = ["배송 언제 와요?", "택배는 언제 도착하나요?", "고래는 물고기야?"]
    result = client.embeddings.create(model="e5-small", input=texts)
    one, like, other = (item.embedding for item in result.data)
    product = lambda a, b: sum(x * y for x, y in zip(a, b))
    assert len(one) == 384 and product(one, like) > product(one, other) + 0.02, (product(one, like), product(one, other))
    print(f"embeddings: alike {product(one, like):.3f}, unlike {product(one, other):.3f}")


def refused(kind, code, call):
    try:
        call()
    except kind as error:
        assert error.code == code, (error.code, code)
        assert error.message, "an error says what happened"
        print(f"refused: {type(error).__name__}: {error.message}")
    else:
        raise AssertionError(f"{code} was not refused")


def problems(client, recordings):
    create, say = client.audio.transcriptions.create, client.audio.speech.create
    path = recordings[0][0]
    refused(openai.NotFoundError, "model_not_found", lambda: create(model="whisper-9", file=path))
    refused(openai.BadRequestError, "bad_request", lambda: create(model="whisper-1", file=path, response_format="odt"))
    refused(openai.APIStatusError, "audio_unreadable", lambda: create(model="whisper-1", file=("x.wav", b"no sound")))
    refused(openai.BadRequestError, "voice_unknown", lambda: say(model="tts-1", voice="nobody", input="네", response_format="wav"))
    refused(openai.BadRequestError, "text_empty", lambda: say(model="tts-1", voice="alloy", input=" ", response_format="wav"))
    refused(openai.APIStatusError, "text_too_long", lambda: say(model="tts-1", voice="alloy", input="가" * 5000, response_format="wav"))
    refused(openai.NotFoundError, "model_not_found", lambda: client.models.retrieve("none"))


def main():
    address, key, *paths = sys.argv[1:]
    base = address.rstrip("/") + "/v1"
    recordings = [(Path(path), Path(path).with_suffix(".txt").read_text()) for path in paths]
    client = OpenAI(base_url=base, api_key=key, max_retries=0, timeout=300)
    models(client)
    if key != "none":
        for wrong in ("ieum-0000", ""):
            stranger = OpenAI(base_url=base, api_key=wrong or "x", max_retries=0)
            refused(openai.AuthenticationError, "invalid_api_key", lambda: stranger.models.list())
        transcriptions(client, recordings[:2])
        return
    transcriptions(client, recordings)
    streamed(client, recordings)
    translations(client, recordings)
    speech(client)
    problems(client, recordings)
    chat(client)
    embeddings(client)


if __name__ == "__main__":
    main()
