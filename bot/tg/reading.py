"""What an update asks of the bot: a question, a command, or nothing. Pure."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from string import whitespace

from telegram import Message, User
from telegram.constants import ChatType

from bot.streams import well_formed
from bot.tg import words
from bot.tg.spoken import spoken
from bot.words import Word
from data.chats.answers import Place
from data.numerals import number_of
from data.patterns import regex
from data.text import fold
from data.values import dataclass
from retrieval.lexicon import is_scaffolding
from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.deixis import (
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
)
from retrieval.question.slots.entities import is_english
from retrieval.question.utterance.normalising import is_spelled

ASK = "ask"
UPLOAD = "upload"
_OTHERS = "another bot's"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its English name, the Chinese ones, what it does, and who for."""

    name: str
    others: tuple[str, ...]
    help: Word
    admins: bool = False


COMMANDS = (
    Command("ask", ("提问", "问"), words.C_ASK),
    Command("case", ("案例",), words.C_CASE),
    Command("cases", ("案例列表", "列表", "目录"), words.C_CASES),
    Command("brief", ("简报",), words.C_BRIEF),
    Command("table", ("表格", "导出"), words.C_TABLE),
    Command("collections", ("案例集",), words.C_COLLECTIONS),
    Command("why", ("依据", "为什么"), words.C_WHY),
    Command("new", ("新对话",), words.C_NEW),
    Command("forget", ("忘记",), words.C_FORGET),
    Command("help", ("帮助", "菜单", "menu", "info", "about"), words.C_HELP),
    Command("lang", ("语言",), words.C_LANG),
    Command("start", ("开始",), words.C_START),
    Command("ingest", ("读入",), words.C_INGEST, admins=True),
    Command("remove", ("删除",), words.C_REMOVE, admins=True),
    Command("history", ("历史",), words.C_HISTORY, admins=True),
    Command("undo", ("退回", "撤回"), words.C_UNDO, admins=True),
    Command("allow", ("准许",), words.C_ALLOW, admins=True),
    Command("stats", ("统计",), words.C_STATS, admins=True),
)
NAMED = {name: command for command in COMMANDS for name in (command.name, *command.others)}
ADMINS = frozenset(command.name for command in COMMANDS if command.admins)
_COMMAND = regex(r"[/／]([^\W\d_]+)([0-9０-９]*(?:_[A-Za-z0-9_]+)?)(?:@([A-Za-z0-9_]+))?(.*)", re.DOTALL)
"""`/case 8`, `/案例8`, `/案例8@bot`, `/case_8`, `/case_8@bot` (a tap in a group), `/ask@bot 问题`."""


_IN_PICTURE = regex(
    r"[图片照频音][里上中]|[这那][张段页幅]|[纸屏牌][子幕]?[上里]|上[头面边]?(?:写|印|画|圈|标|贴)[着了的]|[圈框勾划][起出住了]来?的|(?<![和与跟同])(?:^|[找有来给的])[几一]?[个些]?(?:类似|相似|同类|差不多|一样)的?(?:案例|案子|情况)"
)
_PICTURE = regex(
    r"(?:我|刚才?|上面|给你|同事|别人)*(?:发|拍|传|上传|截|录)(?:给你|给我|过来|上来|下来)?的|[这那]?[张幅]?(?:截图|截屏|图片|照片|相片|扫描件|海报|传单|语音|录音|视频)"
    r"|(?:^|(?<=[这那此该上如看的个张幅发，,、 ]))[图照](?![片书])|看一?下|看得?清|看得?[懂出]|认得?[出清]来?|识别|辨认|认认|瞧瞧"
)
"""What is sent, and how it is seen, which is nothing that a case is looked for by."""
_PARTED = regex(r"[，,。？?！!；;、\s]+")
_ASKS = listed("asks_anything")
_HERE = frozenset("这它他她")
"""What points at something with these points at what is at hand; 上海那个 names a case that both have in mind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks: `kind` is a command's name, `ask` or `upload`; "" for a command nobody knows."""

    kind: str
    text: str
    place: Place
    message: int
    date: float
    """When it was written, in seconds since 1970."""
    private: bool
    edited: bool = False
    forwarded: bool = False
    reply_to: int = 0
    """The message of ours that it answers, if it does."""
    by_reply: bool = False
    """Whether it is for us only because it answers a message of ours."""
    about: int = 0
    """Who wrote the message it answers, for /allow."""
    unseen: bool = False
    """Whether something came with the words that we cannot see: a picture, a voice."""
    album: str = ""
    """The album that it is one piece of."""


