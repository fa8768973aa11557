"""The vendors' own clients against `vh sandbox`: they are the judges of the sandbox's shapes. Run under `vh sandbox --`."""
import base64
import io
import json
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

# The client asks for base64 of its own accord, and reads it.
plain = client.embeddings.create(model="text-embedding-3-small", input=["one", "two"], encoding_format="float")
coded = client.embeddings.create(model="text-embedding-3-small", input=["one", "two"])
for a, b in zip(sorted(plain.data, key=lambda d: d.index), sorted(coded.data, key=lambda d: d.index)):
    assert len(b.embedding) == 1536 and all(abs(x - y) < 1e-6 for x, y in zip(a.embedding, b.embedding))
assert len(client.embeddings.create(model="text-embedding-3-small", input="x", dimensions=7).data[0].embedding) == 7

lines = [
    {"custom_id": f"r{i}", "method": "POST", "url": "/v1/chat/completions",
     "body": {"model": "gpt-6-luna", "messages": [{"role": "user", "content": f"q{i}"}]}}
    for i in range(3)
]
content = "".join(json.dumps(line) + "\n" for line in lines).encode()
file = client.files.create(file=("in.jsonl", content), purpose="batch")
assert client.files.retrieve(file.id).bytes == len(content) and client.files.content(file.id).read() == content
batch = client.batches.create(
    input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h", metadata={"k": "v"}
)
while batch.status != "completed":
    assert batch.status in ["validating", "in_progress", "finalizing"], batch
    batch = client.batches.retrieve(batch.id)
assert batch.request_counts.completed == 3 and batch.metadata == {"k": "v"}
answers = [json.loads(line) for line in client.files.content(batch.output_file_id).text.splitlines()]
texts = {a["custom_id"]: a["response"]["body"]["choices"][0]["message"]["content"] for a in answers}
assert texts == {f"r{i}": f"openai 收到：q{i} 🚀" for i in range(3)}, texts
assert [b.id for b in client.batches.list()] == [batch.id]
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
vectors = ark.embeddings.create(model="text-embedding-v1", input=["a", "b"])
assert len(vectors.data) == 2 and len(vectors.data[0].embedding) == 1024, len(vectors.data)
held = ark.post(
    "/batch/chat/completions",
    cast_to=dict,
    body={"model": "ep-20241201140014-vbzjz", "messages": [{"role": "user", "content": "你好"}]},
)
assert held["choices"][0]["message"]["content"] == WANT.format("ark"), held
both = ark.post(
    "/embeddings/multimodal",
    cast_to=dict,
    body={"model": "doubao-embedding-vision-251215", "input": [{"type": "text", "text": "a"}]},
)
assert len(both["data"]["embedding"]) == 2048
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
many = claude.messages.batches.create(
    requests=[
        {"custom_id": f"r{i}",
         "params": {"model": "claude-haiku-5-5", "max_tokens": 64, "messages": [{"role": "user", "content": f"q{i}"}]}}
        for i in range(3)
    ]
)
while many.processing_status != "ended":
    many = claude.messages.batches.retrieve(many.id)
assert many.request_counts.succeeded == 3, many
assert [b.id for b in claude.messages.batches.list()] == [many.id]
assert [m.id for m in claude.models.list()] == ["claude-haiku-5-5", "claude-sonnet-5-5"]
try:
    anthropic.Anthropic(api_key="wrong").models.list()
    raise SystemExit("a wrong key was accepted")
except anthropic.AuthenticationError:
    print("anthropic ok")
