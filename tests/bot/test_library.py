"""First run, `ingest`, `remove`, `reindex`, `doctor`, on a home with a real index."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.openai_server import openai_server
from tests.processes import start

Anwen = Callable[..., Any]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(first_run: tuple[Path, object], tmp_path: Path) -> Path:
    """A loaded home of the test's own."""
    return Path(shutil.copytree(first_run[0], tmp_path / "home"))


@pytest.fixture
def at_home(anwen: Anwen, home: Path) -> Anwen:
    def call(*argv: str, **more: Any) -> Any:
        return anwen(*argv, env={"ANWEN_HOME": str(home)}, **more)

    return call


def small(folder: Path, *cases: tuple[int, str], name: str = "small.jsonl") -> str:
    path = folder / name
    rows = [
        {"number": n, "title": f"{text}市保护知识产权", "summary": f"{text}市建立工作机制。"}
        for n, text in cases
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def test_two_first_runs_at_once_both_answer_and_load_once(
    first_run: tuple[Path, list[tuple[int, str, str]]], anwen: Anwen
) -> None:
    home, said = first_run
    for code, out, err in said:
        assert code == 0, err
        answer = json.loads(out)
        assert 8 in [citation["number"] for citation in answer["citations"]]
        assert answer["index"]["revision"] == 1
        assert "首次使用" in err
    assert json.loads(anwen("cases", "--json", env={"ANWEN_HOME": str(home)}).out)[29]["number"] == 30
    assert anwen("cases", env={"ANWEN_HOME": str(home)}).err == ""


def test_doctor_finds_a_loaded_home_usable_and_tells_no_secret(anwen: Anwen, home: Path) -> None:
    token = "123456:ABCdefGHIjklMNOpqrSTUvwxYZ0123456789"
    env = {"ANWEN_HOME": str(home), "ANWEN_TELEGRAM_TOKEN": token}
    ran = anwen("doctor", "--json", env=env)
    found = json.loads(ran.out)
    assert (ran.code, found["ok"], found["problems"]) == (0, True, [])
    assert found["catalog"]["collections"] == {"ip-power-2": 30}
    assert found["index"]["in_step"] is True
    assert found["index"]["dimension"] == 384
    assert found["telegram"]["configured"] is True
    shown = anwen("doctor", env=env)
    assert token not in ran.out + shown.out + shown.err
    assert "30 个案例" in shown.out


def test_doctor_asks_the_language_model_one_question(anwen: Anwen, home: Path) -> None:
    with openai_server() as server:
        server.says = "2"
        env = {
            "ANWEN_HOME": str(home),
            "ANWEN_LLM": "openai:local",
            "ANWEN_LLM_BASE_URL": server.url,
            "ANWEN_LLM_API_KEY": "sk-hush",
        }
        ran = anwen("doctor", "--json", env=env)
        found = json.loads(ran.out)["llm"]
        assert (ran.code, found["model"], found["answered"]) == (0, "openai:local", True)
        assert len(server.requests) == 1
        server.status, server.message = 401, "Incorrect API key provided: sk-hush"
        ran = anwen("doctor", env=env)
        assert ran.code == 1
        assert "不接受密钥" in ran.out
        assert "sk-hush" not in ran.out + ran.err


def test_a_model_whose_package_is_missing_is_one_line_that_names_the_extra(anwen: Anwen, home: Path) -> None:
    ran = anwen("doctor", env={"ANWEN_HOME": str(home), "ANWEN_LLM": "mistral:small"})
    assert ran.code == 1
    assert "'.[mistral]'" in ran.out


def test_doctor_on_an_empty_home_loads_nothing(anwen: Anwen, tmp_path: Path) -> None:
    ran = anwen("doctor", env={"ANWEN_HOME": str(tmp_path / "new")})
    assert ran.code == 0
    assert "尚未载入" in ran.out


def test_ingesting_twice_changes_nothing(at_home: Anwen, tmp_path: Path) -> None:
    path = small(tmp_path, (1, "苏州"), (2, "无锡"))
    first = json.loads(at_home("ingest", path, "--json").out)
    assert (first["collection"], first["cases"], first["added"], first["unchanged"]) == ("small", 2, 2, 0)
    again = json.loads(at_home("ingest", path, "--json").out)
    assert (again["added"], again["changed"], again["unchanged"], again["removed"]) == (0, 0, 2, 0)
    small(tmp_path, (2, "镇江"), (3, "扬州"))
    changed = json.loads(at_home("ingest", path, "--json").out)
    counts = tuple(changed[kind] for kind in ("cases", "added", "changed", "unchanged", "removed", "kept"))
    assert counts == (3, 1, 1, 0, 0, 1)


def test_what_a_file_does_not_have_goes_only_after_its_number_was_agreed_on(
    at_home: Anwen, tmp_path: Path
) -> None:
    path = small(tmp_path, *((n, f"第{n}") for n in range(1, 6)))
    at_home("ingest", path)
    small(tmp_path, (2, "第2"), (3, "扬州"))
    asked = at_home("ingest", path, "--replace")
    assert asked.code == 2
    assert "3 个案例（1、4–5）" in asked.err
    assert len(json.loads(at_home("cases", "-c", "small", "--json").out)) == 5
    tried = json.loads(at_home("ingest", path, "--replace", "--dry-run", "--json").out)
    done = json.loads(at_home("ingest", path, "--replace", "--yes", "--json").out)
    for result in (tried, done):
        assert (result["cases"], result["removed"], result["kept"], result["changed"]) == (2, 3, 0, 1)
    assert [case["number"] for case in json.loads(at_home("cases", "-c", "small", "--json").out)] == [2, 3]


def test_one_bad_file_among_several_stops_no_other_and_all_are_named(at_home: Anwen, tmp_path: Path) -> None:
    good, other = (
        small(tmp_path, (1, "苏州"), name="good.jsonl"),
        small(tmp_path, (1, "无锡"), name="other.jsonl"),
    )
    bad = tmp_path / "bad.txt"
    bad.write_text("没有案例的一页。", encoding="utf-8")
    ran = at_home("ingest", good, str(bad), other, "--json")
    assert ran.code == 1
    assert [result["collection"] for result in json.loads(ran.out)] == ["good", "other"]
    assert [left["file"] for left in json.loads(ran.out)[0]["unread"]] == [str(bad)]
    assert "已读入：good.jsonl、other.jsonl" in ran.err
    assert {c["id"] for c in json.loads(at_home("collections", "--json").out)} == {
        "ip-power-2",
        "good",
        "other",
    }


def test_half_a_file_is_a_warning_before_anything_is_written(at_home: Anwen, tmp_path: Path) -> None:
    def told(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        ran = at_home("ingest", str(tmp_path / name), "-c", "half", "--dry-run")
        return str(ran.err)

    rows = [f"案例{n}：第{n}市的做法\n第{n}市建立了工作机制，并且成立了专门的机构。\n" for n in range(1, 7)]
    whole = "".join(rows)
    assert "复制" not in told("list.txt", whole)
    assert "案例6止于半句" in told("list.txt", whole[:-12])
    (tmp_path / "list.txt").write_text(whole, encoding="utf-8")
    at_home("ingest", str(tmp_path / "list.txt"), "-c", "half")
    assert "案例 6 的文字" in told("list.txt", whole[:-12])
    assert "到案例4为止，已有的到案例6" in told("list.txt", "".join(rows[:4]))


def test_a_label_of_its_own_is_kept_and_is_no_other_collections(at_home: Anwen, tmp_path: Path) -> None:
    path = small(tmp_path, (1, "苏州"))
    at_home("ingest", path, "--label", "小集")
    at_home("ingest", small(tmp_path, (2, "无锡")))
    held = {c["id"]: c["label"] for c in json.loads(at_home("collections", "--json").out)}
    assert held == {"ip-power-2": "第二批", "small": "小集"}
    ran = at_home("ingest", path, "--label", "第二批")
    assert (ran.code, "ip-power-2" in ran.err) == (1, True)
    at_home("ingest", small(tmp_path, (1, "苏州"), name="more.jsonl"), "--title", "生态保护第二批典型案例")
    held = {c["id"]: c["label"] for c in json.loads(at_home("collections", "--json").out)}
    assert held["more"] != "第二批"


def test_a_dry_run_tells_the_same_and_writes_nothing(at_home: Anwen, tmp_path: Path) -> None:
    path = small(tmp_path, (1, "苏州"))
    ran = at_home("ingest", path, "--dry-run")
    assert "新增 1" in ran.out
    assert "未写入" in ran.err
    assert [c["id"] for c in json.loads(at_home("collections", "--json").out)] == ["ip-power-2"]


def test_several_files_become_one_collection_unless_a_number_repeats(at_home: Anwen, tmp_path: Path) -> None:
    one, two = small(tmp_path, (1, "苏州"), name="one.jsonl"), small(tmp_path, (2, "无锡"), name="two.jsonl")
    joined = json.loads(at_home("ingest", one, two, "--collection", "both", "--json").out)
    assert (joined["collection"], joined["cases"]) == ("both", 2)
    small(tmp_path, (1, "镇江"), name="two.jsonl")
    ran = at_home("ingest", one, two, "-c", "both")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "重复" in ran.err


def test_every_change_is_a_state_to_go_back_to_and_old_quotes_hold_against_theirs(
    at_home: Anwen, tmp_path: Path
) -> None:
    path = small(tmp_path, (1, "苏州"), (2, "无锡"))
    at_home("ingest", path)
    first = json.loads(at_home("cases", "-c", "small", "--json").out)
    answer = tmp_path / "answer.json"
    quote = {"text": "苏州市", "field": "summary", "start": 0, "end": 3}
    cited = {
        "number": 1,
        "collection": "small",
        "title": first[0]["title"],
        "sha256": first[0]["sha256"],
        "quotes": [quote],
    }
    answer.write_text(
        json.dumps({"answer": "「苏州市」[案例1]", "citations": [cited]}, ensure_ascii=False), "utf-8"
    )
    assert json.loads(at_home("verify", str(answer), "--json").out)["earlier"] == []
    small(tmp_path, (1, "扬州"))
    at_home("ingest", path, "--replace", "--yes")
    assert at_home("remove", "small", "--yes").code == 0
    then = json.loads(at_home("verify", str(answer), "--json").out)
    assert (then["holds"], [e["state"] for e in then["earlier"]]) == (True, [2])
    states = json.loads(at_home("history", "small", "--json").out)
    assert [(s["state"], s["action"], s["cases"], s["removed"]) for s in states] == [
        (4, "remove", 0, 1),
        (3, "ingest", 1, 1),
        (2, "ingest", 2, 0),
    ]
    assert "small.jsonl" in at_home("history").out
    assert "状态 3" in at_home("undo", "small").out
    assert json.loads(at_home("undo", "small", "--json").out)["added"] == 1
    assert json.loads(at_home("cases", "-c", "small", "--json").out) == first
    first_of_all = at_home("undo", "small")
    assert (first_of_all.code, "anwen remove small" in first_of_all.err) == (1, True)
    assert json.loads(at_home("undo", "small", "--to", "3", "--json").out)["cases"] == 1
    assert at_home("undo", "nosuch").code == 1
    assert json.loads(at_home("doctor", "--json").out)["index"]["in_step"] is True


def test_a_case_number_in_two_collections_asks_which(at_home: Anwen, tmp_path: Path) -> None:
    at_home("ingest", small(tmp_path, (8, "苏州")))
    ran = at_home("case", "8")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "ip-power-2、small" in ran.err
    assert "苏州" in at_home("case", "8", "-c", "small").out


@pytest.mark.parametrize("kind", ["missing", "folder", "binary", "empty", "repeated", "short"])
def test_a_file_that_is_no_collection_is_one_line_and_changes_nothing(
    at_home: Anwen, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"{kind}.txt"
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        header = "序号\t案例名称\t案例摘要\n"
        content = {
            "binary": bytes(range(256)) * 40,
            "empty": b"",
            "repeated": f"{header}1\t甲\t乙\n1\t丙\t丁\n".encode(),
            "short": f"{header}1\t甲\n".encode(),
        }
        path.write_bytes(content[kind])
    ran = at_home("ingest", str(path))
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert path.name in ran.err
    assert len(json.loads(at_home("cases", "--json").out)) == 30


def test_removing_needs_a_yes_and_what_was_removed_stays_away(at_home: Anwen) -> None:
    asked = at_home("remove", "ip-power-2")
    assert (asked.code, asked.err.count("\n")) == (2, 1)
    assert "ip-power-2" in at_home("remove", "nosuch", "--yes").err
    assert at_home("remove", "ip-power-2", "--yes").code == 0
    ran = at_home("cases")
    assert (ran.code, ran.out) == (0, "")
    assert "anwen ingest" in ran.err


@pytest.mark.slow
def test_an_interrupted_ingest_leaves_what_was_there(home: Path, tmp_path: Path, anwen: Anwen) -> None:
    many = small(tmp_path, *((n, f"第{n}号地名与别处不同的城") for n in range(1, 400)))
    process = start(home, "ingest", many)
    time.sleep(4)  # importing takes three seconds, embedding the rest of a minute
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.count("\n")) == (130, "", 1), err
    assert "已取消" in err
    env = {"ANWEN_HOME": str(home)}
    assert len(json.loads(anwen("cases", "--json", env=env).out)) == 30


def test_a_corrupt_index_is_one_line_and_reindexing_mends_it(
    at_home: Anwen, home: Path, tmp_path: Path
) -> None:
    at_home("remove", "ip-power-2", "--yes")
    at_home("ingest", small(tmp_path, (1, "苏州")))
    for path in (home / "chroma").rglob("*"):
        if path.is_file():
            path.write_bytes(b"no index" * 200)
    doctor = at_home("doctor")
    assert (doctor.code, doctor.err.count("\n")) == (1, 1)
    assert "Traceback" not in doctor.err
    assert at_home("reindex").code == 0
    assert at_home("doctor").code == 0


def test_a_lost_index_is_noticed_and_mended(at_home: Anwen, home: Path) -> None:
    at_home("remove", "ip-power-2", "--yes")
    assert at_home("doctor").code == 0
    shutil.rmtree(home / "chroma")
    assert at_home("doctor").code == 1
    assert at_home("reindex").code == 0
    assert at_home("doctor").code == 0


def test_another_embedder_than_the_index_was_made_with_says_how_to_rebuild(anwen: Anwen, home: Path) -> None:
    env = {"ANWEN_HOME": str(home), "ANWEN_EMBEDDING": "nosuch:model"}
    ran = anwen("doctor", env=env)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "ANWEN_EMBEDDING" in ran.err


def test_what_is_kept_is_for_its_owner_only_also_in_a_folder_that_was_there(
    anwen: Anwen, tmp_path: Path
) -> None:
    home = tmp_path / "shared"
    for folder, mode in ((home, 0o755), (home / "cache", 0o777)):
        folder.mkdir()
        folder.chmod(mode)
    (home / "cache" / "planted").touch()
    (home / "catalog.sqlite3").touch(0o644)
    env = {"ANWEN_HOME": str(home)}
    assert anwen("ingest", small(tmp_path, (1, "苏州")), env=env).code == 0
    assert anwen("ask", "苏州市的案例", env=env).code == 0
    kept = [home / "catalog.sqlite3", *(path for path in home.iterdir() if path.is_dir())]
    assert {"cache", "chroma", "catalog.sqlite3"} <= {path.name for path in kept}
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []
    assert not (home / "cache" / "planted").exists()  # others could have written it
