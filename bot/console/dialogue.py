"""A conversation as the console holds it: what was asked, what the commands do. No terminal in here."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot import words
from bot.app import App
from bot.commands.reading import case_number, find_case
from bot.render.layout import Line, Piece, cells, line, padded
from bot.render.terminal import case_lines, cases_lines, source_lines
from bot.said import document_words
from bot.words import Word
from data.errors import AnwenError
from data.types import Answer, Conversation
from data.values import dataclass

Reply = Iterator[Line]


class Quit(Exception):
    """The person leaves."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its names, the first of them shown; its argument, if it takes one; what it does."""

    names: tuple[str, ...]
    argument: Word | None
    help: Word
    run: Callable[[Dialogue, str], Reply]

    def usage(self, say: words.Words) -> str:
        return f"{self.names[0]} {say(self.argument)}" if self.argument else self.names[0]


class Dialogue:
    """Questions and commands in, lines out; keeps the conversation and its answers."""

    def __init__(self, app: App, scope: Sequence[str] = ()) -> None:
        self.app, self.say, self.scope = app, app.say, tuple(scope)
        self.answers: list[Answer] = []

    @property
    def conversation(self) -> Conversation:
        return _after(self.answers)

    def ask(self, question: str, show: Callable[[str], None] | None = None) -> Answer:
        """The answer in the light of the conversation so far, which it does not join yet; `show` follows it."""
        return self.app.answerer.answer(question, self.conversation, self.scope, show)

    def take(self, answer: Answer) -> None:
        """Let `answer` join the conversation."""
        self.answers.append(answer)

    def as_file(self, answer: Answer) -> Reply:
        """What to type for the file that a question asks for in words: 弄成word; nothing where it asks for none."""
        from retrieval.question.dialogue.showing import file_of

        kind = file_of(answer.question)
        if kind and any(told.citations for told in self.answers):
            yield line()
            yield from self._quiet(self.say(words.AS_FILE, name=self.say(words.FILE_NAME) + kind))

    def command(self, text: str) -> Reply:
        """What a line that begins with a slash does; AnwenError says why it cannot, Quit leaves."""
        name, _, argument = text.replace("　", " ").strip().partition(" ")
        command = NAMED.get(name.lower().replace("／", "/"))
        if command is None:
            raise AnwenError(self.say(words.UNKNOWN_COMMAND, name=name))
        argument = argument.strip()
        if bool(argument) != bool(command.argument):
            raise AnwenError(self.say(words.NEEDS_ARGUMENT, usage=command.usage(self.say)))
        return command.run(self, argument)

    def help(self, _: str) -> Reply:
        rows = [(c.usage(self.say), self.say(c.help), " ".join(c.names[1:])) for c in COMMANDS]
        first, second = (max(cells(row[column]) for row in rows) + 3 for column in (0, 1))
        for usage, meaning, others in rows:
            yield line(
                "  ", Piece(padded(usage, first), "mark"), padded(meaning, second), Piece(others, "quiet")
            )
        yield line()
        yield line("  ", Piece(self.say(words.H_KEYS), "quiet"), hang=2)

    def cases(self, _: str) -> Reply:
        records = self.app.records()
        held = [c for c in records.collections if not self.scope or c.id in self.scope]
        return cases_lines(records.cases, held)

    def case(self, argument: str) -> Reply:
        number = case_number(argument)
        if number is None:
            raise AnwenError(self.say(words.NEEDS_ARGUMENT, usage=NAMED["/case"].usage(self.say)))
        records = self.app.records()
        found = find_case(records, number, self.scope, self.say)
        home = next(c for c in records.collections if c.id == found.id.collection)
        return case_lines(found, home, self.say)

    def sources(self, _: str) -> Reply:
        last = next((answer for answer in reversed(self.answers) if answer.citations), None)
        if last is None:
            raise AnwenError(self.say(words.NO_SOURCES))
        return source_lines(last, self.app.records(), self.say)

    def why(self, _: str) -> Reply:
        """How the last answer came about."""
        if not self.answers:
            raise AnwenError(self.say(words.NO_ANSWER_YET))
        *before, last = self.answers
        told = self.app.answerer.explain(last.question, _after(before), self.scope)
        return (line(Piece(text, "quiet")) for text in told.lines())

    def new(self, _: str) -> Reply:
        self.answers.clear()
        return self._quiet(self.say(words.NEW))

    def undo(self, _: str) -> Reply:
        if not self.answers:
            raise AnwenError(self.say(words.NOTHING_TO_UNDO))
        return self._quiet(self.say(words.UNDONE, question=self.answers.pop().question))

    def good(self, _: str) -> Reply:
        """Confirm the last answer."""
        from bot.jobs.confirming import confirm, confirmable

        last = self.answers[-1] if self.answers else None
        cited = [citation.case.id for citation in last.citations] if last else []
        if last is None or not confirmable(last.question, last.understood, cited, last.refused):
            raise AnwenError(self.say(words.NOT_CONFIRMABLE))
        confirm(self.app, last.question, cited[0])
        return self._quiet(self.say(words.CONFIRMED, question=last.question, number=cited[0].number))

    def export(self, argument: str) -> Reply:
        from bot.render.markdown import conversation_page

        if not self.answers:
            raise AnwenError(self.say(words.NOTHING_TO_EXPORT))
        if Path(argument).suffix.lower() in (".xlsx", ".csv", ".jsonl"):
            return self._quiet(self._sheet(Path(argument)))
        if Path(argument).suffix.lower() in (".docx", ".html"):
            from bot.jobs.briefing import save_conversation

            path = save_conversation(self.app, self.answers, Path(argument))
            return self._quiet(self.say(words.EXPORTED, count=len(self.answers), path=path))
        page = conversation_page(self.answers, self.app.records(), self.say)
        path = self._write_new(argument, page)
        return self._quiet(self.say(words.EXPORTED, count=len(self.answers), path=path))

    def _sheet(self, path: Path) -> str:
        """Write the cases of the last answer that cites any, never over a file; what is said of it."""
        from bot.render.sheets.rows import Told
        from bot.render.sheets.writers import check_target, write

        last = next((answer for answer in reversed(self.answers) if answer.citations), None)
        if last is None:
            raise AnwenError(self.say(words.NO_SOURCES))
        path = path.expanduser()
        check_target(path, self.say)
        if path.exists():
            raise AnwenError(self.say(words.EXISTS, path=path))
        told = [Told(citation.case, citation.quotes) for citation in last.citations]
        write(told, path, self.app.records(), self.say)
        return self.say(document_words.SHEET_WRITTEN, path=path, cases=len(told))

    def brief(self, argument: str) -> Reply:
        """A briefing on the topic, in a file named by it or by the last word where that is a file's name."""
        from bot.jobs.briefing import save

        return self._quiet(save(self.app, argument, self.scope))

    def quit(self, _: str) -> Reply:
        raise Quit

    def _write_new(self, name: str, page: str) -> Path:
        try:
            path = Path(name).expanduser()
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(page)
        except FileExistsError:
            raise AnwenError(self.say(words.EXISTS, path=name)) from None
        except (OSError, ValueError, RuntimeError) as error:  # NUL in the name, ~nobody
            problem = getattr(error, "strerror", None) or str(error)
            if getattr(error, "errno", None) == errno.ENOSPC:
                path.unlink(missing_ok=True)
            raise AnwenError(self.say(words.CANNOT_EXPORT, path=name, problem=problem)) from error
        return path

    def _quiet(self, text: str) -> Reply:
        yield line(Piece(text, "quiet"))


