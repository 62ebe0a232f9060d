"""What check_guides must find in guides and sites, and what it must leave alone."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HOME = pathlib.Path(__file__).resolve().parent.parent
GUIDE = "data/guide/05-loan.toml"
SITES = "data/official_sites.toml"
SITE = '[[site]]\ndomain = "{}"\nzh = "某行"\nen = "A bank"\nkind = "{}"\n'


class CheckGuides(unittest.TestCase):
    def setUp(self):
        """A copy of what is here, to be spoilt."""
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name)
        shutil.copytree(HOME / "data" / "guide", self.root / "data" / "guide")
        shutil.copy(HOME / SITES, self.root / "data")
        (self.root / "src" / "text").mkdir(parents=True)
        shutil.copy(HOME / "src" / "text" / "kinds.hpp", self.root / "src" / "text")

    def faults(self):
        run = subprocess.run(
            [sys.executable, HOME / "script" / "check_guides", "--root", self.root],
            capture_output=True,
            text=True,
            check=False,
        )
        lines = run.stdout.splitlines()
        self.assertEqual(run.returncode, 1 if lines else 0, run.stderr)
        return lines

    def spoil(self, name, old, new):
        """The faults after one change to one file, which is undone again."""
        path = self.root / name
        good = path.read_text(encoding="utf-8")
        self.assertIn(old, good)
        path.write_text(good.replace(old, new, 1), encoding="utf-8")
        faults = self.faults()
        path.write_text(good, encoding="utf-8")
        return faults

    def sites(self, *sites):
        text = "updated = 2026-11-27\nlures = [\"kefu\"]\n" + "".join(SITE.format(*site) for site in sites)
        (self.root / SITES).write_text(text, encoding="utf-8")
        return self.faults()

    def test_what_is_here_has_no_fault(self):
        self.assertEqual(self.faults(), [])

    def test_each_type_has_its_guide(self):
        (self.root / GUIDE).rename(self.root / "data/guide/13-loan.toml")
        faults = self.faults()
        self.assertIn("data/guide: 05: there is no guide to 虚假贷款", faults)
        self.assertIn("13-loan.toml: file: is not named NN-name.toml, NN from 00 to 12", faults[0])

    def test_a_number_is_used_once_and_for_its_type(self):
        shutil.copy(self.root / GUIDE, self.root / "data/guide/06-again.toml")
        self.assertEqual(
            self.faults(),
            [
                "data/guide/06-again.toml: type: is 虚假贷款, but number 06 is 虚假征信",
                "data/guide/06-credit-record.toml: file: is another guide with number 06",
            ],
        )

    def test_types_follow_the_engine(self):
        faults = self.spoil("src/text/kinds.hpp", '"虚假贷款"', '"套路贷"')
        self.assertEqual(faults, [f"{GUIDE}: type: is 虚假贷款, but number 05 is 套路贷"])
        faults = self.spoil("src/text/kinds.hpp", "type_names{", "{")
        self.assertEqual(faults, ["src/text/kinds.hpp: type_names: cannot be read"])

    def test_keys(self):
        self.assertEqual(
            self.spoil(GUIDE, "never = [", "nevr = ["),
            [f"{GUIDE}: zh.never: is missing", f"{GUIDE}: zh.nevr: is not known"],
        )
        self.assertEqual(self.spoil(GUIDE, "2026-11-27", '"2026-11-27"'), [f"{GUIDE}: updated: is not a date"])
        self.assertEqual(
            self.spoil(GUIDE, "2026-11-27", "2026-11-27T10:00:00Z"), [f"{GUIDE}: updated: is not a date"]
        )
        (fault,) = self.spoil(GUIDE, "[zh]", "[zh")
        self.assertIn(f"{GUIDE}: file: ", fault)

    def test_both_languages_have_as_many_entries(self):
        self.assertEqual(
            self.spoil(GUIDE, '  "Never read out codes or share your screen.",\n', ""),
            [f"{GUIDE}: en.never: has 3 entries, zh.never has 4"],
        )

    def test_lengths(self):
        self.assertEqual(
            self.spoil(GUIDE, "先交钱才放款的贷款", "贷" * 21), [f"{GUIDE}: zh.title: has 21 characters, at most 20"]
        )
        self.assertEqual(self.spoil(GUIDE, "先交钱才放款的贷款", "贷" * 20), [])
        self.assertEqual(
            self.spoil(GUIDE, "收款的是个人账户", "收" * 40),
            [f"{GUIDE}: zh.signs[4]: has 41 characters, at most 40"],
        )
        self.assertEqual(
            self.spoil(GUIDE, "贷款一分没见到。", "贷款。一分。没见到。"),
            [f"{GUIDE}: zh.story: has 7 sentences, not 3 to 5"],
        )

    def test_how_a_text_is_written(self):
        sign = "收款的是个人账户。"
        for text, reason in (
            ("", "is not a text"),
            ("收款的是个人账户", "does not end as a sentence"),
            ("快看！收款的是个人账户。", "has an exclamation mark"),
            (" 收款的是个人账户。", "has spaces or lines too many"),
        ):
            self.assertEqual(self.spoil(GUIDE, sign, text), [f"{GUIDE}: zh.signs[4]: {reason}"])
        self.assertEqual(self.spoil(GUIDE, f'"{sign}"', "3"), [f"{GUIDE}: zh.signs[4]: is not a text"])
        twice = self.spoil(GUIDE, sign, "钱没到手，先要你付钱，叫什么名字都一样。")
        self.assertEqual(twice, [f"{GUIDE}: zh.signs: says something twice"])

    def test_whom_to_call_and_whom_to_send(self):
        self.assertEqual(
            self.spoil(GUIDE, "马上拨110或96110。", "马上报警。"), [f"{GUIDE}: zh.if_paid: names no number to call"]
        )
        self.assertEqual(
            self.spoil(GUIDE, "您可以挂断后拨96110核对。", ""),
            [f"{GUIDE}: zh.ask[0]: does not say that 96110 tells who is calling"],
        )
        self.assertEqual(
            self.spoil(GUIDE, "Send somebody:", "Send one:"),
            [f"{GUIDE}: en.ask[8]: does not begin with Send somebody:"],
        )

    def test_a_dialogue_names_its_speakers(self):
        first, last = "对方：哥，您申请的八万批了", "我：跑两步又不费油"
        nobody = f"{GUIDE}: zh.dialogue[0]: does not begin with its speaker and a colon"
        for text in ("哥，您申请的八万批了", "对方:哥，您申请的八万批了", "对方：：哥，您申请的八万批了"):
            self.assertEqual(self.spoil(GUIDE, first, text), [nobody], text)
        self.assertEqual(
            self.spoil(GUIDE, "Caller: Today.", "caller: Today."),
            [f"{GUIDE}: en.dialogue[2]: does not begin with its speaker and a colon"],
        )
        self.assertIn(
            f"{GUIDE}: zh.dialogue[0]: is said by 客服, not by 对方",
            self.spoil(GUIDE, first, first.replace("对方", "客服")),
        )
        self.assertEqual(
            self.spoil(GUIDE, last, last.replace("我", "对方")),
            [f"{GUIDE}: zh.dialogue[11]: leaves 对方 the last word"],
        )

    def test_who_speaks_in_a_dialogue(self):
        path = self.root / GUIDE
        good = path.read_text(encoding="utf-8")
        self.assertEqual(self.spoil(GUIDE, '"我：跑两步', '"妹夫：跑两步'), [])
        path.write_text(good.replace('"我：跑两步', '"妹夫：跑两步').replace('"我：成。', '"老乡：成。'), encoding="utf-8")
        self.assertEqual(self.faults(), [f"{GUIDE}: zh.dialogue: has more than three speakers"])
        path.write_text(good.replace('"Me: ', '"Driver: '), encoding="utf-8")
        self.assertEqual(self.faults(), [f"{GUIDE}: en.dialogue: has no turn of Me"])

    def test_how_long_a_dialogue_is(self):
        path = self.root / GUIDE
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        turns = [number for number, line in enumerate(lines) if line.startswith(('  "对方：', '  "我：'))]
        for left_out, faults in (
            (2, []),
            (3, [f"{GUIDE}: en.dialogue: has 12 entries, zh.dialogue has 9"]),
            (
                5,
                [
                    f"{GUIDE}: zh.dialogue: has 7 entries, not 8 to 12",
                    f"{GUIDE}: en.dialogue: has 12 entries, zh.dialogue has 7",
                ],
            ),
        ):
            dropped = turns[1 : 1 + left_out]
            kept = [line for number, line in enumerate(lines) if number not in dropped]
            path.write_text("".join(kept), encoding="utf-8")
            self.assertEqual(self.faults(), faults)

    def test_a_poster_has_three_short_lines(self):
        line = '  "一分不交，去银行柜台问。",\n'
        self.assertEqual(
            self.spoil(GUIDE, line, ""),
            [
                f"{GUIDE}: zh.poster: has 2 entries, not 3",
                f"{GUIDE}: en.poster: has 3 entries, zh.poster has 2",
            ],
        )
        self.assertEqual(self.spoil(GUIDE, line, line.replace("一分不交", "一" * 10)), [])
        self.assertEqual(
            self.spoil(GUIDE, line, line.replace("一分不交", "一" * 11)),
            [f"{GUIDE}: zh.poster[2]: has 19 characters, at most 18"],
        )

    def test_sites_are_sorted_and_named_once(self):
        good = [("a.cn", "bank"), ("b.com.cn", "bank"), ("a-1.com", "payment")]
        self.assertEqual(self.sites(*good), [])
        self.assertIn("site[1].domain: a.cn is there twice", self.sites(good[0], *good)[0])
        self.assertIn("not sorted", self.sites(good[1], good[0])[0])
        self.assertIn("not sorted", self.sites(good[2], good[0])[0])

    def test_a_site_is_well_formed(self):
        for domain in ("A.cn", "cn", "-a.cn", "a..cn", "http://a.cn", "a.cn/", "www a.cn", "工行.cn"):
            self.assertIn("is not a domain in small letters", "".join(self.sites((domain, "bank"))), domain)
        self.assertIn("shop is not one of bank", self.sites(("a.cn", "shop"))[0])

    def test_a_site_has_both_names(self):
        for text, reason in (("", "en: is missing"), ('en = ""\n', "has a value that is not a text")):
            (fault,) = self.spoil(SITES, 'en = "Alipay"\n', text)
            self.assertIn(reason, fault)


if __name__ == "__main__":
    unittest.main()
