"""The document of benchmarks: medians and ranges of what was run, and nothing of what was not."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent / "bench_report"


def figure(value, **more):
    return {"suite": "some", "case": "a case", "name": "wall", "unit": "s", "value": value, **more}


CURVE = {"suite": "some", "case": "a case", "unit": "ms",
         "curve": [[500, 1.5], [990, 4], [1000, 30]]}


class BenchReport(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.directory = pathlib.Path(self.scratch.name)

    def program(self, *lines, exit_code=0):
        """A suite that prints `lines`, the next one at each run where a line is a list."""
        path = self.directory / "suite"
        path.write_text(
            f"#!{sys.executable}\nimport pathlib, sys\n"
            f"count = pathlib.Path({str(self.directory / 'count')!r})\n"
            "n = int(count.read_text()) if count.exists() else 0\n"
            "count.write_text(str(n + 1))\n"
            f"for line in {[line if isinstance(line, list) else [line] for line in lines]!r}:\n"
            "    print(line[n % len(line)])\n"
            f"sys.exit({exit_code})\n")
        path.chmod(0o755)
        return path

    def report(self, *words):
        return subprocess.run([sys.executable, SCRIPT, *map(str, words)], capture_output=True,
                              text=True, check=False)

    def run_and_write(self, *lines, runs=3):
        results = self.directory / "results"
        ran = self.report("run", results, runs, f"some={self.program(*lines)}")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        page = self.directory / "benchmarks.md"
        written = self.report("write", results, page)
        self.assertEqual(written.returncode, 0, written.stderr)
        return page.read_text()

    def test_median_range_and_target_over_runs(self):
        page = self.run_and_write([json.dumps(figure(v, at_most=3)) for v in (2, 9, 2.5)])
        self.assertIn("| a case | wall | 2.5 | 2 – 9 | s | ≤ 3 | in 2 of 3 runs |", page)
        self.assertIn("3 runs from ", page)

    def test_one_run_has_no_range(self):
        page = self.run_and_write(json.dumps(figure(2)), runs=1)
        self.assertIn("| 2 | one run | s |", page)
        self.assertIn("1 run from ", page)

    def test_a_target_that_more_is_better_for(self):
        page = self.run_and_write(json.dumps(figure(12, at_least=10)))
        self.assertIn("| 12 | same in every run | s | ≥ 10 | yes |", page)
        page = self.run_and_write(json.dumps(figure(8, at_least=10)))
        self.assertIn("| ≥ 10 | no |", page)

    def test_a_latency_is_drawn(self):
        page = self.run_and_write(json.dumps(figure(4)), json.dumps(CURVE))
        self.assertIn("benchmarks/some.svg", page)
        svg = (self.directory / "benchmarks" / "some.svg").read_text()
        self.assertEqual(svg.count("<polyline"), 3, "a line a run")

    def test_what_was_cut_off_is_over(self):
        page = self.run_and_write([json.dumps(figure(v, over=v == 10)) for v in (10, 10, 7)])
        self.assertIn("| a case | wall | over 10 | 7 – 10 | s |", page)

    def test_a_note_stands_once_under_the_table(self):
        note = {"suite": "some", "case": "Other", "note": "left out: not installed"}
        page = self.run_and_write(json.dumps(figure(1)), json.dumps(note))
        self.assertEqual(page.count("- Other: left out: not installed"), 1)
        self.assertLess(page.index("| a case |"), page.index("- Other"))

    def test_figures_of_a_size_are_drawn_over_it(self):
        self.run_and_write(*(json.dumps(figure(v, case=f"{n}", size=n)) for n, v in
                             [(10_000_000, 3), (1_000_000, 2)]))
        svg = (self.directory / "benchmarks" / "some-growth.svg").read_text()
        self.assertEqual(svg.count("<polyline"), 1, "a line a figure")
        self.assertEqual(svg.count("<circle"), 6, "a dot a run and size")
        self.assertLess(svg.index("1 M"), svg.index("10 M"))

    def test_many_curves_are_drawn_apart_by_what_they_share(self):
        curves = [{**CURVE, "case": f"{question}: engine {engine}"}
                  for question in ("near", "far") for engine in range(5)]
        self.run_and_write(json.dumps(figure(1)), *map(json.dumps, curves), runs=1)
        for plot in ("some-1.svg", "some-2.svg"):
            svg = (self.directory / "benchmarks" / plot).read_text()
            self.assertEqual(svg.count("<polyline"), 5)

    def test_a_failed_check_leaves_no_figures(self):
        results = self.directory / "results"
        program = self.program(json.dumps(figure(1)), exit_code=1)
        self.assertNotEqual(self.report("run", results, 1, f"some={program}").returncode, 0)
        self.assertEqual(list(results.glob("*.ndjson")), [])
        self.assertNotEqual(self.report("write", results, self.directory / "b.md").returncode, 0)
        self.assertFalse((self.directory / "b.md").exists())

    def test_a_line_that_is_no_figure_is_refused(self):
        program = self.program(json.dumps({"bench": "old form"}))
        ran = self.report("run", self.directory / "results", 1, f"some={program}")
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("no figure", ran.stderr)


if __name__ == "__main__":
    unittest.main()