def read(message: Message, me: User, edited: bool = False) -> Asked | None:
    """What `message` asks of the bot `me`; None where it is no business of ours."""
    person = message.from_user
    if person is None or not _from_a_person(message, me):
        return None
    private = message.chat.type == ChatType.PRIVATE
    if not private and message.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return None
    answered = None if _opens_topic(message.reply_to_message) else message.reply_to_message
    author = answered.from_user if answered else None
    to_us = author is not None and author.id == me.id
    found = _asked(message, me, addressed=private or to_us)
    if found is None:
        return None
    kind, argument = found
    if message.document and private and kind in (ASK, "ingest"):
        kind = UPLOAD
    elif not kind and not private:
        return None
    topic = message.message_thread_id if message.is_topic_message and message.message_thread_id else 0
    return Asked(
        kind,
        well_formed(argument.strip()),
        Place(message.chat.id, topic, person.id),
        message.message_id,
        message.date.timestamp(),
        private,
        edited,
        message.forward_origin is not None,
        answered.message_id if answered is not None and to_us else 0,
        not private and _asked(message, me, addressed=False) is None,
        author.id if author is not None and not to_us else 0,
        bool(message.effective_attachment) and message.document is None,
        message.media_group_id or "",
    )


def _from_a_person(message: Message, me: User) -> bool:
    """Whether a person wrote it: no bot, no channel or administrator without a name, no line of the chat's own
    ("pinned a message"), and nothing that was pasted from our inline mode.
    """
    person = message.from_user
    ours = message.via_bot is not None and message.via_bot.id == me.id
    says = message.text is not None or message.effective_attachment is not None
    return person is not None and not person.is_bot and message.sender_chat is None and not ours and says


def _opens_topic(answered: Message | None) -> bool:
    """What is written in a topic answers, for Telegram, the line that opened it: nothing that anybody wrote."""
    return answered is not None and answered.forum_topic_created is not None


def _asked(message: Message, me: User, addressed: bool) -> tuple[str, str] | None:
    """The command and its argument, or a question; None where it is not for us."""
    text = message.text or message.caption or ""
    plain, mentioned = _without_mention(message, me)
    named = _command(plain.strip(), me) if mentioned else _command(text, me)
    if named is not None:
        kind, argument = named
        meant = spoken(argument) if kind == ASK else None  # /ask 8, /ask 导出成表格
        return None if kind == _OTHERS else meant or (kind, argument)
    if not (addressed or mentioned):
        return None
    return (None if message.document else spoken(plain)) or (ASK, plain)


def _command(text: str, me: User) -> tuple[str, str] | None:
    """The command's name ("" for one nobody knows) and its argument; None for a text that is no command."""
    found = _COMMAND.fullmatch(text)
    if found is None:
        return None
    name, number, bot, rest = found.groups()
    if bot and bot.lower() != (me.username or "").lower():
        return _OTHERS, ""
    stem = name if name.lower() in NAMED else _stem(name)
    known = NAMED.get(stem.lower())
    argument = f"{name.removeprefix(stem)}{number}{rest}".lstrip("_" + whitespace + "\u3000")
    return (known.name if known else ""), argument


def _stem(name: str) -> str:
    """The command that `name` begins with where no blank ends it, as in /提问商业秘密; "" where there is none."""
    found = (n for n in NAMED if len(n) > 1 and name.lower().startswith(n))
    return name[: max((len(n) for n in found if not (n + name[len(n)]).isascii()), default=0)]


