"""The count at the end of ./dev test: nothing may look like success that is not."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent / "count_results"
PASSED = '<testcase name="a"/>'
FAILED = '<testcase name="b"><failure>no</failure></testcase>'
SKIPPED = '<testcase name="c"><skipped/></testcase>'


class CountResults(unittest.TestCase):
    def count(self, **files):
        """Returns (exit status, last line) for a folder of these results."""
        with tempfile.TemporaryDirectory() as directory:
            for name, text in files.items():
                suffix = ".txt" if name == "broken" else ".xml"
                pathlib.Path(directory, name + suffix).write_text(text)
            run = subprocess.run(
                [sys.executable, SCRIPT, directory], capture_output=True, text=True, check=False
            )
        return run.returncode, run.stdout.splitlines()[-1]

    def test_counts_add_up_over_the_parts(self):
        status, line = self.count(
            unit=f"<testsuite>{PASSED}{SKIPPED}</testsuite>",
            web=f"<testsuites><testsuite>{PASSED}{PASSED}</testsuite></testsuites>",
        )
        self.assertEqual((status, line), (0, "3 passed, 0 failed, 1 skipped"))

    def test_one_failure_fails_all(self):
        status, line = self.count(unit=f"<testsuite>{PASSED}{FAILED}</testsuite>")
        self.assertEqual((status, line), (1, "1 passed, 1 failed, 0 skipped"))

    def test_nothing_run_is_no_success(self):
        self.assertEqual(self.count(), (1, "0 passed, 0 failed, 0 skipped"))
        self.assertEqual(self.count(unit=f"<testsuite>{SKIPPED}</testsuite>")[0], 1)

    def test_what_broke_before_a_test_could_run_is_a_failure(self):
        status, line = self.count(unit=f"<testsuite>{PASSED}</testsuite>", broken="the debug build\n")
        self.assertEqual((status, line), (1, "1 passed, 1 failed, 0 skipped"))

    def test_a_torn_file_is_a_failure(self):
        status, line = self.count(unit=f"<testsuite>{PASSED}")
        self.assertEqual((status, line), (1, "0 passed, 1 failed, 0 skipped"))

    def test_the_status_words_of_ctest_are_understood(self):
        cases = (
            '<testcase name="a" status="run"/><testcase name="b" status="fail"/>'
            '<testcase name="c" status="notrun"/><testcase name="d" status="disabled"/>'
        )
        status, line = self.count(unit=f"<testsuite>{cases}</testsuite>")
        self.assertEqual((status, line), (1, "1 passed, 1 failed, 2 skipped"))


if __name__ == "__main__":
    unittest.main()
