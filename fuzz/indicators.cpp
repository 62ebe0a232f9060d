// Documents of indicators, STIX and MISP: what is read has the digest of its value, a refusal says
// why, and what is written of it reads as the same.
#include "base/check.hpp"
#include "indicator/digest.hpp"
#include "indicator/share.hpp"
#include "targets.hpp"

namespace holdfast::fuzz {

namespace {

/// As ours to be told: with times that a document can hold.
std::vector<indicator::Shared> as_shared(const indicator::Told& told, base::Instant now) {
  std::vector<indicator::Shared> shared;
  for (const auto& each : told.indicators) {
    shared.push_back({each.kind, each.value.text, each.digest, each.type, each.told, 1,
                      now - std::chrono::days{1}, now, now + std::chrono::days{1}});
  }
  return shared;
}

}  // namespace

void run_indicators(std::string_view bytes) {
  const auto now = base::from_unix_ms(1'795'000'000'000);
  const auto told = indicator::read_indicators(bytes, now);
  if (!told) {
    base::check(!told.error().message.empty(), "a refusal says why");
    return;
  }
  for (const auto& each : told->indicators) {
    base::check(indicator::is_digest(each.digest), "what is told of has its digest");
    base::check(!each.reference.empty() && each.told >= 0 && each.told <= 100,
                "an indicator has an id and a confidence");
    if (!each.value.text.empty()) {
      base::check(indicator::digest_of(each.kind, each.value.text) == each.digest,
                  "the digest is the value's");
      const auto again = indicator::canonical(each.kind, each.value.text);
      base::check(again.ok() && *again == each.value.text, "one form is the last");
    }
  }
  for (const auto& each : told->passed_over) {
    base::check(!each.why.empty() && !each.pointer.empty(), "what is passed over is told of");
  }
  const auto shared = as_shared(*told, now);
  for (const auto format : {indicator::Format::stix, indicator::Format::misp}) {
    const auto text = indicator::write_indicators(format, {"甲", "https://a.example"},
                                                  indicator::Tlp::amber, shared, now);
    const auto again = indicator::read_indicators(text, now);
    base::check(again.ok() || shared.size() + 2 > indicator::entries_max, "what we write is read");
    if (again) {
      base::check(again->indicators.size() == shared.size(), "all that is written is read");
      for (std::size_t i = 0; i < shared.size(); ++i) {
        base::check(again->indicators[i].digest == shared[i].digest, "in its order");
      }
    }
  }
}

}  // namespace holdfast::fuzz
