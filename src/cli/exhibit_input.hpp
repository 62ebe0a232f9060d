// The dossier of an exhibit that is made of files: a list of transfers and the stolen ones.
#pragma once

#include <string>

#include "cli/file_query.hpp"
#include "exhibit/dossier.hpp"

namespace holdfast::cli {

struct ExhibitQuestion {
  FileArguments file;
  std::string victims;
  exhibit::Head head;
  std::string obtained;  // the legal paper that the file came under
  std::string taken_by;
  trace::TraceOptions method;
};

/// Reads the file twice: for the trace, and for what its rows say beside it. Errors: those of the
/// files; too_large where more rows belong to it than an exhibit may carry.
[[nodiscard]] base::Result<exhibit::Dossier> dossier_of_files(const ExhibitQuestion& question,
                                                              Console console);

}  // namespace holdfast::cli
