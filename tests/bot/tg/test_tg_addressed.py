"""What is meant for the bot, and where it answers: words of commands, groups, topics, what nobody wrote."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.tg.spoken import spoken
from tests.bot.tg.conftest import ADMIN, ALLOWED, STRANGER, Running
from tests.bot.tg.fake_bot_api import BOT, FakeBotApi

GROUP = -1009
Start = Callable[..., Running]


@pytest.fixture
def group(api: FakeBotApi, bot: Running) -> Callable[[], list[str]]:
    """A group that was let in; what was said there since, once all that came before was handled."""
    api.say("/allow", user=ADMIN, chat=GROUP)
    told = api.wait(1, chat=GROUP)
    seen = [told]

    def said() -> list[str]:
        api.say("/new", chat=GROUP)  # in order within a chat: nothing before it is still to come
        while seen[-1] is told or "新的对话" not in seen[-1].text:
            seen.append(api.wait(len(seen) + 1, chat=GROUP))
        texts = [call.text for call in seen[1:-1]]
        seen[:] = [told] * len(seen)
        return texts

    return said


WORDS = (
    (
        (
            "/案例 8",
            "／案例 8",
            "/案例8",
            "/案例８",
            "/案例8@anwen_bot",
            "/案例@Anwen_Bot　8",
            "/CASE 8",
            "/case８",
            "/case 第八个",
            "/案例 第8号",
        ),
        "[案例8]",
    ),
    (
        ("/case ip-power-2 8", "/case ip-power-2_8", "/start case_ip-power-2_8"),
        "[案例8]",
    ),
    (("/case_8@anwen_bot", "/case_ip_power_2_8@anwen_bot", "/ask 8"), "[案例8]"),
    (
        ("/提问 商业秘密", "/提问商业秘密", "/问 商业秘密", "/ask商业秘密", "/ask@anwen_bot商业秘密"),
        "[案例8]",
    ),
    (("/列表", "/案例列表", "/cases"), "商业秘密保护"),
    (("/案例集", "/collections"), "ip-power-2"),
    (("/新对话", "/new"), "新的对话"),
    (("/帮助", "/help"), "/案例"),
    (("/开始", "/start"), "直接发问"),
    (("/语言 中文", "/lang zh", "/lang 中文"), "已改为中文"),
    (("/语言", "/lang fr"), "/lang zh"),
    (("/简报", "/brief", "/table", "/表格"), "先问一个问题"),
    (
        ("/统计", "/读入", "/删除 x", "/准许 8", "/stats", "/remove x", "/allow 8", "/history", "/undo"),
        "只有管理员",
    ),
    (("/没有这样的命令", "/nonsense"), "没有这个命令。"),
    (("/caes 8", "/csae_8"), "是不是要 /case_8"),
    (("/hlep", "/新对化"), "是不是要 /"),
    (("这个文件能看吗", "帮我看看我发的文档"), "文件我不看"),
    (("你能识别图片吗", "语音能发吗"), "看不懂"),
    (("怎么加到群里", "在群里怎么用你"), "请管理员在群里发 /allow"),
    (("有人工客服吗", "怎么联系管理员"), "没有人工客服"),
    (("一次能问几个问题",), "逐个回答"),
    (("你能联网吗", "can you search the internet?"), "/collections"),
    (("我能上传自己的案例吗", "how do I upload a case"), ("管理员", "Administrators")),
    (("怎么分享给同事", "怎么把结果拿给领导看"), "@anwen_bot"),
    (("做个PPT", "能画图吗"), "📊"),
    (("翻译一下", "英文怎么说"), "换英文"),
    (("收费吗", "is it free?"), ("不收费", "Nothing is charged")),
    (("有没有网页版",), "这个聊天"),
    (("设置", "/settings"), "/lang"),
    (("停", "退出", "/stop", "/cancel"), "/new"),
    (("先不写入，取消", "确认写入", "放弃"), "✖ 放弃"),
    (("返回", "上一步"), "↩"),
    (("菜单", "/menu"), "/cases"),
    (("怎么保存", "你能帮我下载案例原文pdf吗"), "没有 PDF"),
    (("/case", "/案例 八九不离十", "/case ip-power-2"), "打开哪个案例"),
)
"""Commands, and what each of them gets."""


def test_commands_are_words_of_both_languages(api: FakeBotApi, bot: Running) -> None:
    asked = [(text, said) for texts, said in WORDS for text in texts]
    for nth, (text, said) in enumerate(asked, start=1):
        api.say(text)
        told = api.wait(nth).text
        assert any(one in told for one in ((said,) if isinstance(said, str) else said)), text


def test_words_of_the_bot_beside_others_ask_for_cases(api: FakeBotApi, bot: Running) -> None:
    """群里 and 上传 name a matter of the bot only where nothing else is asked."""
    asked = (
        "群里卖假货的案例",
        "上传数据的案例",
        "有没有人工智能的案例",
        "退出机制",
        "服务收费吗",
        "商标被取消",
    )
    for said in asked:
        api.say(said)
    api.wait(len(asked))
    assert bot.answers.asked == list(asked)


def test_what_is_said_in_words_works_like_the_command(api: FakeBotApi, bot: Running) -> None:
    for said in ("8", "/案例 十二", "/case 8 26"):
        api.say(said)
    shown = [api.wait(nth).text for nth in range(1, 5)]
    assert [text.split("]")[0] for text in shown] == ["<b>[案例8", "<b>[案例12", "<b>[案例8", "<b>[案例26"]
    api.say("把2到4都发我", user=8)
    assert [api.wait(nth, chat=8).text.split("]")[0][-1] for nth in (1, 2, 3)] == ["2", "3", "4"]
    api.say("写成简报")
    assert "先问一个问题" in api.wait(5, chat=ALLOWED).text
    api.say("商业秘密")
    api.wait(6, chat=ALLOWED)
    brief, sheet, made = "商业秘密.docx", "商业秘密.xlsx", 0
    for texts, name in (
        (
            (
                "帮我写成简报吧",
                "来份Word版的",
                "好的谢谢，写成简报",
                "发我Word",
                "能不能弄成一份word",
                "整理成一份word报告给我吧",
                "写成材料发给张处长",
            ),
            brief,
        ),
        (
            (
                *("导出成表格", "发个表格给大家", "能导出成excel吗", "都整理到Excel里", "转成 Excel 可以吗"),
                *(
                    "导出这张表",
                    "就这几个，导出吧",
                    "帮我把刚才的导出来",
                    "as an excel please",
                    "/ask 导出成表格",
                ),
            ),
            sheet,
        ),
        (
            (
                "帮我写一份关于专利的简报",
                "给我写份简报，主题是专利",
                "做个简报讲专利的",
                "整理一份给领导看的材料，主题是专利",
                "就专利问题拟一份材料，语气正式一点",
            ),
            "专利.docx",
        ),
    ):
        for said in texts:
            api.say(said)
            made += 1
            assert api.wait(made, "sendDocument").data["document"].filename == name, said
    for nth, (said, told) in enumerate(
        (
            ("为什么选这几个？", "解释"),
            ("算了，重新来过", "新的对话"),
            ("清空重来", "新的对话"),
            ("给我看看命令", "/ask"),
            ("都有哪些案例集", "ip-power-2"),
            ("打开", "打开哪个案例"),
            ("案例目录", "/case_1"),
            ("English", "English it is"),
            ("中文", "改为中文"),
            ("换英文", "English it is"),
            ("show me the commands", "/ask"),
            ("say it in Chinese again", "改为中文"),
            ("😂", "接着问"),
        ),
        7,
    ):
        api.say(said)
        assert told in api.wait(nth, chat=ALLOWED).text
    assert bot.answers.asked == ["商业秘密"]


def test_of_what_cannot_be_read_one_line_is_said(api: FakeBotApi, bot: Running) -> None:
    picture = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    for _ in range(3):
        api.say("", photo=picture, media_group_id="album")
    assert "我只读文字" in api.wait(1).text
    api.say("", photo=picture, caption="商业秘密")
    assert "只按您写的文字回答" in api.wait(2).text
    assert "[案例8]" in api.wait(3).text
    api.say("", photo=picture, caption="这个案例讲什么")
    assert "不知道您指的是哪个案例" in api.wait(4).text  # it points at the picture, not at the last answer
    api.say("", photo=picture, caption="是哪个案例")
    assert "不知道您指的是哪个案例" in api.wait(5).text
    api.say("", photo=picture, caption="纸上圈起来的是哪一条 帮我认认")
    assert "不知道您指的是哪个案例" in api.wait(6).text
    api.say("", photo=picture, caption="上海商业秘密那个")  # it names what both have in mind
    assert "只按您写的文字回答" in api.wait(7).text
    api.wait(told := 8)
    asked = list(bot.answers.asked)
    for nth, caption in enumerate(
        ("照片里是哪家，字看不清", "同事发的海报，出自哪个案例", "能认出来是第几个吗", "帮我看下这图说的啥"),
        told + 1,
    ):
        api.say("", photo=picture, caption=caption)
        assert "请把里面的字打给我" in api.wait(nth).text
    api.wait_handled()
    assert bot.answers.asked == asked
    assert len(api.calls("sendMessage")) == told + 4
    api.say("", photo=picture, caption="我拍了张照，商业秘密怎么保护")
    assert "只按您写的文字回答" in api.wait(told + 5).text


def test_who_asks_to_be_forgotten_is_and_nobody_else(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    mine = api.wait(1)
    api.say("商业秘密", user=8)
    theirs = api.wait(1, chat=8)
    api.say("今天先到这儿，谢谢。我们聊的这些你都给我清掉吧，别留着")
    assert "1 条" in api.wait(2, chat=ALLOWED).text
    api.say("/forget")
    assert "没有可删除的" in api.wait(3, chat=ALLOWED).text
    api.tap(mine, mine.buttons[0]["callback_data"])
    assert "失效" in api.wait(1, "answerCallbackQuery").data["text"]
    api.tap(theirs, theirs.buttons[0]["callback_data"], user=8)
    assert "[案例" in api.wait(1, "editMessageText").text
    api.say("/help")
    assert "/forget 随时删除" in api.wait(4, chat=ALLOWED).text


@pytest.mark.parametrize(
    "said",
    """把我的记录都删了
    请删除本次对话
    别留着我们的聊天记录
    拜拜，聊天内容别留
    刚才问的都给我抹掉
    我问的东西不要留底
    删除我的所有数据
    erase this conversation please""".splitlines(),
)
def test_what_was_talked_of_is_to_be_erased_in_many_words(said: str) -> None:
    assert spoken(said.strip().removesuffix(" please")) == ("forget", "")


@pytest.mark.parametrize(
    "said",
    """聊天记录删除
    聊天记录删了还算证据吗
    他把我们聊的都删了，还能告吗
    你会保留我的提问吗
    清了多少件抢注商标
    把前面的忘掉，只要江苏的
    把第二个去掉""".splitlines(),
)
def test_what_somebody_else_erased_or_is_only_asked_about_erases_nothing(said: str) -> None:
    assert (spoken(said.strip()) or ("", ""))[0] != "forget"


def test_administrators_have_theirs_in_chinese_too(api: FakeBotApi, bot: Running) -> None:
    expected = (
        ("/统计", "提问"),
        ("/读入", "20 MB"),
        ("/删除 没有", "没有"),
        ("把第九批测试案例删掉", "没有案例集“第九批测试案例”"),
        ("/准许 667", "667"),
        ("/准许", "start=inv_"),
        ("/准许 0", "准许某人："),
        ("/allow off 0", "准许某人："),
        ("/帮助", "/统计"),
    )
    for text, _ in expected:
        api.say(text, user=ADMIN)
    for nth, (text, said) in enumerate(expected, start=1):
        assert said in api.wait(nth, chat=ADMIN).text, text


def test_a_case_number_that_several_collections_have_is_asked_back(api: FakeBotApi, bot: Running) -> None:
    bot.hold("third", "第三批", 9)
    expected = (
        ("/case 8", "第8件事 /case_third_8"),
        ("案例8", "/case_third_8"),
        ("它是哪年的", "第8件事 /case_third_8"),  # asked back once more
        ("看看第八号案例", "/case_third_8"),
        ("第三批那个", "第8件事"),
        ("/case_third_8", "第8件事"),
        ("/case_ip_power_2_8", "商业秘密"),
        ("/case third 8", "第8件事"),
        ("/案例 第三批 8", "第8件事"),
        ("/case [第三批·案例8]", "第8件事"),
        ("/start case_third_8", "第8件事"),
        ("/case 30", "[案例30]"),
        ("/case nowhere 8", "ip-power-2"),
    )
    for nth, (text, said) in enumerate(expected, start=1):
        api.say(text)  # one after the other: at once 第三批那个 would go with what stands before it
        assert said in api.wait(nth).text, text


def test_a_long_list_of_cases_is_one_message_with_pages(api: FakeBotApi, bot: Running) -> None:
    bot.hold("third", "第三批", 900)
    api.say("/cases")
    shown = api.wait(1)
    back, where, on = shown.buttons
    assert where["text"].startswith("1/")
    api.tap(shown, back["callback_data"])
    assert "第900件事" in api.wait(1, "editMessageText").text
    api.tap(shown, on["callback_data"])
    assert "第900件事" not in api.wait(2, "editMessageText").text
    api.tap(shown, on["callback_data"], user=8)
    assert "只有提问的人" in api.wait(3, "answerCallbackQuery").data["text"]
    for data in ("l:", "l:7", f"l:{ALLOWED}:999999", f"l:{10**30}:0"):
        api.tap(shown, data)
    api.wait(7, "answerCallbackQuery")
    bot.stop()
    assert len(api.calls("editMessageText", ok=False)) == 3  # a page too far is the last
    assert len(api.calls("sendMessage")) == 1


def test_a_group_is_answered_nothing_that_was_not_for_us(
    api: FakeBotApi, group: Callable[[], list[str]]
) -> None:
    other = [{"type": "mention", "offset": 0, "length": 10}]
    for text in (
        "/8",
        "/ 商业秘密",
        "//商业秘密",
        "/",
        "／",
        "/weather",
        "／问题",
        "/案例8@other_bot",
        "/ask@other_bot x",
    ):
        api.say(text, chat=GROUP)
    api.say("@other_bot 商业秘密", chat=GROUP, entities=other)
    api.say("@anwen_bot 商业秘密", chat=GROUP)  # no entity: quoted, not meant
    api.say("", chat=GROUP, new_chat_title="新名")
    api.say(
        "", chat=GROUP, pinned_message={"message_id": 1, "date": 0, "chat": {"id": GROUP, "type": "group"}}
    )
    api.say("", chat=GROUP, sticker={"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1,
            "height": 1, "is_animated": False, "is_video": False})  # fmt: skip
    assert group() == []


def test_a_group_is_answered_what_was(api: FakeBotApi, group: Callable[[], list[str]]) -> None:
    start = {"type": "mention", "offset": 0, "length": 10}
    api.say("@anwen_bot 商业秘密", chat=GROUP, entities=[start])
    api.say("@ANWEN_bot /案例 8", chat=GROUP, entities=[start])
    meant = {"type": "text_mention", "offset": 0, "length": 2, "user": BOT}
    api.say("案问 商业秘密", chat=GROUP, entities=[meant])
    api.say("", chat=GROUP, caption="@anwen_bot 商业秘密", caption_entities=[start],
            photo=[{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}])  # fmt: skip
    api.say("/案例 8", chat=GROUP)
    said = group()
    assert len(said) == 5
    assert all("[案例8]" in text for text in said)


def test_who_has_no_name_or_is_none_of_us_is_no_person(
    api: FakeBotApi, group: Callable[[], list[str]]
) -> None:
    """Anonymous administrators, channels, other bots, and our own inline answers pasted somewhere."""
    me = {"id": GROUP, "type": "supergroup", "title": "G"}
    channel = {"id": -1005, "type": "channel", "title": "C"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    bots = {"from": {"id": ALLOWED, "is_bot": True, "first_name": "B"}}
    api.say("/ask 商业秘密", chat=GROUP, sender_chat=me)
    api.say("/allow 666", chat=GROUP, sender_chat=me, **{"from": anonymous})
    api.say("/ask 商业秘密", chat=GROUP, sender_chat=channel, is_automatic_forward=True)
    api.say("/ask 商业秘密", chat=GROUP, **bots)
    api.say("/ask 商业秘密", chat=GROUP, via_bot=BOT)
    number = api.say("/ask 商业秘密", chat=GROUP, sender_chat=channel)
    post = {"message_id": 5, "date": int(time.time()), "chat": channel, "text": "/ask 商业秘密"}
    api.push({"channel_post": post})
    api.push({"edited_channel_post": post})
    api.push({"message": {**post, "sender_chat": channel}})
    api.push({"message_reaction_count": {"chat": channel, "message_id": 5, "date": 1, "reactions": []}})
    assert group() == []
    assert {call.chat for call in api.calls("sendMessage", ok=False)} == {GROUP}
    assert number not in [call.data["message_id"] for call in api.calls("setMessageReaction")]


def test_in_private_what_the_chat_itself_says_is_not_answered(api: FakeBotApi, bot: Running) -> None:
    there = {"id": ALLOWED, "type": "private", "first_name": "P"}
    api.say("", pinned_message={"message_id": 1, "date": 0, "chat": there})
    api.say("", message_auto_delete_timer_changed={"message_auto_delete_time": 86400})
    api.say("商业秘密", via_bot=BOT)
    api.say("", contact={"phone_number": "1", "first_name": "x"})
    assert "我只读文字" in api.wait(1).text
    api.say("商业秘密")
    assert "[案例8]" in api.wait(2).text


def _opens(topic: int) -> dict[str, Any]:
    """What Telegram puts under every message of a topic that answers no other."""
    return {
        "message_id": topic,
        "date": 1,
        "chat": {"id": GROUP, "type": "supergroup", "title": "G", "is_forum": True},
        "from": {"id": STRANGER, "is_bot": False, "first_name": "S"},
        "forum_topic_created": {"name": "T", "icon_color": 1},
        "message_thread_id": topic,
        "is_topic_message": True,
    }


def test_in_a_topic_everything_stays_in_the_topic(api: FakeBotApi, group: Callable[[], list[str]]) -> None:
    here = {"chat": GROUP, "topic": 5, "reply_to_message": _opens(5)}
    number = api.say("/ask 商业秘密", **here)
    answer = api.wait(2, chat=GROUP)
    api.edit(number, "/ask 专利", chat=GROUP, topic=5)
    edited = api.wait(1, "editMessageText")
    api.tap(answer, answer.buttons[0]["callback_data"])
    api.wait(2, "editMessageText")
    for nth, text in enumerate(("/案例 8", "/cases", "/help", "/case 999", "/ask 崩溃", "/ask"), start=3):
        api.say(text, **here)
        api.wait(nth, chat=GROUP)
    api.say("/brief 商业秘密", **here)
    api.wait(1, "sendDocument")
    sent = [*api.calls("sendMessage", GROUP)[1:], *api.calls("sendDocument"), *api.calls("sendChatAction")]
    assert {call.data.get("message_thread_id") for call in sent} == {5}
    assert edited.data["message_id"] == answer.message
    other = api.say("/ask 那商标", chat=GROUP, topic=6, reply_to_message=_opens(6))
    apart = api.wait(9, chat=GROUP)
    assert (apart.data["message_thread_id"], apart.data["reply_parameters"]["message_id"]) == (6, other)
    assert "理解为" not in apart.text  # another topic, another conversation
    api.say("/ask 那商标", **here)
    assert "理解为" in api.wait(10, chat=GROUP).text
    general = api.say("/ask 商业秘密", chat=GROUP, message_thread_id=general_reply(api))
    whole = api.wait(11, chat=GROUP)
    assert "message_thread_id" not in whole.data
    assert whole.data["reply_parameters"]["message_id"] == general


def general_reply(api: FakeBotApi) -> int:
    """A thread of replies outside any topic has a number too, and is none."""
    return min(api.chats[GROUP])


def test_in_a_topic_an_administrator_lets_the_group_in_and_not_who_opened_the_topic(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP, topic=5, reply_to_message=_opens(5))
    assert "本群" in api.wait(1, chat=GROUP).text
    api.say("商业秘密", user=STRANGER)
    assert "还没有获准" in api.wait(1, chat=STRANGER).text


def test_topics_of_a_private_chat_hold_their_own(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密", topic=5)
    api.say("那专利", topic=6)
    first, second = api.wait(1), api.wait(2)
    assert (first.data["message_thread_id"], second.data["message_thread_id"]) == (5, 6)
    assert "理解为" not in second.text
    api.upload("x.md", b"| 1 | a |", user=ADMIN, topic=7)
    assert api.wait(1, chat=ADMIN).data["message_thread_id"] == 7
    assert {c.data.get("message_thread_id") for c in api.calls("sendChatAction", ADMIN)} == {7}


def test_an_edit_that_makes_it_a_question_is_answered_and_one_that_makes_it_a_command_is_not(
    api: FakeBotApi, group: Callable[[], list[str]]
) -> None:
    number = api.say("随便说说", chat=GROUP)
    api.edit(number, "/ask 商业秘密", chat=GROUP)
    answer = api.wait(2, chat=GROUP)
    assert answer.data["reply_parameters"]["message_id"] == number
    api.edit(number, "/cases", chat=GROUP)
    api.edit(number, "随便说说", chat=GROUP)
    assert [text for text in group() if "案例" in text] == [answer.text]
    assert not api.calls("editMessageText")
