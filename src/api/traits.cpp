#include "api/traits.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/core.h>
#include <optional>
#include <set>

#include "api/reads.hpp"
#include "api/words.hpp"
#include "core/reputation.hpp"
#include "indicator/digest.hpp"
#include "text/analyse.hpp"
#include "text/extract.hpp"
#include "text/fold.hpp"
#include "text/utf.hpp"
#include "text/wording.hpp"

namespace holdfast::api {

namespace {

using desk::Trait;
using desk::TraitKind;

constexpr std::size_t traits_max = 100;
constexpr std::size_t named_max = 50;  // as the core allows
constexpr std::size_t named_bytes_max = 256;

std::string folded(std::string_view text) {
  auto wide = text::fold(text::decode(text));
  std::erase_if(wide, [](char32_t c) { return text::is_blank(c) || c == U'\n'; });
  return text::encode(wide);
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : folded(text)) {
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
    }
  }
  return digits;
}

/// What the rule of common things and the routing say of things that join nobody, folded.
std::set<std::string> common_things(const Call& call) {
  std::vector<std::string> hotlines;
  std::string listed;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    for (const auto& institution : state.routing.institutions) {
      hotlines.push_back(institution.hotline);
    }
    const auto* rule = state.rules.find("series.common", now);
    listed = rule == nullptr ? std::string{} : rule->text;
  });
  std::set<std::string> common;
  for (const auto& hotline : hotlines) {
    common.insert(digits_of(hotline));
  }
  for (std::string_view rest = listed; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    common.insert(folded(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return common;
}

std::string host_of(std::string_view address) {
  const auto host = link::read_host(address);
  return host ? host->text : std::string{};
}

/// The form that two of a kind are compared in; empty for what is none of its kind.
std::string plain_form(TraitKind kind, std::string_view text) {
  switch (kind) {
    case TraitKind::card: {
      auto digits = digits_of(text);
      return digits.size() >= 8 ? digits : std::string{};
    }
    case TraitKind::phone: {
      auto digits = digits_of(text);
      if (digits.size() == 13 && digits.starts_with("86")) {
        digits.erase(0, 2);
      }
      return digits.size() >= 7 ? digits : std::string{};
    }
    case TraitKind::qq: {
      auto digits = digits_of(text);
      return digits.size() >= 5 ? digits : std::string{};
    }
    case TraitKind::url:
      return host_of(text);
    case TraitKind::wallet:
      return plain_number(text);  // capitals count in an address of coins
    case TraitKind::app:
    case TraitKind::wechat:
    case TraitKind::alipay:
    case TraitKind::plate:
    case TraitKind::device:
      return folded(text);
    case TraitKind::wording:
      break;
  }
  return {};
}

std::string shown_form(TraitKind kind, const std::string& plain) {
  return kind == TraitKind::url || kind == TraitKind::app ? plain : base::mask_number(plain);
}

/// Under which anybody may ask for it; empty where nobody does.
std::string public_digest(TraitKind kind, const std::string& plain) {
  const auto asked = core::asked_as(kind);
  const auto value =
      asked ? indicator::canonical(*asked, plain) : base::Result<std::string>{std::string{}};
  return value && asked ? indicator::digest_of(*asked, *value) : std::string{};
}

std::optional<TraitKind> trait_of(text::Kind kind) {
  switch (kind) {
    case text::Kind::card:
      return TraitKind::card;
    case text::Kind::phone:
      return TraitKind::phone;
    case text::Kind::url:
      return TraitKind::url;
    case text::Kind::wechat:
      return TraitKind::wechat;
    case text::Kind::qq:
      return TraitKind::qq;
    case text::Kind::alipay:
      return TraitKind::alipay;
    case text::Kind::app:
      return TraitKind::app;
    case text::Kind::amount:
    case text::Kind::time:
    case text::Kind::person:
    case text::Kind::bank:
    case text::Kind::address:
      break;
  }
  return std::nullopt;
}

/// Gathers traits, each once, but for what is the victim's own or everybody's.
class Gathering {
 public:
  explicit Gathering(const Call& call) : call_(call), passed_over_(common_things(call)) {}

  void pass_over(TraitKind kind, std::string_view text) {
    passed_over_.insert(plain_form(kind, text));
  }
  void add(TraitKind kind, std::string_view text) {
    const auto plain = plain_form(kind, text);
    if (!plain.empty() && !passed_over_.contains(plain) && traits_.size() < traits_max &&
        seen_.emplace(kind, plain).second) {
      traits_.push_back({kind,
                         {{}, key_of(kind, plain)},
                         {{}, shown_form(kind, plain)},
                         {{}, public_digest(kind, plain)}});
    }
  }
  void add_wording(std::u32string_view narrative) {
    std::uint64_t salt = 0;
    const auto digits = call_.engine().search_term("wording").substr(0, 16);
    std::from_chars(digits.data(), digits.data() + digits.size(), salt, 16);
    auto wording = text::wording_of(narrative, salt);
    if (!wording.empty()) {
      traits_.push_back({TraitKind::wording, {{}, std::move(wording)}, {}, {}});
    }
  }
  [[nodiscard]] std::vector<Trait> take() { return std::move(traits_); }

 private:
  [[nodiscard]] std::string key_of(TraitKind kind, const std::string& plain) const {
    return call_.engine().search_term(
        fmt::format("{}:{}", boost::describe::enum_to_string(kind, ""), plain));
  }

  const Call& call_;
  std::set<std::string> passed_over_;
  std::set<std::pair<TraitKind, std::string>> seen_;
  std::vector<Trait> traits_;
};

void add_narrative(Gathering& gathering, const Words& words, std::u32string_view narrative) {
  for (const auto& span : text::extract(words.model.tags, narrative)) {
    const auto kind = trait_of(span.kind);
    if (!kind) {
      continue;
    }
    const auto text = text::encode(narrative.substr(span.begin, span.end - span.begin));
    if (*kind == TraitKind::url && words.sites.judge(text).standing == link::Standing::official) {
      continue;
    }
    gathering.add(*kind, text);
  }
}

void add_particulars(Gathering& gathering, const engine::ReportedLoss& loss) {
  for (const auto& particular : loss.particulars) {
    if (particular.field == desk::PaymentField::wallet) {
      gathering.add(TraitKind::wallet, particular.text.text);
    } else if (particular.field == desk::PaymentField::plate) {
      gathering.add(TraitKind::plate, particular.text.text);
    }
  }
}

}  // namespace

std::vector<Trait> traits_of_report(const Call& call, const engine::Report& report) {
  Gathering gathering{call};
  gathering.pass_over(TraitKind::phone, report.victim_phone);
  for (const auto& loss : report.losses) {
    gathering.pass_over(TraitKind::card, loss.payer_account);
  }
  for (const auto& loss : report.losses) {
    gathering.add(TraitKind::card, loss.payee_account);
    add_particulars(gathering, loss);
  }
  const auto narrative = text::decode(report.narrative);
  if (const auto* words = call.service.options.words.get()) {
    add_narrative(gathering, *words, narrative);
  }
  gathering.add_wording(narrative);
  return gathering.take();
}

base::Result<Trait> trait_by_hand(const Call& call, TraitKind kind, std::string_view text,
                                  std::string_view where) {
  if (plain_form(kind, text).empty()) {
    return base::Error{base::ErrorCode::bad_input, "has not the form of its kind",
                       std::string{where}};
  }
  Gathering gathering{call};
  gathering.add(kind, text);
  auto traits = gathering.take();
  if (traits.empty()) {
    return base::Error{base::ErrorCode::bad_input, "属于公共号码、网站或者应用，不作串并依据",
                       std::string{where}};
  }
  return std::move(traits.front());
}

base::Result<tip::Named> named_by_hand(TraitKind kind, std::string_view text,
                                       std::string_view where) {
  const auto plain = plain_form(kind, text);
  if (plain.empty()) {
    return base::Error{base::ErrorCode::bad_input, "has not the form of its kind",
                       std::string{where}};
  }
  // Of an address the path may lead somewhere, too.
  return tip::Named{kind,
                    {{}, kind == TraitKind::url ? std::string{text} : plain},
                    {{}, public_digest(kind, plain)},
                    false};
}

std::vector<tip::Named> named_in_text(const Call& call, std::string_view text,
                                      const std::vector<tip::Named>& already,
                                      std::string_view phone) {
  const auto* words = call.service.options.words.get();
  if (words == nullptr) {
    return {};
  }
  auto passed_over = common_things(call);
  passed_over.insert(plain_form(TraitKind::phone, phone));
  for (const auto& each : already) {
    passed_over.insert(plain_form(each.kind, each.value.text));
  }
  std::vector<tip::Named> found;
  const auto narrative = text::decode(text);
  for (const auto& span : text::extract(words->model.tags, narrative)) {
    const auto kind = trait_of(span.kind);
    const auto said = text::encode(narrative.substr(span.begin, span.end - span.begin));
    const bool is_official =
        kind == TraitKind::url && words->sites.judge(said).standing == link::Standing::official;
    if (!kind || is_official || said.size() > named_bytes_max ||
        found.size() + already.size() >= named_max) {
      continue;
    }
    auto named = named_by_hand(*kind, said, {});
    if (named && passed_over.insert(plain_form(*kind, said)).second) {
      named->read = true;
      found.push_back(*std::move(named));
    }
  }
  return found;
}

std::string type_of_text(const Call& call, std::string_view text) {
  const auto* words = call.service.options.words.get();
  if (words == nullptr) {
    return {};
  }
  const auto analysis = text::analyse(words->model, text::decode(text), {});
  return analysis && analysis->verdict.fraud ? std::string{text::type_names[analysis->verdict.type]}
                                             : std::string{};
}

}  // namespace holdfast::api
