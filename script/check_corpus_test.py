"""What check_corpus must find in a corpus, and what it must leave alone."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent / "check_corpus"
GOOD = """@ a01-0001 narrative 虚假贷款 +解冻费 report=2026-03-05T10:20
我叫[person:周明霞]，下载了[app:惠民易贷]，转[amount:8000元]到[card:6217 0023 4000 1234 567]，户名[person:何立强]。
> out 8000 at=2026-03-04T15:00 payee=6217002340001234567 name=何立强
"""
CALL = "@ a01-0002 call 冒充领导熟人 swindler=A\nA: 我是你领导。\nB: 您好。\nA: 明天来我办公室一趟。\n"


class CheckCorpus(unittest.TestCase):
    def errors(self, text):
        """Runs the script on a corpus of one file; returns what it complains of."""
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory) / "01.txt"
            path.write_text(text, encoding="utf-8")
            run = subprocess.run(
                [sys.executable, SCRIPT, directory], capture_output=True, text=True, check=False
            )
        lines = run.stderr.splitlines()
        self.assertEqual(run.returncode, 1 if lines else 0, run.stdout)
        return "\n".join(lines)

    def test_a_good_corpus_is_left_alone(self):
        self.assertEqual(self.errors(GOOD + "\n" + CALL), "")

    def test_an_unknown_label_kind_or_mark(self):
        self.assertIn("label 虚假货款 is unknown", self.errors(GOOD.replace("虚假贷款", "虚假货款")))
        self.assertIn("kind letter", self.errors(GOOD.replace(" narrative ", " letter ")))
        self.assertIn("unknown mark name", self.errors(GOOD.replace("[person:周", "[name:周")))

    def test_what_is_not_marked(self):
        self.assertIn("unmarked amount: 300元", self.errors(GOOD.replace("户名", "另付300元，户名")))
        self.assertIn("周明霞 is marked in one place", self.errors(GOOD.replace("户名", "周明霞给户名")))
        self.assertIn("unmarked time: 3月4日", self.errors(GOOD.replace("户名", "3月4日给户名")))

    def test_a_ledger_that_does_not_follow_from_its_text(self):
        self.assertIn("payee 6217002340001234560", self.errors(GOOD.replace("567 name", "560 name")))
        self.assertIn("name 何立强 is not", self.errors(GOOD.replace("户名[person:何立强]", "户名[person:何强]")))
        self.assertIn("time 2026-3-4", self.errors(GOOD.replace("at=2026-03-04T15:00", "at=2026-3-4")))
        ordinary = GOOD.replace("虚假贷款", "正常")
        self.assertIn("an ordinary text has no ledger", self.errors(ordinary))

    def test_a_conversation_has_turns_and_a_swindler(self):
        self.assertIn("begins with", self.errors(CALL.replace("B: 您好", "您好")))
        self.assertIn("names its swindler", self.errors(CALL.replace(" swindler=A", "")))

    def test_copies(self):
        self.assertIn("was used at", self.errors(GOOD + "\n" + GOOD))
        self.assertIn("nearly repeats", self.errors(GOOD + "\n" + GOOD.replace("a01-0001", "a01-0009")))

    def test_the_corpus_that_is_here(self):
        run = subprocess.run(
            [sys.executable, SCRIPT], capture_output=True, text=True, check=False
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        texts = SCRIPT.parent.parent / "data" / "text"
        held_out = [
            line for line in (texts / "split.txt").read_text().splitlines() if not line.startswith("#")
        ]
        self.assertTrue(held_out)
        for author in held_out:
            self.assertTrue(any((texts / author).glob("*.txt")), author)

    def test_a_broken_header(self):
        self.assertIn("header is not", self.errors(GOOD.replace("@ a01-0001", "@ a01-1")))


if __name__ == "__main__":
    unittest.main()
