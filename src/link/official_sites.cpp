#include "link/official_sites.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <memory>
#include <set>
#include <toml++/toml.h>
#include <unicode/uspoof.h>

namespace holdfast::link {

namespace {

/// Names of this many letters have neighbours by chance: pinyin has few syllables.
constexpr std::size_t slip_least = 6;
/// Down to here two letters changed about or one doubled are still a slip of the pen.
constexpr std::size_t swap_least = 5;
constexpr std::size_t worn_least = 3;

constexpr std::array<std::string_view, 9> kinds{"bank",    "payment", "platform",
                                                "telecom", "courier", "government",
                                                "airline", "broker",  "media"};

/// Two texts with one skeleton look the same to people (Unicode TS 39); empty where there is none.
std::string skeleton_of(std::string_view text) {
  static const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker = [] {
    UErrorCode code = U_ZERO_ERROR;
    return std::unique_ptr<USpoofChecker, decltype(&uspoof_close)>{uspoof_open(&code),
                                                                   &uspoof_close};
  }();
  std::array<char, 1024> out{};
  UErrorCode code = U_ZERO_ERROR;
  const auto size =
      uspoof_getSkeletonUTF8(checker.get(), 0, text.data(), static_cast<int32_t>(text.size()),
                             out.data(), static_cast<int32_t>(out.size()), &code);
  if (U_FAILURE(code)) {
    return {};
  }
  std::string skeleton{out.data(), static_cast<std::size_t>(size)};
  // The skeleton of 0 is a capital O.
  std::ranges::transform(skeleton, skeleton.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return skeleton;
}

bool is_under(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                            host[host.size() - domain.size() - 1] == '.');
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c < '0' || c > '9'; });
}

/// One letter more, less or other, or two neighbours changed about. Of a short name only the last,
/// and a letter doubled; of a number nothing: others have numbers too.
bool is_one_slip(std::string_view typed, std::string_view name) {
  if (name.size() < swap_least || !has_letter(name)) {
    return false;
  }
  const bool is_short = name.size() < slip_least;
  const std::string_view a = typed.size() < name.size() ? name : typed;
  const std::string_view b = typed.size() < name.size() ? typed : name;
  const auto [at, bt] = std::ranges::mismatch(a, b);
  const std::string_view left(at, a.end());
  const std::string_view right(bt, b.end());
  if (a.size() == b.size() + 1) {
    const bool is_doubled = a == typed && at != a.begin() && *at == *(at - 1);
    return left.substr(1) == right && (!is_short || is_doubled);
  }
  if (a.size() != b.size() || left.size() < 2) {
    return a.size() == b.size() && left.size() == 1 && !is_short;
  }
  return (!is_short && left.substr(1) == right.substr(1)) ||
         (left[0] == right[1] && left[1] == right[0] && left.substr(2) == right.substr(2));
}

