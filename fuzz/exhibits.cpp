// Archives of ours, and exhibits in them: whoever verifies one trusts nothing of it.
#include <string>

#include "base/check.hpp"
#include "exhibit/tables.hpp"
#include "exhibit/verify.hpp"
#include "pack/pack.hpp"
#include "targets.hpp"

namespace holdfast::fuzz {

namespace {

constexpr pack::Limits small{.entries_max = 64,
                             .entry_bytes_max = std::uint64_t{4} << 20,
                             .bytes_max = std::uint64_t{8} << 20,
                             .ratio_max = 400};
constexpr exhibit::Limits few{.rows_max = 2000, .accounts_max = 2000, .seeds_max = 50};

void check_refusal(const base::Error& error) {
  base::check(!error.message.empty(), "a refusal has its reason");
}

}  // namespace

void run_pack(std::string_view bytes) {
  const auto archive = pack::Reader::open(bytes, small);
  if (!archive) {
    check_refusal(archive.error());
    return;
  }
  pack::Writer again;
  for (const auto& entry : archive->entries()) {
    const auto part = archive->read(entry.name);
    if (!part) {
      check_refusal(part.error());
      return;
    }
    base::check(part->size() == entry.bytes, "an entry is as large as it says");
    base::check(again.add(entry.name, *part).ok(), "what was read can be written");
  }
  const auto written = again.finish();
  const auto reread = pack::Reader::open(written, small);
  base::check(reread && reread->entries().size() == archive->entries().size(),
              "a written archive reads the same");
}

void run_exhibit(std::string_view bytes) {
  exhibit::VerifyLimits limits;
  limits.pack = small;
  limits.dossier = few;
  const auto verdict = exhibit::verify(bytes, std::nullopt, limits);
  if (!verdict) {
    check_refusal(verdict.error());
    return;
  }
  for (const auto& check : verdict->checks) {
    base::check(check.passed || !check.detail.empty(), "what differs is told");
  }
}

/// A manifest, or a table of transfers over a few accounts, traced as verifying does.
void run_exhibit_input(std::string_view bytes) {
  if (const auto manifest = exhibit::read_manifest(bytes)) {
    const auto text = exhibit::manifest_json(*manifest);
    const auto again = exhibit::read_manifest(text);
    base::check(again && exhibit::manifest_json(*again) == text,
                "a written manifest reads the same");
  }
  exhibit::Dossier dossier;
  const auto read = exhibit::read_inputs(
      {.accounts = "account,number,name,institution\nV,,,\nM,,,\nA,,,\nB,,,\n",
       .transfers = bytes,
       .seeds = "source,transfer_id,stolen_yuan,victim,case\n0,a,1.00,,\n",
       .origins = "origin,source,source_sha256,obtained_by,taken_by,taken_at\n0,,,,,\n"},
      few, dossier);
  if (!read) {
    check_refusal(read.error());
    return;
  }
  if (const auto findings = exhibit::replay(dossier)) {
    for (const auto& effect : findings->effects) {
      base::check(
          effect.resting + effect.exited + effect.unfollowed + effect.unseen == effect.stolen,
          "every fen is accounted for");
    }
  }
}

}  // namespace holdfast::fuzz
