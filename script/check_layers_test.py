"""What check_layers must find, and what it must leave alone."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent / "check_layers"
GOOD_HEADER = "// What it is for.\n#pragma once\n\n#include <string>\n"


class CheckLayers(unittest.TestCase):
    def breaches(self, files, layers="base:\nfund: base\nnet: base\n"):
        """Runs the script on a tree of these files; returns its lines."""
        with tempfile.TemporaryDirectory() as directory:
            root = pathlib.Path(directory)
            (root / "layers.txt").write_text(layers)
            for name, text in files.items():
                path = root / "src" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            run = subprocess.run(
                [sys.executable, SCRIPT, "--root", root], capture_output=True, text=True, check=False
            )
        lines = run.stdout.splitlines()
        self.assertEqual(run.returncode, 1 if lines else 0, run.stderr)
        return lines

    def test_a_clean_tree_has_no_breach(self):
        self.assertEqual(
            self.breaches(
                {
                    "base/fen.hpp": GOOD_HEADER,
                    "fund/graph.cpp": '#include "fund/graph.hpp"\n#include "base/fen.hpp"\n',
                    "fund/graph.hpp": GOOD_HEADER + '#include "base/fen.hpp"\n',
                }
            ),
            [],
        )

    def test_an_include_against_the_table_is_named_with_its_line(self):
        lines = self.breaches({"base/fen.cpp": '\n#include "fund/graph.hpp"\n'})
        self.assertEqual(lines, ["src/base/fen.cpp:2: base may not include fund (layers.txt)"])

    def test_a_test_is_held_to_the_table_too(self):
        self.assertEqual(len(self.breaches({"base/fen_test.cpp": '#include "fund/graph.hpp"\n'})), 1)

    def test_a_test_may_include_from_outside_the_layers(self):
        files = {"fund/graph_test.cpp": '#include "../test/model/model.hpp"\n#include <gtest/gtest.h>\n'}
        self.assertEqual(self.breaches(files), [])

    def test_other_sources_may_not(self):
        self.assertEqual(len(self.breaches({"fund/graph.cpp": '#include "model.hpp"\n'})), 1)

    def test_a_folder_that_is_no_layer_is_refused(self):
        lines = self.breaches({"misc/a.cpp": "int a;\n"})
        self.assertEqual(lines, ["src/misc/a.cpp:1: layers.txt has no layer misc"])

    def test_a_circle_of_layers_is_refused(self):
        lines = self.breaches({}, layers="base: fund\nfund: base\n")
        self.assertEqual(lines, ["layers.txt:1: base uses fund, which no line above defines"])

    def test_a_header_needs_its_comment_and_pragma(self):
        self.assertEqual(len(self.breaches({"base/a.hpp": "#pragma once\n"})), 1)
        self.assertEqual(len(self.breaches({"base/a.hpp": "// Why.\n#include <string>\n#pragma once\n"})), 1)
        self.assertEqual(len(self.breaches({"base/a.hpp": "// Why.\n"})), 1)
        self.assertEqual(len(self.breaches({"base/a.hpp": ""})), 2)

    def test_slow_headers_stay_out_of_headers(self):
        for slow in ("boost/json.hpp", "boost/json/value.hpp", "sqlite3.h", "gtest/gtest.h"):
            lines = self.breaches({"fund/a.hpp": GOOD_HEADER + f"#include <{slow}>\n"})
            self.assertEqual(
                lines, [f"src/fund/a.hpp:5: a header includes <{slow}>: move it to the .cpp"]
            )
            self.assertEqual(self.breaches({"fund/a.cpp": f"#include <{slow}>\n"}), [])

    def test_forward_declarations_of_json_are_cheap(self):
        self.assertEqual(self.breaches({"fund/a.hpp": GOOD_HEADER + "#include <boost/json/fwd.hpp>\n"}), [])


if __name__ == "__main__":
    unittest.main()
