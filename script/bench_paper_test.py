"""A paper's numbers are those of the measurements, and what follows from them."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent / "bench_paper"

WORKSHEET = """```worksheet
given    a_day | transfers   | 3e9                                 | a nation's day
measured each  | B           | growth : 5? M transfers : memory    | of one transfer
measured wait  | s           | growth : 50 M transfers : p50 : 1e-3 | a wait in ms
derived  day   | B           | a_day * each                        | a day's memory
derived  parts | parts       | ceil(day / 2 ** 37)                 | of a kind
```
"""


class BenchPaper(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.directory = pathlib.Path(self.scratch.name)
        self.results = self.directory / "results"
        self.results.mkdir()
        for run, value in enumerate((49, 50, 70)):
            lines = [{"around": {"started": "2026-11-2%dT10:00" % run, "cpu": "X", "cores": 2,
                                 "memory_gb": 24, "others_percent": 10 * run}},
                     {"suite": "growth", "case": "50 M transfers", "name": "memory", "unit": "B",
                      "value": value},
                     {"suite": "growth", "case": "50 M transfers", "name": "p50", "unit": "ms",
                      "value": 4}]
            (self.results / f"growth.{run}.ndjson").write_text("\n".join(map(json.dumps, lines)))

    def write(self, text, worksheet=WORKSHEET):
        template = self.directory / "template.md"
        template.write_text(f"# Title\n\n{worksheet}\n{text}\n")
        ran = subprocess.run([sys.executable, SCRIPT, self.results, template,
                              self.directory / "paper.md"],
                             capture_output=True, text=True, check=False)
        paper = self.directory / "paper.md"
        return ran, paper.read_text() if paper.exists() else None

    def test_values_are_medians_and_what_follows(self):
        _, paper = self.write("{{each}} a transfer, {{day}} a day, after {{wait}}: {{parts}}.")
        self.assertEqual(paper, "# Title\n\n50 B a transfer, 150 GB a day, after 4 ms: 2 parts.\n")

    def test_a_derivation_is_shown(self):
        _, paper = self.write("{{show day}}")
        self.assertIn("`a_day × each` = 3,000,000,000 transfers × 50 B = **150 GB**", paper)

    def test_tables_name_the_source(self):
        _, paper = self.write("{{table given}}\n\n{{table measured}}")
        self.assertIn("| `a_day` | 3,000,000,000 transfers | a nation's day |", paper)
        self.assertIn("| `each` | 50 B | of one transfer | growth: 5? M transfers: memory |", paper)

    def test_it_says_how_quiet_the_machine_was(self):
        _, paper = self.write("{{around}}")
        self.assertIn("of 2026-11-20 to 2026-11-22, on X, 2 cores, 24 GB; in 3 runs of 1 suites "
                      "other processes took 0 to 20 % of the machine meanwhile.", paper)

    def test_a_missing_figure_leaves_the_paper_alone_and_names_the_suite(self):
        worksheet = WORKSHEET.replace("growth : 50", "other : 50")
        ran, paper = self.write("{{day}}", worksheet)
        self.assertIsNone(paper)
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("./dev bench report 1 other", ran.stderr)

    def test_an_unknown_name_is_refused(self):
        for text, worksheet in [("{{nobody}}", WORKSHEET),
                                ("{{day}}", WORKSHEET.replace("a_day * each", "a_day * nobody")),
                                ("{{day}}", WORKSHEET.replace("a_day * each", "open('x')"))]:
            ran, paper = self.write(text, worksheet)
            self.assertIsNone(paper, text)
            self.assertNotEqual(ran.returncode, 0)


if __name__ == "__main__":
    unittest.main()