def _after(answers: Sequence[Answer]) -> Conversation:
    conversation = Conversation()
    for answer in answers:
        conversation = conversation.then(answer)
    return conversation


COMMANDS = (
    Command(("/help", "/帮助", "/?"), None, words.H_HELP, Dialogue.help),
    Command(("/cases", "/案例集", "/列表"), None, words.H_CASES, Dialogue.cases),
    Command(("/case", "/案例"), words.ARG_NUMBER, words.H_CASE, Dialogue.case),
    Command(("/sources", "/引用", "/出处"), None, words.H_SOURCES, Dialogue.sources),
    Command(("/why", "/依据", "/为什么"), None, words.H_WHY, Dialogue.why),
    Command(("/new", "/新对话"), None, words.H_NEW, Dialogue.new),
    Command(("/undo", "/撤回"), None, words.H_UNDO, Dialogue.undo),
    Command(("/good", "/对"), None, words.H_GOOD, Dialogue.good),
    Command(("/export", "/导出"), words.ARG_FILE, words.H_EXPORT, Dialogue.export),
    Command(("/brief", "/简报"), document_words.ARG_TOPIC, document_words.H_BRIEF, Dialogue.brief),
    Command(("/quit", "/exit", "/退出"), None, words.H_QUIT, Dialogue.quit),
)
NAMED = {name: command for command in COMMANDS for name in command.names}
