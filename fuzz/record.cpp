// What the journal, snapshots and rule packs hold, and the values that everything is made of.
#include <string>

#include "base/check.hpp"
#include "base/fen.hpp"
#include "base/instant.hpp"
#include "core/codec.hpp"
#include "dossier/package.hpp"
#include "engine/segment.hpp"
#include "feed/field.hpp"
#include "law/rule_book.hpp"
#include "targets.hpp"

namespace holdfast::fuzz {

namespace {

/// Sealing that hides nothing: the bytes are the fuzzer's to choose.
std::string seal(base::SubjectId /*subject*/, std::string_view plain) {
  return std::string{plain};
}
base::Result<std::string> open(base::SubjectId /*subject*/, std::string_view sealed) {
  return std::string{sealed};
}

void check_corrupt(const base::Error& error) {
  base::check(!error.message.empty(), "a refusal has its reason");
}

}  // namespace

void run_segment(std::string_view bytes) {
  const auto segment = engine::decode_segment(bytes, open);
  if (!segment) {
    check_corrupt(segment.error());
    return;
  }
  const auto written = engine::encode(*segment, seal);
  const auto again = engine::decode_segment(written, open);
  base::check(
      again && again->accounts == segment->accounts && again->transfers == segment->transfers,
      "a written segment reads the same");
}

void run_event(std::string_view bytes) {
  const auto event = core::decode(bytes, open);
  if (!event) {
    check_corrupt(event.error());
    return;
  }
  const auto written = core::encode(*event, seal);
  const auto again = core::decode(written, open);
  base::check(again && core::encode(*again, seal) == written, "a written event reads the same");
}

void run_state(std::string_view bytes) {
  const auto state = core::decode_state(bytes, open);
  if (!state) {
    check_corrupt(state.error());
    return;
  }
  const auto written = core::encode_state(*state, seal);
  const auto again = core::decode_state(written, open);
  base::check(again && core::encode_state(*again, seal) == written,
              "a written state reads the same");
}

void run_rule_pack(std::string_view bytes) {
  const auto book = law::RuleBook::parse(bytes);
  if (!book) {
    base::check(!book.error().message.empty(), "a refusal has its reason");
    return;
  }
  const auto later = base::from_unix_ms(1'800'000'000'000);
  for (const auto& key : law::required_keys()) {
    (void)book->find(key, later);
  }
  (void)book->reply_code("0000");
  for (const auto& rule : book->rules()) {
    if (rule.key.ends_with(".term")) {
      (void)law::term_of(rule);
    }
  }
}

void run_handover_package(std::string_view bytes) {
  const auto examined = dossier::examine(bytes, std::nullopt);
  if (!examined) {
    base::check(!examined.error().message.empty(), "a refusal has its reason");
    return;
  }
  for (const auto& file : examined->files) {
    base::check(!examined->is_whole() || file.state == dossier::FileState::same,
                "a package is whole only where every file is the same");
  }
}

void run_values(std::string_view bytes) {
  for (const auto& at : {base::parse_instant(bytes), base::parse_instant_beijing(bytes)}) {
    if (at) {
      base::check(base::is_plausible(*at), "a time is plausible");
      const auto again = base::parse_instant(base::format_instant(*at));
      base::check(again && *again == *at, "a written time reads the same");
    }
  }
  // The quick reader of feeds and the general one agree, and the day it remembers changes nothing.
  feed::TimeReader quick;
  const auto first = quick.read(bytes);
  const auto second = quick.read(bytes);
  const auto general = base::parse_instant(bytes);
  base::check(first.ok() == general.ok() && (!general || *first == *general) &&
                  second.ok() == first.ok() && (!first || *second == *first),
              "two readers of times agree");
  if (const auto fen = base::parse_yuan(bytes)) {
    const auto again = base::parse_yuan(base::format_yuan(*fen));
    base::check(again && *again == *fen, "a written amount reads the same");
    (void)base::display_yuan(*fen);
  }
  if (const auto fen = feed::read_amount(bytes)) {
    base::check(fen->is_positive() && *fen <= base::Fen::limit(), "an amount is bounded");
  }
}

}  // namespace holdfast::fuzz
