"""OpenAI's chat protocol, by OpenAI's own client and by langchain's ChatOpenAI, both unchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

from bot.app import App
from bot.settings import Settings
from data.types import Answer, Conversation
from tests.bot.conftest import StandIn
from tests.bot.served.serving import serving

SECRETS = "哪些案例涉及商业秘密？"
ALONE = Conversation()


@pytest.fixture(scope="module")
def client(http: httpx.Client) -> openai.OpenAI:
    return openai.OpenAI(
        base_url=f"{http.base_url}/v1", api_key="none", http_client=httpx.Client(trust_env=False)
    )


def complete(client: openai.OpenAI, *said: str, **how: Any) -> Any:
    messages = [
        {"role": "user" if at % 2 == 0 else "assistant", "content": text} for at, text in enumerate(said)
    ]
    return client.chat.completions.create(**({"model": "anwen", "messages": messages} | how))


def test_the_models_are_all_collections_and_each_by_itself(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["anwen", "anwen/ip-power-2"]
    assert client.models.retrieve("anwen/ip-power-2").id == "anwen/ip-power-2"


def test_the_text_is_the_answer_and_every_mark_has_its_annotation(
    client: openai.OpenAI, http: httpx.Client
) -> None:
    message = complete(client, "浙江有哪些案例？").choices[0].message
    answer = http.post("/ask", json={"question": "浙江有哪些案例？"}).json()
    assert message.content.startswith(answer["answer"])
    places = [note.url_citation for note in message.annotations]
    assert [message.content[at.start_index : at.end_index] for at in places] == [
        f"[案例{citation['number']}]" for citation in answer["citations"]
    ]
    assert places[0].url == f"{http.base_url}/#/ip-power-2/{answer['citations'][0]['number']}"


def test_earlier_messages_of_the_user_are_turns_and_nobody_elses(client: openai.OpenAI) -> None:
    said = (
        complete(client, "浙江有哪些案例？", "上海有商业秘密的案例。", "那江苏呢").choices[0].message.content
    )
    assert "江苏省南通市" in said
    assert "[案例9]" in said
    assert "[案例8]" not in said


def test_a_refusal_is_said_and_has_no_annotations(client: openai.OpenAI) -> None:
    message = complete(client, "案例31讲了什么？").choices[0].message
    assert "没有案例31" in message.content
    assert message.annotations == []


def test_a_stream_comes_to_the_same(client: openai.OpenAI) -> None:
    whole = complete(client, SECRETS).choices[0].message
    chunks = list(complete(client, SECRETS, stream=True, stream_options={"include_usage": True}))
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    notes = [note.model_dump() for note in whole.annotations]
    assert deltas[-1].model_dump()["annotations"] == notes
    assert chunks[-1].usage.total_tokens == 0


class Writing(StandIn):
    """Shows its sentences as they come, and in the end gives `answer`, which may be another."""

    sentences = ("第一句[案例8]。", "第一句[案例8]。第二句[案例8]。")
    gives = "第一句[案例8]。第二句[案例8]。第三句[案例8]。"

    def answer(
        self,
        question: str,
        conversation: Conversation = ALONE,
        collections: Sequence[str] = (),
        show: Callable[[str], None] | None = None,
        person: str = "",
    ) -> Answer:
        for sentence in self.sentences:
            if show:
                show(sentence)
        if question == "失败":
            raise RuntimeError("secret detail")
        return replace(super().answer("商业秘密", conversation), text=self.gives)


@pytest.mark.parametrize("gives", [Writing.gives, "摘录[案例8]"])
def test_what_a_model_writes_streams_as_it_comes_and_one_given_up_is_followed_by_the_whole_answer(
    catalog_home: Path, gives: str
) -> None:
    app = App(Settings(home=catalog_home))
    app.__dict__["answerer"] = Writing(app.catalog.records)
    app.answerer.gives = gives  # type: ignore[attr-defined]
    with serving(app) as http:
        client = openai.OpenAI(
            base_url=f"{http.base_url}/v1", api_key="none", http_client=httpx.Client(trust_env=False)
        )
        chunks = list(complete(client, "问", stream=True))
        pieces = [chunk.choices[0].delta.content or "" for chunk in chunks]
        assert pieces[1:3] == ["第一句[案例8]。", "第二句[案例8]。"]
        text = "".join(pieces)
        assert gives in text
        for note in chunks[-1].choices[0].delta.model_dump()["annotations"]:
            at = note["url_citation"]
            assert text[at["start_index"] : at["end_index"]] == "[案例8]"
        with pytest.raises(openai.APIError, match="internal error") as failed:
            list(complete(client, "失败", stream=True))
        assert "detail" not in str(failed.value)


def test_langchains_chat_model_asks_streams_and_follows_up(http: httpx.Client) -> None:
    model = ChatOpenAI(
        model="anwen/ip-power-2",
        base_url=f"{http.base_url}/v1",
        api_key="none",
        http_client=httpx.Client(trust_env=False),
    )
    first = model.invoke([SystemMessage("简短些"), HumanMessage("浙江有哪些案例？")])
    then = model.invoke(
        [HumanMessage("浙江有哪些案例？"), AIMessage(str(first.content)), HumanMessage("那江苏呢")]
    )
    assert "[案例9]" in then.content
    streamed = "".join(str(chunk.content) for chunk in model.stream(SECRETS))
    assert streamed == model.invoke(SECRETS).content
    assert "[案例8]" in streamed
