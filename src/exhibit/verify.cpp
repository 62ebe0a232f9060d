#include "exhibit/verify.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "base/digest.hpp"
#include "exhibit/tables.hpp"

namespace holdfast::exhibit {

namespace {

/// "line 3: \"a\" is carried, \"b\" comes out": the first that differs, cut short.
std::string first_difference(std::string_view carried, std::string_view computed) {
  constexpr std::size_t shown = 120;
  std::size_t line = 1;
  while (!carried.empty() || !computed.empty()) {
    const auto one = carried.substr(0, carried.find('\n'));
    const auto other = computed.substr(0, computed.find('\n'));
    if (one != other) {
      return fmt::format("line {}: \"{}\" is carried, \"{}\" comes out", line, one.substr(0, shown),
                         other.substr(0, shown));
    }
    ++line;
    carried.remove_prefix(std::min(carried.size(), one.size() + 1));
    computed.remove_prefix(std::min(computed.size(), other.size() + 1));
  }
  return "they differ in their last line end";
}

bool is_of_manifest(std::string_view name) {
  return name == manifest_name || name == signature_name || name == key_name;
}

class Verifier {
 public:
  Verifier(const pack::Reader& archive, Verdict& verdict) : archive_(archive), verdict_(verdict) {}

  void check_signature(std::string_view manifest, const std::optional<sign::PublicKey>& expected) {
    const auto pem = archive_.read(key_name);
    const auto signature = archive_.read(signature_name);
    if (!pem || !signature) {
      return note("signature", false, "the signature or its key is missing or damaged");
    }
    const auto key = sign::PublicKey::from_pem(*pem);
    const auto bytes =
        base::from_base64(std::string_view{*signature}.substr(0, signature->find('\n')));
    if (!key || !bytes) {
      return note("signature", false, "the signature or its key cannot be read");
    }
    verdict_.key = key->id();
    if (key->id() != verdict_.manifest.key) {
      return note("signature", false,
                  fmt::format("key {} lies beside it, {} is said to have signed", key->id(),
                              verdict_.manifest.key));
    }
    if (!key->verifies(manifest, *bytes)) {
      return note("signature", false, "the manifest is not what was signed");
    }
    if (expected && expected->id() != key->id()) {
      return note("signature", false,
                  fmt::format("signed by key {}, not by {}", key->id(), expected->id()));
    }
    note("signature", true,
         fmt::format("by key {} ({})", key->id(), sign::name_of(key->algorithm())));
  }

  void check_parts() {
    std::set<std::string_view> listed;
    for (const PartDigest& part : verdict_.manifest.parts) {
      listed.insert(part.name);
      const auto bytes = archive_.read(part.name);
      if (!bytes) {
        note("part " + part.name, false, bytes.error().message);
        continue;
      }
      const auto digest = base::to_hex(base::sha256(*bytes));
      const bool same = digest == part.sha256 && bytes->size() == part.bytes;
      note("part " + part.name, same,
           same ? digest
                : fmt::format("its SHA-256 is {}, the manifest says {}", digest, part.sha256));
    }
    for (const pack::Entry& entry : archive_.entries()) {
      if (!is_of_manifest(entry.name) && !listed.contains(entry.name)) {
        note("part " + entry.name, false, "is not in the manifest");
      }
    }
  }

  void recompute(const Limits& limits) {
    Dossier dossier;
    dossier.head = verdict_.manifest.head;
    dossier.method = verdict_.manifest.method;
    std::vector<std::string> inputs;
    for (const auto* name :
         {"input/accounts.csv", "input/transfers.csv", "input/seeds.csv", "input/origins.csv"}) {
      auto bytes = archive_.read(name);
      if (!bytes) {
        return note("recomputed", false, fmt::format("{}: {}", name, bytes.error().message));
      }
      inputs.push_back(*std::move(bytes));
    }
    const auto read = read_inputs({inputs[0], inputs[1], inputs[2], inputs[3]}, limits, dossier);
    if (!read) {
      return note("recomputed", false,
                  fmt::format("{}: {}", read.error().where, read.error().message));
    }
    const auto findings = replay(dossier);
    if (!findings) {
      return note("recomputed", false, findings.error().message);
    }
    for (const Computed& part : computed_parts(dossier, *findings)) {
      const auto carried = archive_.read(part.name);
      if (!carried) {
        note("recomputed " + part.name, false, carried.error().message);
      } else if (*carried != part.bytes) {
        note("recomputed " + part.name, false, first_difference(*carried, part.bytes));
      } else {
        note("recomputed " + part.name, true, {});
      }
    }
  }

 private:
  void note(std::string name, bool passed, std::string detail) {
    verdict_.checks.push_back({std::move(name), passed, std::move(detail)});
  }

  const pack::Reader& archive_;
  Verdict& verdict_;
};

}  // namespace

bool Verdict::is_sound() const {
  return !checks.empty() && std::ranges::all_of(checks, &Check::passed);
}

base::Result<Verdict> verify(std::string_view file, const std::optional<sign::PublicKey>& expected,
                             const VerifyLimits& limits) {
  if (file.size() > limits.file_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("is larger than {} bytes", limits.file_bytes_max)};
  }
  const auto archive = pack::Reader::open(file, limits.pack);
  if (!archive) {
    return archive.error();
  }
  const auto text = archive->read(manifest_name);
  if (!text) {
    return base::Error{base::ErrorCode::bad_input, "has no manifest: it is no exhibit",
                       std::string{manifest_name}};
  }
  auto manifest = read_manifest(*text);
  if (!manifest) {
    return manifest.error();
  }
  Verdict verdict;
  verdict.manifest = *std::move(manifest);
  Verifier verifier(*archive, verdict);
  verifier.check_signature(*text, expected);
  verifier.check_parts();
  verifier.recompute(limits.dossier);
  return verdict;
}

}  // namespace holdfast::exhibit