/// What is left of a label without the name, hyphens and digits.
std::string rest_of(std::string_view label, std::size_t at, std::size_t size) {
  std::string rest{label.substr(0, at)};
  rest += label.substr(at + size);
  std::erase_if(rest, [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
  return rest;
}

/// The name and a lure make up the label that its owner chose, or the name is a label to the left
/// of another's.
bool wears(const Host& host, std::string_view name,
           const std::set<std::string, std::less<>>& lures) {
  if (name.size() < worn_least) {
    return false;
  }
  for (std::size_t i = 0; i < host.own; ++i) {
    if (host.labels[i] == name) {
      return true;
    }
  }
  const auto label = host.own_label();
  const auto at = label.find(name);
  return at != std::string_view::npos && lures.contains(rest_of(label, at, name.size()));
}

/// Are its labels labels of the text that do not end it? `text` begins with a dot.
bool has_in_front(std::string_view text, std::string_view domain) {
  for (auto at = text.find(domain); at != std::string_view::npos; at = text.find(domain, at + 1)) {
    const auto end = at + domain.size();
    if (text[at - 1] == '.' && end < text.size() && text[end] == '.') {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::official:
      return "official";
    case Standing::imitates:
      return "imitates";
    case Standing::number:
      return "number";
    case Standing::unknown:
      break;
  }
  return "unknown";
}

std::string_view name_of(Guise guise) {
  switch (guise) {
    case Guise::front:
      return "front";
    case Guise::looks:
      return "looks";
    case Guise::other_ending:
      return "other_ending";
    case Guise::near_miss:
      return "near_miss";
    case Guise::wears_name:
      return "wears_name";
    case Guise::none:
      break;
  }
  return "none";
}

base::Result<OfficialSites> OfficialSites::parse(std::string_view text) {
  const auto bad = [](std::string message) {
    return base::Error{base::ErrorCode::bad_input, std::move(message), "official_sites.toml"};
  };
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return bad(fmt::format("line {}: {}", error.source().begin.line, error.description()));
  }
  const auto* list = root["site"].as_array();
  if (list == nullptr) {
    return bad("there is no [[site]]");
  }
  OfficialSites sites;
  if (const auto* lures = root["lures"].as_array()) {
    for (const auto& lure : *lures) {
      sites.lures_.insert(lure.value<std::string>().value_or(""));
    }
    sites.lures_.erase("");
  }
  std::set<std::string> seen;
  for (const auto& node : *list) {
    const auto line = node.source().begin.line;
    const auto* table = node.as_table();
    if (table == nullptr) {
      return bad(fmt::format("line {}: site must be a table", line));
    }
    const auto member = [&](std::string_view name) {
      return (*table)[name].value<std::string>().value_or("");
    };
    Site site{member("domain"), member("zh"), member("en"), member("kind"),
              (*table)["word"].value<bool>().value_or(false)};
    const auto host = read_host(site.domain);
    if (!host || host->text != site.domain) {
      return bad(
          fmt::format("line {}: domain \"{}\" is no domain in lower case", line, site.domain));
    }
    if (site.zh.empty() || site.en.empty()) {
      return bad(fmt::format("line {}: zh or en is missing", line));
    }
    if (std::ranges::find(kinds, site.kind) == kinds.end()) {
      return bad(fmt::format("line {}: kind \"{}\" is unknown", line, site.kind));
    }
    if (!seen.insert(site.domain).second) {
      return bad(fmt::format("line {}: {} is listed twice", line, site.domain));
    }
    const std::string label{host->own_label()};
    sites.marks_.push_back({label, skeleton_of(label)});
    sites.sites_.push_back(std::move(site));
  }
  return sites;
}

Guise OfficialSites::guise_of(const Looks& looks, std::size_t site) const {
  const std::string_view label = looks.host.own_label();
  const auto& mark = marks_[site];
  const auto& domain = sites_[site].domain;
  // www.icbc.com.cn.verify.top and www-icbc-com-cn.top
  if (has_in_front(looks.dotted, domain) || has_in_front(looks.parted, domain)) {
    return Guise::front;
  }
  if (mark.label.empty() || label.empty()) {
    return Guise::none;
  }
  if (label == mark.label) {
    return Guise::other_ending;
  }
  if (looks.skeleton == mark.skeleton) {
    return Guise::looks;
  }
  if (is_one_slip(label, mark.label)) {
    return Guise::near_miss;
  }
  return !sites_[site].is_word && wears(looks.host, mark.label, lures_) ? Guise::wears_name
                                                                        : Guise::none;
}

Judgement OfficialSites::judge(std::string_view address) const {
  const auto host = read_host(address);
  if (!host) {
    return {};
  }
  Judgement found{Standing::unknown, Guise::none, nullptr, host->text};
  if (host->is_number) {
    found.standing = Standing::number;
    return found;
  }
  Looks looks{*host, skeleton_of(host->own_label()), "." + host->text, "." + host->text};
  std::ranges::replace(looks.parted, '-', '.');
  for (std::size_t i = 0; i < sites_.size(); ++i) {
    if (is_under(host->text, sites_[i].domain)) {
      return {Standing::official, Guise::none, &sites_[i], host->text};
    }
    const auto guise = guise_of(looks, i);
    if (guise != Guise::none && (found.guise == Guise::none || guise < found.guise)) {
      found = {Standing::imitates, guise, &sites_[i], host->text};
    }
  }
  return found;
}

}  // namespace holdfast::link
