"""The vendors' own clients against `vh sandbox`: they are the judges of the sandbox's shapes. Run under `vh sandbox --`."""
import os

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


client = openai.OpenAI()
chat(client, "gpt-6-luna", "openai")
try:
    openai.OpenAI(api_key="wrong").models.list()
    raise SystemExit("a wrong key was accepted")
except openai.AuthenticationError:
    print("openai ok")

ark = openai.OpenAI(api_key=os.environ["ARK_API_KEY"], base_url=os.environ["ARK_BASE_URL"])
chat(ark, "ep-20241201140014-vbzjz", "ark")
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
