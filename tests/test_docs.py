"""The docs: each command, option, column, exit code and rule is in them; what they show runs."""

import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline import api, cli
from pipeline.corpus import card, folder
from pipeline.corpus.folder import Reader
from pipeline.model import reasons, rules
from pipeline.model.article import Article, Verdict
from pipeline.run import own_rules, settings
from pipeline.run.settings import Options
from tests.made.faults import run

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The module that makes the reference from the code."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reference(generate: ModuleType) -> str:
    """The reference as it is built."""
    return str(generate.filled((ROOT / "docs" / "reference.md").read_text("utf-8")))


def test_every_command_and_each_of_its_options_is_in_the_reference(reference: str):
    for name, command in cli.main.commands.items():
        assert f"### {name}\n" in reference
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in reference, f"{name} {option}"


def test_every_name_of_the_package_and_each_of_its_methods_is_in_the_reference(reference: str):
    for name in set(api.__all__) - {"__version__"}:
        assert f"### {name}\n" in reference
    for name in ("run", "article", "articles"):
        assert f"#### Pipeline.{name}\n\n```python\nPipeline.{name}(self" in reference
    assert "clean_text(text: str | bytes | Path, html: bool | None = None" in reference
    assert "    workers: int\n" in reference and "    ledger: Literal['jsonl'," in reference


def blocks(name: str, *kinds: str) -> list[str]:
    """The blocks of some kinds that a page of the docs shows."""
    page = (ROOT / "docs" / name).read_text("utf-8")
    return re.findall(rf"^```(?:{'|'.join(kinds)})\n(.*?)^```", page, re.M | re.S)


@pytest.mark.check
def test_the_queries_and_the_python_that_the_docs_show_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    duckdb = pytest.importorskip("duckdb")
    shutil.copytree(ROOT / "raw" / "songs", tmp_path / "raw")
    rows = [
        {
            "id": 17,
            "text": "渡口的老船工今年七十三岁，每天清晨仍要检查缆绳。" * 3,
            "labels": ["民生"],
        }
    ]
    (tmp_path / "raw" / "rows.jsonl").write_text(json.dumps(rows[0]), "utf-8")
    monkeypatch.chdir(tmp_path)
    code = [block for block in blocks("how-to.md", "python") if "def " not in block]
    assert "Pipeline(" in code[0] and "pyarrow" in code[1] and "datatrove" in code[2]
    names: dict[str, Any] = {}
    for block in code[:2]:  # the third needs packages of others, and is tried in test_api
        exec(block, names)
    assert names["cleaned"].text == "你好&再见。"
    assert "title" in names["articles"].schema.names
    options = settings.read_options(None, {"format": "jsonl", "ledger": "parquet"})
    run(tmp_path / "raw", tmp_path / "clean", options)
    queries = [
        one for block in blocks("how-to.md", "sql") for one in block.split(";") if one.strip()
    ]
    found = [duckdb.sql(query).fetchall() for query in queries]
    assert len(found) == 6 and all(found)
    assert found[1] == [("rows.jsonl#1", '["民生"]')]
    assert found[3] == [("rows.jsonl#1", "kept")]


def test_every_exit_code_is_told_in_the_reference_and_the_readme(reference: str):
    readme = (ROOT / "README.md").read_text("utf-8")
    for code in (cli.DONE, cli.SOME_FAILED, cli.USAGE, cli.OUR_FAULT, cli.INTERRUPTED):
        assert f"| {code} |" in reference
        assert re.search(rf"\b{code} ", readme.partition("Exit codes:")[2]), code


def test_every_option_of_a_run_is_in_the_reference_and_in_pipeline_toml(
    generate: ModuleType, reference: str
):
    example = (ROOT / "pipeline.toml").read_text("utf-8")
    stated = [option for option in fields(Options) if option.name != "only"]  # RAW says it
    assert set(generate.OPTIONS) == {option.name for option in stated}
    for option in stated:
        name = option.name
        assert f"| `{name}` |" in reference
        assert re.search(rf"^(?:# \[|\[)?{name}\b", example, re.M), name


def test_every_column_is_explained(generate: ModuleType):
    assert set(generate.ARTICLE) == {*(column.name for column in fields(Article)), "copies_count"}
    assert list(generate.VERDICT) == list(Verdict._fields)
    assert list(generate.LEDGER) == generate.ledger_columns()


def test_every_rule_is_in_the_reference_with_its_reason(generate: ModuleType, reference: str):
    files = generate.rule_files()
    assert "strip.toml" in files
    for file in files:
        for rule in rules.load_rules(file):
            assert f"#### {rule.id}\n\n{rule.why}" in reference
    for name in reasons.reasons_of_code():
        assert f"| `{name}` |" in reference


def test_every_file_of_clean_is_named_in_the_readme_or_with_its_option():
    told = (ROOT / "README.md").read_text("utf-8") + (ROOT / "docs/how-to.md").read_text("utf-8")
    assert [name for name in (*folder.PARTS, card.README, card.CROISSANT) if name not in told] == []


