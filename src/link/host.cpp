#include "link/host.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <unicode/normalizer2.h>
#include <unicode/uidna.h>
#include <unicode/unistr.h>

namespace holdfast::link {

namespace {

constexpr std::size_t labels_max = 32;
constexpr std::size_t label_bytes_max = 256;  // after decoding; 63 bytes in the name system

/// Second labels under which countries give out names; of the Public Suffix List those that names
/// seen in Chinese cases end in. What is missing makes the label left of it look registered.
constexpr std::array<std::string_view, 12> shared_labels{"com", "net", "org", "gov", "edu", "ac",
                                                         "mil", "co",  "or",  "ne",  "go",  "idv"};
/// Under .cn also the provinces give out names.
constexpr std::array<std::string_view, 34> provinces{
    "ah", "bj", "cq", "fj", "gd", "gs", "gz", "gx", "ha", "hb", "he", "hi",
    "hk", "hl", "hn", "jl", "js", "jx", "ln", "mo", "nm", "nx", "qh", "sc",
    "sd", "sh", "sn", "sx", "tj", "tw", "xj", "xz", "yn", "zj"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view label) {
  return std::ranges::find(list, label) != list.end();
}

/// NFKC, lower case, without blanks; empty where the bytes are not text.
std::string plain(std::string_view address) {
  UErrorCode code = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFKCCasefoldInstance(code);
  if (U_FAILURE(code)) {
    return {};
  }
  const auto text = form->normalize(
      icu::UnicodeString::fromUTF8({address.data(), static_cast<int32_t>(address.size())}), code);
  std::string out;
  if (U_FAILURE(code)) {
    return out;
  }
  text.toUTF8String(out);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  // The full stops that people type for dots.
  constexpr std::string_view stop = "。";
  for (auto at = out.find(stop); at != std::string::npos; at = out.find(stop, at)) {
    out.replace(at, stop.size(), ".");
  }
  return out;
}

std::string_view without_surroundings(std::string_view text) {
  if (const auto scheme = text.find("://"); scheme != std::string_view::npos) {
    text.remove_prefix(scheme + 3);
  }
  text = text.substr(0, text.find_first_of("/?#\\"));
  if (const auto user = text.rfind('@'); user != std::string_view::npos) {
    text.remove_prefix(user + 1);
  }
  text = text.substr(0, text.find(':'));
  while (text.ends_with('.')) {
    text.remove_suffix(1);
  }
  return text;
}

/// "xn--…" as the letters that it stands for; a name that is none stays as it is.
std::string decoded(std::string_view label) {
  if (!label.starts_with("xn--")) {
    return std::string{label};
  }
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna{uidna_openUTS46(UIDNA_DEFAULT, &code),
                                                            &uidna_close};
  if (U_FAILURE(code)) {
    return std::string{label};
  }
  std::array<char, label_bytes_max> letters{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const auto size =
      uidna_labelToUnicodeUTF8(idna.get(), label.data(), static_cast<int32_t>(label.size()),
                               letters.data(), static_cast<int32_t>(letters.size()), &info, &code);
  return U_FAILURE(code) || size <= 0 ? std::string{label}
                                      : std::string{letters.data(), static_cast<std::size_t>(size)};
}

bool may_be_label(std::string_view label) {
  return !label.empty() && label.size() <= label_bytes_max &&
         std::ranges::all_of(label, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                  c == '_';
         });
}

bool is_octet(std::string_view label) {
  return label.size() <= 3 &&
         std::ranges::all_of(label, [](char c) { return c >= '0' && c <= '9'; }) &&
         (label.size() < 3 || label <= "255");
}

std::size_t registered_label(const std::vector<std::string>& labels) {
  const std::size_t count = labels.size();
  const bool is_country = labels.back().size() == 2;
  const auto& second = labels[count - 2];
  const bool is_shared = is_country && (is_one_of(shared_labels, second) ||
                                        (labels.back() == "cn" && is_one_of(provinces, second)));
  if (!is_shared) {
    return count - 2;
  }
  return count >= 3 ? count - 3 : count;
}

}  // namespace

std::optional<Host> read_host(std::string_view address) {
  if (address.size() > address_bytes_max) {
    return std::nullopt;
  }
  const std::string whole = plain(address);
  std::string_view rest = without_surroundings(whole);
  Host host;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('.'), rest.size());
    auto label = decoded(rest.substr(0, end));
    if (!may_be_label(label) || host.labels.size() == labels_max) {
      return std::nullopt;
    }
    host.text += (host.text.empty() ? "" : ".") + label;
    host.labels.push_back(std::move(label));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (host.labels.size() < 2) {
    return std::nullopt;
  }
  host.is_number = host.labels.size() == 4 && std::ranges::all_of(host.labels, is_octet);
  host.own = host.is_number ? host.labels.size() : registered_label(host.labels);
  return host;
}

}  // namespace holdfast::link
