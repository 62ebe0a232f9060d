// The exhibit as one file: a ZIP of pages, picture, tables, the rows to compute them anew, and a
// signed manifest of all of it. doc/formats/exhibit.md describes it. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "exhibit/pages.hpp"
#include "exhibit/replay.hpp"
#include "sign/key.hpp"

namespace holdfast::exhibit {

inline constexpr std::string_view manifest_name = "manifest.json";
inline constexpr std::string_view signature_name = "manifest.sig";
inline constexpr std::string_view key_name = "key.pem";

struct Bundle {
  std::string bytes;
  std::string sha256;
  std::vector<PartDigest> parts;  // without the manifest, its signature and the key
  Findings findings;
};

/// The same dossier and key give the same bytes (Ed25519; SM2 signs with a fresh number each time).
/// Errors: those of replay; unavailable, where the fonts are not installed; too_large.
[[nodiscard]] base::Result<Bundle> bundle_of(const Dossier& dossier, const sign::PrivateKey& key);

/// What can be computed from a dossier byte for byte anywhere: tables, picture, graph.
struct Computed {
  std::string name;
  std::string bytes;
};
[[nodiscard]] std::vector<Computed> computed_parts(const Dossier& dossier,
                                                   const Findings& findings);

/// Head, method and parts, as the manifest has them; the key's id.
struct Manifest {
  Head head;
  trace::TraceOptions method;
  std::string key;
  std::vector<PartDigest> parts;
};
[[nodiscard]] std::string manifest_json(const Manifest& manifest);
/// Errors: bad_input, naming the member.
[[nodiscard]] base::Result<Manifest> read_manifest(std::string_view json);

}  // namespace holdfast::exhibit
