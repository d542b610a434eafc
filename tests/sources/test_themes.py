"""Hashtags: which words of a text are themes, and that every platform's texts give them and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.sources import load, write_canonical
from rse_maturity.sources.themes import hashtags

CASES = Path(__file__).parents[1] / "cases"


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("We met #Safety, #the-line and #v1.2.", "#Safety;#the-line;#v1.2"),
        ("#first\n#second\t(#third) #2024goals", "#first;#second;#third;#2024goals"),
        ("#Qualité_totale #e\u0301te\u0301 #安全", "#Qualité_totale;#e\u0301te\u0301;#安全"),
        ("# Title\n## Title #", None),
        ("see #12, PR#abc, a#b and http://x.example/#part", None),
        ("<#C123|name> <https://x.example/#part|here>", None),
        ("[here](#part) [there](x#part)", None),
        ("#fff000 #FFF #12ab34 #a1b2c3d4 #eeeeee", None),
        ("#facade #bad #cafe #decade2024", "#facade;#bad;#cafe;#decade2024"),
        ("`#code` ```\n#code\n``` #after ```#open", "#after"),
        ("#x #- #_", None),
        ("no theme", None),
        ("", None),
        (None, None),
    ],
)
def test_themes_are_words_that_a_hash_begins(text, themes):
    told = pl.DataFrame({"text": pl.Series([text], dtype=pl.String())}).select(hashtags(pl.col("text")))
    assert told.item() == themes


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("slack_export", '"text": "'),
        ("rocketchat", '"msg": "'),
        ("workplace", '"message": "'),
        ("zulip_export", '"content": "'),
        ("zulip_archive", '"content": "'),
        ("google_chat_takeout", '"text": "'),
        ("yammer_api", '"plain": "'),
        ("mattermost_bulk", '"message": "'),
    ],
)
def test_themes_of_texts_are_kept_and_the_texts_are_not(name, key, tmp_path):
    (case,) = (path for path in (CASES / name).iterdir() if path.name != "expected.toml")
    export = tmp_path / case.name
    shutil.copytree(case, export) if case.is_dir() else shutil.copy(case, export)
    changed = 0
    for path in [export] if export.is_file() else sorted(export.rglob("*.json*")):
        content = path.read_text(encoding="utf-8").replace('":"', '": "')
        changed += content.count(key)
        path.write_text(content.replace(key, f"{key}#Fire-Drill hush "), encoding="utf-8")
    assert changed
    dataset = write_canonical([export], tmp_path / "kept", settings=Settings())
    assert dataset.tags["tag"].unique().to_list() == ["fire-drill"]
    assert dataset.capabilities["tags"] == "yes"
    assert dataset.events.filter(pl.col("tags").is_not_null())["kind"].is_in(["post", "comment"]).all()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "kept").iterdir())
    assert b"hush" not in kept


def test_a_table_of_anybody_gives_the_themes_of_its_texts_unless_it_has_a_column_of_them(read):
    without = "timestamp,actor,text\n2024-03-04T09:00:00Z,ann,see #Qualit\u00e9 #qualite\u0301\n"
    assert read(without).tags["tag"].to_list() == ["qualité"]
    with_tags = "timestamp,actor,tags,text\n2024-03-04T09:00:00Z,ann,safety,see #other\n"
    assert read(with_tags).tags["tag"].to_list() == ["safety"]


def test_channels_and_code_in_the_markup_of_zulip_are_no_themes(tmp_path):
    shutil.copytree(CASES / "zulip_archive", tmp_path / "z", ignore=shutil.ignore_patterns("expected.toml"))
    for path in (tmp_path / "z").rglob("*.json"):
        said = "<p>#Safety in <a class='stream' href='/#x'>#design</a> <code>a #b1 c</code></p>"
        path.write_text(path.read_text(encoding="utf-8").replace("<p>How?</p>", said), encoding="utf-8")
    assert load([tmp_path / "z"], settings=Settings()).tags["tag"].to_list() == ["safety"]


def test_topics_and_hashtags_of_yammer_stand_side_by_side(tmp_path):
    messages = tmp_path / "Messages.csv"
    messages.write_text(
        "id,replied_to_id,thread_id,sender_id,sender_type,created_at,body\n"
        "1,,1,7,user,2024-03-04T09:00:00Z,[Tag:12:Fire drill] and #Safety\n"
        "2,1,1,8,user,2024-03-04T09:05:00Z,nothing\n"
    )
    dataset = load([messages], settings=Settings())
    assert dataset.tags["tag"].sort().to_list() == ["fire drill", "safety"]
    assert dataset.events["tags"].null_count() == 1