def _without_mention(message: Message, me: User) -> tuple[str, bool]:
    """The text without the mention of the bot, which stands where its UTF-16 offsets say; whether there was one."""
    text = message.text or message.caption or ""
    encoded = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(message.entities or message.caption_entities, key=lambda e: -e.offset):
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        named = encoded[start:end].decode("utf-16-le", "replace").lower() == f"@{me.username}".lower()
        meant = entity.type == "text_mention" and entity.user is not None and entity.user.id == me.id
        if (entity.type == "mention" and named) or meant:
            rest = encoded[:start] + encoded[end:]
            return rest.decode("utf-16-le", "replace"), True
    return text, False


def points(text: str) -> bool:
    """Whether words that came with a picture or a voice speak of what is in it: 这个案例讲什么, 图里的, 是哪个案例."""
    pointing = [found[0] for p in (POINTS_AT_ONE, POINTS_AT_SEVERAL) for found in p.finditer(text)]
    at_hand = any(not _HERE.isdisjoint(word) for word in pointing)
    return at_hand or bool(_IN_PICTURE.search(text)) or _asks_of_picture(fold(text))


def _asks_of_picture(text: str) -> bool:
    """Whether all that is asked is what a picture or a voice holds: 这截图是第几个案例？字有点糊; a clause that asks nothing
    is a remark. With words of its own, 我拍了张照，商业秘密怎么保护, it can be answered.
    """
    parts = [_PICTURE.sub("", part) for part in _PARTED.split(text)]
    asking = [part for part in parts if _ASKS.search(part)] or parts
    return all(map(is_scaffolding, asking))


_OF_US = (
    "what can you do",
    "who are you",
    "how do i use",
    "how does this work",
    "how can you help",
    "what are you",
)
"""What is asked in English of the bot itself, whatever was told before."""


def starts_afresh(text: str) -> bool:
    """Whether a message asks for nothing that was told before."""
    return text.isascii() and any(asked in text.lower() for asked in _OF_US)


def smiles(text: str) -> bool:
    """Whether a message is a sign and no words: 😂, 👍."""
    return not any(map(str.isalnum, text)) and any(unicodedata.category(char) == "So" for char in text)


def language_written(text: str) -> str:
    """The language in which a message is written, of those we speak; "" where it has no words of either."""
    if is_spelled(text):
        return "zh"  # cun BA shi nage sheng de
    if is_english(text) and len(text) > 1:
        return "en"
    return "zh" if any("一" <= char <= "鿿" for char in text) else ""


def language_of(text: str) -> str:
    """The language a person means by `/lang TEXT`; "" for none known."""
    word = text.strip().lower()
    return {"zh": "zh", "中文": "zh", "cn": "zh", "en": "en", "english": "en", "英文": "en"}.get(word, "")


def command_meant(text: str) -> str:
    """The command that a misspelt one, without its slash, comes nearest to: /case_8 for caes 8; "" for none."""
    found = _COMMAND.fullmatch(f"/{text}")
    near = (
        get_close_matches(found[1].lower(), [name for name in NAMED if name not in ADMINS]) if found else []
    )
    if not found or not near:
        return ""
    number = number_of(f"{found[2]}{found[4]}".strip(" _"))
    if number is not None and any(NAMED[name].name == "case" for name in near):
        return f"/case_{number}"
    return f"/{near[0]}"


def menus() -> dict[str, list[tuple[str, Word]]]:
    """The command menus by scope: everybody's, the groups', the administrators'."""
    everyone = [(c.name, c.help) for c in COMMANDS if not c.admins and c.name != "start"]
    groups = [row for row in everyone if row[0] in ("ask", "case", "cases", "brief", "table", "new", "help")]
    return {
        "private": everyone,
        "groups": groups,
        "admins": everyone + [(c.name, c.help) for c in COMMANDS if c.admins],
    }
