// Stands for postgres_bench.cpp where the build found no libpq.
#include "figure.hpp"

int main() {
  holdfast::bench::Suite suite("postgres");
  suite.note("PostgreSQL",
             "left out: the build found no libpq; ./dev bench installs the Debian package "
             "libpq-dev");
  return suite.exit_code();
}
