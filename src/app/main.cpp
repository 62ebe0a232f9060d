// The one binary. Everything it can do is a command in cli/.
#include "cli/run.hpp"

int main(int argc, char** argv) {
  return holdfast::cli::run(argc, argv);
}
