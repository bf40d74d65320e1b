"""Which language a text is in: told by the letters of its script, or not at all."""

import pytest

from pipeline.model.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今天 Apple 和 Google 都发布了新产品，分析师说市场会喜欢。", "zh"),
        ("歌手把アニメ唱成了中文，大家都很喜欢这首歌，他又唱了一遍。", "zh"),
        ("今日は天気がいいから散歩に行きましょう。", "ja"),
        ("서울은 大韓民國의 수도이다", "ko"),
        ("An article in English that names 北京 once.", None),
        ("2023-02-27 ，。！", None),
        ("", None),
    ],
)
def test_most_letters_tell_the_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
