"""The vendors' own clients against `vh sandbox`: they are the judges of the sandbox's shapes. Run under `vh sandbox --`."""
import base64
import io
import os
import urllib.request

import anthropic
import openai

WANT = "{} 收到：你好 🚀"


def chat(client, model, label):
    answer = client.chat.completions.create(model=model, messages=[{"role": "user", "content": "你好"}])
    assert answer.choices[0].message.content == WANT.format(label), answer
    assert answer.choices[0].finish_reason == "stop" and answer.usage.total_tokens > 0, answer
    text = ""
    chunks = client.chat.completions.create(
        model=model, messages=[{"role": "user", "content": "你好"}], stream=True, stream_options={"include_usage": True}
    )
    usage = None
    for chunk in chunks:
        for choice in chunk.choices:
            text += choice.delta.content or ""
        usage = chunk.usage or usage
    assert text == WANT.format(label) and usage.completion_tokens > 0, text
    assert model in [m.id for m in client.models.list()]
    try:
        client.chat.completions.create(model="no-such-model", messages=[{"role": "user", "content": "x"}])
        raise SystemExit("an unknown model was accepted")
    except openai.NotFoundError:
        pass


def png(data):
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), data[:16]


def media(client):
    made = client.images.generate(model="gpt-image-2", prompt="a lantern", n=2, size="1024x1024", quality="low")
    assert len(made.data) == 2 and made.usage.total_tokens > 0, made
    png(base64.b64decode(made.data[0].b64_json))
    for form in ["mp3", "wav", "opus", "flac", "aac", "pcm"]:
        said = client.audio.speech.create(model="gpt-4o-mini-tts", voice="marin", input="你好。", response_format=form)
        if form == "pcm":
            continue
        audio = io.BytesIO(said.content)
        audio.name = "a." + ("ogg" if form == "opus" else "mp3" if form == "aac" else form)
        heard = client.audio.transcriptions.create(model="whisper-1", file=audio)
        assert heard.text == "你好。", (form, heard)
    audio.seek(0)
    timed = client.audio.transcriptions.create(
        model="whisper-1", file=audio, response_format="verbose_json", timestamp_granularities=["segment"]
    )
    assert timed.segments[0].text.strip() == "你好。" and timed.duration > 0, timed
    audio.seek(0)
    pieces = client.audio.transcriptions.create(model="gpt-4o-transcribe", file=audio, stream=True)
    text = "".join(e.delta for e in pieces if e.type == "transcript.text.delta")
    assert text == "你好。", text
    try:
        client.audio.speech.create(model="gpt-4o-mini-tts", voice="nobody", input="x")
        raise SystemExit("an unknown voice was accepted")
    except openai.BadRequestError:
        pass


client = openai.OpenAI()
chat(client, "gpt-6-luna", "openai")
media(client)
try:
    openai.OpenAI(api_key="wrong").models.list()
    raise SystemExit("a wrong key was accepted")
except openai.AuthenticationError:
    print("openai ok")

ark = openai.OpenAI(api_key=os.environ["ARK_API_KEY"], base_url=os.environ["ARK_BASE_URL"])
chat(ark, "ep-20241201140014-vbzjz", "ark")
drawn = ark.images.generate(model="doubao-seedream-4-5-251128", prompt="雪", size="2K")
png(urllib.request.urlopen(drawn.data[0].url).read())
print("ark ok")

claude = anthropic.Anthropic()
message = claude.messages.create(
    model="claude-haiku-5-5", max_tokens=64, messages=[{"role": "user", "content": "你好"}]
)
assert message.content[0].text == WANT.format("claude") and message.stop_reason == "end_turn", message
with claude.messages.stream(
    model="claude-haiku-5-5", max_tokens=64, messages=[{"role": "user", "content": "你好"}]
) as stream:
    assert "".join(stream.text_stream) == WANT.format("claude")
    assert stream.get_final_message().stop_reason == "end_turn"
assert [m.id for m in claude.models.list()] == ["claude-haiku-5-5", "claude-sonnet-5-5"]
try:
    anthropic.Anthropic(api_key="wrong").models.list()
    raise SystemExit("a wrong key was accepted")
except anthropic.AuthenticationError:
    print("anthropic ok")
