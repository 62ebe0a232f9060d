// Sessions in a small JSON file, written whole and renamed into place, so that a restart logs
// nobody out. It holds digests of tokens, never a token.
#pragma once

#include <filesystem>
#include <memory>

#include "port/sessions.hpp"

namespace holdfast::cli {

/// A file that cannot be read counts as empty: everybody logs in again.
[[nodiscard]] std::shared_ptr<port::SessionStore> open_session_file(std::filesystem::path path);

}  // namespace holdfast::cli
