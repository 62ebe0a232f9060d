#include "engine/content_ids.hpp"

#include <fmt/core.h>

#include "base/digest.hpp"

namespace holdfast::engine {

void ContentIds::name(RowView& row) {
  if (!row.id.empty() || !row.serial.empty()) {
    return;
  }
  base::Sha256 content;
  content.add(static_cast<std::uint64_t>(base::to_unix_ms(row.time)));
  content.add(static_cast<std::uint64_t>(row.amount.value()));
  content.add(static_cast<std::uint64_t>(row.kind));
  for (const auto text :
       {row.payer, row.payer_institution, row.payee, row.payee_institution, row.clearing}) {
    content.add(text.size());  // so that no text runs into the next
    content.add(text);
  }
  const auto digest = content.finish();
  const auto half = base::as_bytes(digest).substr(0, sizeof(Digest));
  Digest key;
  std::memcpy(key.data(), half.data(), key.size());
  given_ = fmt::format("~{}-{}", base::to_hex(half), seen_[key]++);
  row.id = given_;
}

}  // namespace holdfast::engine