def test_no_link_of_the_docs_leads_nowhere():
    for page in (*PAGES, ROOT / "README.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_of_the_docs_is_in_their_menu():
    menu = (ROOT / "mkdocs.yml").read_text("utf-8").partition("nav:")[2]
    assert [page.name for page in PAGES if not re.search(rf": {page.name}$", menu, re.M)] == []


def test_the_picture_in_the_readme_is_small():
    (picture,) = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert (ROOT / picture).stat().st_size < 200_000


def examples() -> list[tuple[str, list[str]]]:
    """The commands that the docs show, in their order, and the lines that each is shown to say."""
    blocks = []
    for name in ("docs/tutorial.md", "docs/how-to.md", "README.md"):
        page = (ROOT / name).read_text("utf-8")
        blocks += re.findall(r"^```console\n(.*?)^```", page, re.M | re.S)
        # The README shows itself on a terminal as well, so its blocks are indented.
        indented = re.findall(r"(?:^    .*\n|^\n)+", page, re.M)
        blocks += [textwrap.dedent(block) for block in indented if "    $ " in block]
    found: list[tuple[str, list[str]]] = []
    for line in "\n".join(blocks).splitlines():
        if line.startswith("$ article-pipeline "):
            found.append((line[2:], []))
        elif line.startswith("$ "):
            raise AssertionError(f"no command of ours: {line}")
        elif found:
            found[-1][1].append(line)
    return found


def test_every_command_has_an_example_in_the_docs():
    shown = {shlex.split(example)[1] for example, _ in examples()}
    assert shown == set(cli.main.commands)


@pytest.mark.check
def test_the_examples_of_the_docs_run_and_say_what_is_shown(tmp_path: Path):
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    (tmp_path / "pipeline").symlink_to(ROOT / "pipeline")
    for example, shown in examples():
        _, *arguments = shlex.split(example)
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pipeline", *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "", "NO_COLOR": "1"},
        )
        # The samples hold pages that can't be read; a part of them may hold none.
        failed = cli.SOME_FAILED if arguments[0] == "run" else cli.DONE
        codes = (
            {cli.DONE, failed} if {"--dry-run", "--sample", "several"} & {*arguments} else {failed}
        )
        assert done.returncode in codes, f"{example}\n{done.stderr}"
        assert done.stdout, example
        assert "\x1b" not in done.stdout
        missing = [line for line in shown if line not in ("", "…", *done.stdout.splitlines())]
        assert missing == [], example
    assert (tmp_path / "clean" / "report.html").stat().st_size > 100_000
    assert (tmp_path / "page.html").exists()


@pytest.mark.check
def test_the_makefile_of_another_project_builds_its_articles(tmp_path: Path):
    if subprocess.run(["make", "-q", ".venv/installed"], cwd=ROOT, capture_output=True).returncode:
        pytest.skip("the checkout is not set up by its Makefile")
    page = (ROOT / "docs" / "how-to.md").read_text("utf-8")
    (makefile,) = re.findall(r"^```make\n(.*?)^```", page, re.M | re.S)
    (tmp_path / "Makefile").write_text(makefile)
    (tmp_path / "pipeline.toml").write_text('format = "jsonl"\n')  # the project's own, not ours
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "article-pipeline").symlink_to(ROOT)
    shutil.copytree(ROOT / "raw" / "songs", tmp_path / "pages")
    for _ in range(2):  # the second time nothing is left to do but the report
        done = subprocess.run(["make", "look"], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "articles" / "report.html").exists()
        assert (tmp_path / "articles" / "articles" / "00000.jsonl").exists()
    assert "pages:" not in done.stdout


def test_the_plugins_that_the_docs_show_run(tmp_path: Path):
    page = (ROOT / "docs" / "how-to.md").read_text("utf-8")
    blocks = re.findall(r"^```(toml|python)\n(.*?)^```", page, re.M | re.S)
    (config,) = (block for kind, block in blocks if kind == "toml" and "[plugins]" in block)
    (code,) = (block for kind, block in blocks if kind == "python" and "def quality" in block)
    (tmp_path / "scores.py").write_text(code, "utf-8")
    (tmp_path / "pipeline.toml").write_text(config, "utf-8")
    (tmp_path / "raw").mkdir()
    text = "渡口的老船工今年七十三岁，每天清晨仍要把缆绳检查一遍，再把船舱里的积水舀干净。\n" * 3
    row = {"text": text, "date": "2021-11-01", "labels": ["民生"], "score": 2}
    (tmp_path / "raw" / "rows.jsonl").write_text(json.dumps(row) + '\n{"text": "太短的一行"}\n')
    options = settings.read_options(tmp_path / "pipeline.toml", {"workers": 1})
    assert run(tmp_path / "raw", tmp_path / "clean", options).fates == {"kept": 1, "filtered": 1}
    found = Reader(tmp_path / "clean").article("rows.jsonl#1")
    assert found.columns is not None and found.extra == {"score": 2}
    assert sorted(found.columns) == ["labels", "quality"]


def test_the_rules_that_the_docs_show_are_asked(tmp_path: Path):
    page = (ROOT / "docs" / "how-to.md").read_text("utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)
    (rule,) = (block for block in blocks if block.startswith("[[rule]]"))
    (config,) = (block for block in blocks if "disable =" in block)
    (tmp_path / "my.toml").write_text(rule, "utf-8")
    (tmp_path / "pipeline.toml").write_text(config, "utf-8")
    found = own_rules.read_own_rules(settings.read_options(tmp_path / "pipeline.toml", {}))
    assert ([one.id for one in found.curated], found.disabled) == (
        ["harbour-notice"],
        ("farewell",),
    )


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_the_options_that_the_docs_show_are_there(page: str, tmp_path: Path):
    for block in blocks(page, "toml"):
        if "[[rule]]" not in block:
            (tmp_path / "pipeline.toml").write_text(block, "utf-8")
            assert settings.read_options(tmp_path / "pipeline.toml", {}) != Options()
    for line in "".join(blocks(page, "sh")).splitlines():
        if "article-pipeline " in line and "install" not in line:
            _, _, said = line.partition("article-pipeline ")
            name, *arguments = shlex.split(said.partition("|")[0].partition(">")[0])
            cli.main.commands[name].make_context(name, arguments)  # parses, and runs nothing
