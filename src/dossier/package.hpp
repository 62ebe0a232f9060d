// The package of a hand-over: a ZIP archive of its inventory, papers, tables and worksheets, with a
// manifest of every file's SHA-256 and a signature over the manifest. The form is described in
// doc/formats/handover-package.md. The same parts and key give the same bytes. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/inventory.hpp"
#include "sign/key.hpp"

namespace holdfast::dossier {

inline constexpr std::string_view format_name = "holdfast-handover/1";
/// A package that is larger is neither made nor read.
inline constexpr std::size_t package_bytes_max = std::size_t{512} << 20;

/// What a package is made of beside the hand-over itself.
struct Contents {
  desk::Handover handover;
  std::vector<order::Order> evidence;
  std::vector<Part> papers;      // as they were issued
  std::vector<Part> worksheets;  // of return plans
};

struct Package {
  std::string bytes;
  std::string manifest_sha256;  // hex
};

/// Errors: conflict, for one that was not sent or whose personal texts were erased; unavailable,
/// where the papers' fonts are missing; too_large.
[[nodiscard]] base::Result<Package> make_package(const Contents& contents,
                                                 const sign::PrivateKey& key);

// ---- Verifying ---------------------------------------------------------------------------------

enum class FileState {
  same,
  changed,  // its bytes are others
  missing,  // the manifest names it
  added,    // the manifest does not
};

struct FileFound {
  std::string name;
  std::string title;
  std::uint64_t bytes = 0;
  FileState state = FileState::same;
};

struct Examined {
  std::string handover;
  std::string case_id;
  std::string kind;  // 移送审查起诉
  std::string document;
  std::string from;
  std::string to;
  std::string sent_at;
  std::vector<FileFound> files;  // as the manifest has them, then what it does not name
  std::string key_id;            // of the signature
  bool is_signed = false;        // by that key, over this very manifest
  bool is_known_key = false;     // it is the key that the caller brought

  /// Nothing was changed, lost or added since it was signed.
  [[nodiscard]] bool is_whole() const;
};

/// `centre`: the key that the signature must be by; without one the key in the package itself is
/// taken, which proves that nothing changed since, and not by whom. Errors: bad_input for what is
/// no package, naming what is wrong; too_large.
[[nodiscard]] base::Result<Examined> examine(std::string_view archive,
                                             const std::optional<sign::PublicKey>& centre);

}  // namespace holdfast::dossier
