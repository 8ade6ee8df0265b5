"""Reading YAML and JSON: strict, and with the line of what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen.errors import PipelineError
from codegen.reading import read

if TYPE_CHECKING:
    from pathlib import Path


def _read(tmp_path: Path, text: str | bytes, name: str = "spec.yaml") -> object:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path).document


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", 5, "the key 'c' is given twice, first on line 3"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "broken YAML"),
        ("a: 1\n\tb: 2\n", 2, "broken YAML"),
        ("a: &x {b: *x}\n", 1, "alias refers to itself"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", 3, "merge keys"),
        ("? [1]\n: 2\n", 1, "a key must be a plain value"),
        ("a: 1\nb: !!binary aGk=\n", 2, "a value of the kind 'binary' is not supported"),
        ("- 1\n", None, "must be a mapping, found a list"),
        ("", None, "must be a mapping, found nothing"),
        ("just text", None, "must be a mapping, found a str"),
        ("a: 1\n---\nb: 2\n", 2, "broken YAML"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        ("a: 1\nb: " + "9" * 5000, 2, "a value of the kind 'int' is not supported"),
        ("a: 1\nb: " + "[" * 100_000 + "]" * 100_000, 2, "nested more than 200 deep"),
        ('a: 1\nb: "\x01"\n', None, "broken YAML"),
    ],
)
def test_broken_yaml_names_file_line_and_reason(
    tmp_path: Path, text: str | bytes, line: int | None, reason: str
) -> None:
    with pytest.raises(PipelineError) as caught:
        _read(tmp_path, text)
    assert reason in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value).startswith(str(tmp_path / "spec.yaml"))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{\n  "a": 1,\n  "a": 2\n}', 3, "the key 'a' is given twice, first on line 2"),
        ('{\n\t"a": {"b": 1,\n\t"b": 2}}', 3, "the key 'b' is given twice, first on line 2"),
        ('{\n  "a": 1,\n  "b" 2\n}', 3, "broken JSON"),
        ("[1]", None, "must be a mapping"),
        ('{"a": ' * 60_000 + "1" + "}" * 60_000, None, "unreadable JSON"),
        ('{"a": ' + "9" * 5000 + "}", None, "unreadable JSON"),
    ],
)
def test_broken_json_names_file_line_and_reason(tmp_path: Path, text: str, line: int | None, reason: str) -> None:
    with pytest.raises(PipelineError) as caught:
        _read(tmp_path, text, "spec.json")
    assert reason in str(caught.value)
    assert caught.value.line == line


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"absent\.yaml: no such file"):
        read(tmp_path / "absent.yaml")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="cannot be read"):
        read(tmp_path)


def test_scalars_are_read_as_yaml_1_2_does(tmp_path: Path) -> None:
    """Dates, yes and no, and status codes as keys stay what an OpenAPI author means by them."""
    text = "no: yes\n200: 2024-01-01\non: off\nn: ~\ni: 012\nf: 1.5\nb: true\nv: 1.0.0\nt: 12:30\nempty:\n"
    assert _read(tmp_path, text) == {
        "no": "yes",
        "200": "2024-01-01",
        "on": "off",
        "n": None,
        "i": 12,
        "f": 1.5,
        "b": True,
        "v": "1.0.0",
        "t": "12:30",
        "empty": None,
    }


def test_json_is_read_as_json(tmp_path: Path) -> None:
    """Escaped surrogates and tabs between tokens are JSON's own, and no YAML reader knows them."""
    assert _read(tmp_path, '{\t"a": "\\ud83d\\ude00",\n\t"b": [1.5, null, true]}', "x.json") == {
        "a": "\N{GRINNING FACE}",
        "b": [1.5, None, True],
    }


def test_yaml_in_flow_style_is_not_taken_for_json(tmp_path: Path) -> None:
    assert _read(tmp_path, "{a: 1, b: [x, y]}\n") == {"a": 1, "b": ["x", "y"]}


def test_every_place_knows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a:\n  b:\n    - 1\n    - c: 2\n")
    source = read(path)
    assert source.line_of(("a", "b", 1, "c")) == 4
    assert source.line_of(("a", "b", "unknown", "place")) == 2
    assert source.line_of(()) == 1


def test_aliases_that_unfold_without_end_are_refused(tmp_path: Path) -> None:
    """Each line is ten times the one before; a few lines would fill the memory."""
    text = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    path = tmp_path / "x.yaml"
    path.write_text("a0: &a0 [1]\n" + text)
    with pytest.raises(PipelineError, match=r"x\.yaml:\d+: more than 300000 values"):
        read(path)
