"""What the chats keep, over a real database file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.chats import retention
from data.chats.answers import Chats, Place
from data.chats.database import ChatStore
from data.chats.inbox import ATTEMPTS, Inbox, Received
from data.chats.members import Members
from data.chats.tables import ANSWERS, AUDIT, MESSAGES
from data.types import (
    Answer,
    Basis,
    BasisKind,
    Case,
    CaseId,
    Citation,
    Field,
    IndexState,
    Intent,
    Quote,
    Understood,
)

BOT = 123
PLACE = Place(chat=-1001234567890123, topic=7, person=5000000001)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'catalog.sqlite3'}"


def _answer(question: str) -> Answer:
    case = Case(CaseId("c", 8), "某案", (Field("summary", "商业秘密"),))
    return Answer(
        question,
        Understood(question + "？", Intent.LIST, ("c",), ("上海市",), (8,)),
        "某案 [案例8]",
        (Citation(case, (Quote("summary", 0, 4, "商业秘密"),)),),
        Basis(BasisKind.KEYWORD, "摘要含“商业秘密”", True),
        IndexState(1, 1, ""),
        labels={"c": "第一批"},
    )


def test_an_update_is_taken_in_once_even_by_two_processes(url: str) -> None:
    first, second = (Inbox(ChatStore(url), 1, owner) for owner in ("a", "b"))
    assert [u.id for u in first.receive([Received(1, "{}"), Received(2, "{}")])] == [1, 2]
    assert [u.id for u in second.receive([Received(2, "{}"), Received(3, "{}")])] == [3]
    assert second.adopt() == ([], [])


def test_what_was_not_finished_is_taken_up_again_but_not_for_ever(url: str) -> None:
    Inbox(ChatStore(url), 1, "killed").receive([Received(1, "one"), Received(2, "two")])
    inbox = Inbox(ChatStore(url), 1, "new")
    inbox.finish(1)
    for _ in range(ATTEMPTS - 1):
        assert inbox.adopt(whatever=True) == ([Received(2, "two")], [])
    assert inbox.adopt(whatever=True) == ([], [2])
    assert inbox.adopt(whatever=True) == ([], [])


def test_a_conversation_outlives_the_process_and_a_new_one_begins_empty(url: str) -> None:
    number = Chats(ChatStore(url), BOT).keep(PLACE, 11, _answer("第一问"), ["<b>x</b>"])
    chats = Chats(ChatStore(url), BOT)
    chats.sent(number, PLACE.chat, [12, 13])
    kept = chats.answer_in(PLACE.chat, 13)
    assert kept is not None
    assert (kept.question, kept.parts, kept.messages) == ("第一问", ("<b>x</b>",), (12, 13))
    assert kept.cited[0].quotes[0].text == "商业秘密"
    assert chats.conversation(PLACE).turns == (_turn := kept.turn,)
    assert _turn.understood == _answer("第一问").understood
    assert chats.conversation(Place(PLACE.chat, 8, PLACE.person)).turns == ()
    chats.close(PLACE)
    assert chats.conversation(PLACE).turns == ()
    assert chats.conversation(PLACE, upto=number).turns != ()


def test_what_was_asked_before_an_answer_came_into_the_chat_was_asked_without_having_read_it(
    url: str,
) -> None:
    chats = Chats(ChatStore(url), BOT)
    for asked, answered in ((11, 14), (12, 15)):
        chats.sent(chats.keep(PLACE, asked, _answer("问"), ["x"]), PLACE.chat, [answered])
    assert chats.conversation(PLACE, asked=13).unseen == 2
    assert chats.conversation(PLACE, asked=16).unseen == 0


def test_an_answer_given_again_takes_the_first_ones_place(url: str) -> None:
    chats = Chats(ChatStore(url), BOT)
    number = chats.keep(PLACE, 11, _answer("第一问"), ["x"])
    assert chats.keep(PLACE, 11, _answer("改问"), ["y"], again=number) == number
    assert [turn.question for turn in chats.conversation(PLACE).turns] == ["改问"]


def test_a_group_that_moves_takes_its_rows_along(url: str) -> None:
    store = ChatStore(url)
    chats, members = Chats(store, BOT), Members(store, BOT)
    members.allow_group(-5)
    chats.keep(Place(-5, 0, 1), 11, _answer("问"), ["x"])
    chats.migrate(-5, -1005)
    assert members.group(-1005)
    assert chats.conversation(Place(-1005, 0, 1)).turns != ()


def test_a_code_lets_in_as_many_as_it_says_and_no_later_than_it_says(url: str) -> None:
    members = Members(ChatStore(url), BOT)
    code = members.invite(by=1, seconds=60, uses=1)
    assert members.redeem(code, 7)
    assert members.person(7)[0]
    assert not members.redeem(code, 8)
    assert not members.redeem(members.invite(by=1, seconds=-1), 8)
    assert not members.redeem("x", 8)


def test_what_many_threads_write_at_once_is_all_there_and_an_error_is_its_own_alone(url: str) -> None:
    store = ChatStore(url)
    chats = Chats(store, BOT)

    def write(n: int) -> str:
        if n % 10 == 3:
            with store.writing() as connection:  # a turn of its own among theirs
                connection.execute(sa.text("SELECT 1"))
        if n % 10 == 7:
            with pytest.raises(ZeroDivisionError):
                store.write(lambda _: 1 // 0)
        chats.note(n, 1, "ask")
        return f"{n}"

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(write, range(600), timeout=60)) == [str(n) for n in range(600)]
    assert sorted(trace.person for trace in chats.trail(1000)) == list(range(600))


def test_the_later_vote_counts_and_the_figures_name_what_was_disliked(url: str) -> None:
    chats = Chats(ChatStore(url), BOT)
    number = chats.keep(PLACE, 11, _answer("问"), ["x"])
    chats.vote(number, 5, 1)
    chats.vote(number, 5, -1)
    usage = chats.usage()
    assert (usage.questions, usage.people, usage.likes, usage.dislikes) == (1, 1, 0, 1)
    assert usage.disliked == (("问", "问？", (CaseId("c", 8),)),)


def test_questions_and_the_trail_are_kept_for_so_long(url: str) -> None:
    store = ChatStore(url)
    chats = Chats(store, BOT)
    number = chats.keep(PLACE, 1, _answer("旧"), ["旧"])
    chats.sent(number, PLACE.chat, [5])
    chats.note(7, 7, "confirmed", "旧")
    with store.writing() as connection:
        connection.execute(sa.update(ANSWERS).values(at=1000.0))
        connection.execute(sa.update(AUDIT).values(at=1000.0))
    chats.keep(PLACE, 2, _answer("新"), ["新"])
    chats.note(7, 7, "confirmed", "新")
    assert retention.forget(store, 1000.0) == 0
    assert retention.forget(store, 1001.0) == 2
    assert [trace.detail for trace in chats.trail(9)] == ["新"]
    assert chats.usage().questions == 1
    with store.reading() as connection:
        assert list(connection.scalars(sa.select(MESSAGES.c.answer))) == []
