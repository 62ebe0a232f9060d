#include "sign/message.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/core.h>
#include <optional>
#include <sodium.h>
#include <utility>
#include <vector>

#include "base/digest.hpp"

namespace holdfast::sign {

namespace {

using base::Error;
using base::ErrorCode;

constexpr std::string_view label = "holdfast";
constexpr std::string_view digest_field = "Content-Digest";
constexpr std::string_view input_field = "Signature-Input";
constexpr std::string_view signature_field = "Signature";
constexpr std::size_t field_bytes_max = 4'096;
constexpr std::size_t components_max = 16;

Error refused(std::string_view where, std::string what) {
  return {ErrorCode::unauthenticated, std::move(what), std::string{where}};
}

/// What is signed, as the two ends see it.
struct Subject {
  const net::Headers& headers;
  std::string method;  // empty: an answer
  std::string target;
  int status = 0;
  std::string_view body;

  [[nodiscard]] std::array<std::string_view, 3> needed() const {
    return method.empty()
               ? std::array<std::string_view, 3>{"@status", "content-digest", ""}
               : std::array<std::string_view, 3>{"@method", "@request-target", "content-digest"};
  }

  /// The value of a component, none where the message has no such thing.
  [[nodiscard]] std::optional<std::string> component(std::string_view name) const {
    if (name == "@method" && !method.empty()) {
      return method;
    }
    if (name == "@request-target" && !method.empty()) {
      return target;
    }
    if (name == "@path" && !method.empty()) {
      return target.substr(0, target.find('?'));
    }
    if (name == "@status" && method.empty()) {
      return std::to_string(status);
    }
    if (name.starts_with('@')) {
      return std::nullopt;
    }
    const auto value = headers.find(name);
    return value ? std::optional<std::string>{*value} : std::nullopt;
  }
};

std::string digest_of(std::string_view body) {
  return fmt::format("sha-256=:{}:", base::to_base64(base::as_bytes(base::sha256(body))));
}

/// A signature's input, as the header has it.
struct Input {
  std::string label;
  std::string parameters;  // what the header says after the label, to the letter
  std::vector<std::string> components;
  std::int64_t created = -1;
  std::string nonce;
  std::string key_id;
  std::string algorithm;
};

base::Result<std::string> base_of(const Subject& subject, const Input& input) {
  std::string text;
  for (const auto& name : input.components) {
    const auto value = subject.component(name);
    if (!value) {
      return refused(input_field, fmt::format("the message has no \"{}\"", name));
    }
    text += fmt::format("\"{}\": {}\n", name, *value);
  }
  return text + "\"@signature-params\": " + input.parameters;
}

/// Reads the structured text of the header, as much of it as signatures use.
class InputReader {
 public:
  explicit InputReader(std::string_view text) : text_(text) {}

  base::Result<Input> read() {
    Input input;
    input.label = std::string{take_while(
        [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; })};
    if (input.label.empty() || !skip('=')) {
      return malformed();
    }
    const auto from = at_;
    if (!skip('(') || !read_components(input.components)) {
      return malformed();
    }
    while (skip(';')) {
      if (!read_parameter(input)) {
        return malformed();
      }
    }
    if (at_ != text_.size()) {
      return refused(input_field, "holds more than one signature");
    }
    input.parameters = std::string{text_.substr(from)};
    return input;
  }

 private:
  static Error malformed() {
    return refused(input_field, "is not of the form of RFC 9421, section 4.1");
  }
  bool skip(char c) {
    if (at_ < text_.size() && text_[at_] == c) {
      ++at_;
      return true;
    }
    return false;
  }
  template <typename Test>
  std::string_view take_while(Test test) {
    const auto from = at_;
    while (at_ < text_.size() && test(text_[at_])) {
      ++at_;
    }
    return text_.substr(from, at_ - from);
  }
  std::optional<std::string> quoted() {
    if (!skip('"')) {
      return std::nullopt;
    }
    const auto inside =
        take_while([](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; });
    return skip('"') ? std::optional<std::string>{inside} : std::nullopt;
  }
  bool read_components(std::vector<std::string>& to) {
    while (!skip(')')) {
      if (!to.empty() && !skip(' ')) {
        return false;
      }
      auto name = quoted();
      const bool again = name && std::find(to.begin(), to.end(), *name) != to.end();
      if (!name || again || to.size() == components_max) {
        return false;
      }
      to.push_back(std::move(*name));
    }
    return true;
  }
  bool read_parameter(Input& input) {
    const auto name = take_while([](char c) { return c >= 'a' && c <= 'z'; });
    if (!skip('=')) {
      return false;
    }
    if (name == "created" || name == "expires") {
      const auto digits = take_while([](char c) { return c >= '0' && c <= '9'; });
      std::int64_t seconds = 0;
      const auto [end, failed] =
          std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
      if (digits.empty() || digits.size() > 11 || failed != std::errc{} ||
          end != digits.data() + digits.size()) {
        return false;
      }
      if (name == "created") {
        input.created = seconds;
      }
      return true;
    }
    auto value = quoted();
    if (!value) {
      return false;
    }
    if (name == "nonce") {
      input.nonce = std::move(*value);
    } else if (name == "keyid") {
      input.key_id = std::move(*value);
    } else if (name == "alg") {
      input.algorithm = std::move(*value);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void sign(net::Headers& headers, Subject subject, const PrivateKey& key, base::Instant now) {
  headers.set(digest_field, digest_of(subject.body));
  std::array<unsigned char, 16> nonce{};
  randombytes_buf(nonce.data(), nonce.size());
  Input input;
  std::string list;
  for (const auto name : subject.needed()) {
    if (!name.empty()) {
      input.components.emplace_back(name);
      list += fmt::format("{}\"{}\"", list.empty() ? "" : " ", name);
    }
  }
  input.parameters = fmt::format(
      "({});created={};nonce=\"{}\";keyid=\"{}\";alg=\"{}\"", list, base::to_unix_ms(now) / 1000,
      base::to_hex(std::string_view{reinterpret_cast<const char*>(nonce.data()), nonce.size()}),
      key.public_key().id(), name_of(key.public_key().algorithm()));
  const auto text = base_of(subject, input).value();
  headers.set(input_field, fmt::format("{}={}", label, input.parameters));
  headers.set(signature_field, fmt::format("{}=:{}:", label, base::to_base64(key.sign(text))));
}

base::Result<std::string> signature_bytes(const net::Headers& headers, const Input& input) {
  const auto value = headers.find(signature_field);
  const auto prefix = input.label + "=:";
  if (!value || value->size() > field_bytes_max || !value->starts_with(prefix) ||
      !value->ends_with(':') || value->size() <= prefix.size()) {
    return refused(signature_field,
                   fmt::format("is missing or not of the form {}=:…:", input.label));
  }
  auto bytes = base::from_base64(value->substr(prefix.size(), value->size() - prefix.size() - 1));
  if (!bytes) {
    return refused(signature_field, "is not base64");
  }
  return bytes;
}

base::Result<Signed> verify(const Subject& subject, const PublicKey& key,
                            std::optional<base::Instant> now) {
  const auto text = subject.headers.find(input_field);
  if (!text || subject.headers.count(input_field) != 1 || text->size() > field_bytes_max) {
    return refused(input_field, "is missing: this key's messages are signed");
  }
  const auto input = InputReader{*text}.read();
  if (!input) {
    return input.error();
  }
  for (const auto needed : subject.needed()) {
    const auto& covered = input->components;
    if (!needed.empty() && std::find(covered.begin(), covered.end(), needed) == covered.end()) {
      return refused(input_field, fmt::format("does not cover \"{}\"", needed));
    }
  }
  if (input->key_id != key.id()) {
    return refused(input_field,
                   fmt::format("names the key \"{}\", known is {}", input->key_id, key.id()));
  }
  if (!input->algorithm.empty() && input->algorithm != name_of(key.algorithm())) {
    return refused(input_field, fmt::format("says {}, the key is {}", input->algorithm,
                                            name_of(key.algorithm())));
  }
  if (input->created < 0 || input->nonce.size() < 8 || input->nonce.size() > 128) {
    return refused(input_field, "needs created and a nonce of 8 to 128 characters");
  }
  if (subject.headers.count(digest_field) != 1 ||
      subject.headers.find(digest_field) != digest_of(subject.body)) {
    return refused(digest_field, "is not the sha-256 of this body");
  }
  const Signed found{input->key_id, base::from_unix_ms(input->created * 1000), input->nonce};
  if (now && (found.created < *now - window || found.created > *now + window)) {
    return refused(input_field,
                   fmt::format("was created at {}, more than {} s from now",
                               base::format_instant(found.created), window.count() / 1000));
  }
  const auto bytes = signature_bytes(subject.headers, *input);
  if (!bytes) {
    return bytes.error();
  }
  const auto signed_text = base_of(subject, *input);
  if (!signed_text) {
    return signed_text.error();
  }
  if (!key.verifies(*signed_text, *bytes)) {
    return refused(signature_field, "is not this key's over this message");
  }
  return found;
}

Subject request_subject(const net::Headers& headers, std::string_view method,
                        std::string_view target, std::string_view body) {
  return {headers, std::string{method}, std::string{target}, 0, body};
}

}  // namespace

void sign_request(net::Headers& headers, std::string_view method, std::string_view target,
                  std::string_view body, const PrivateKey& key, base::Instant now) {
  sign(headers, request_subject(headers, method, target, body), key, now);
}

void sign_response(net::Response& response, const PrivateKey& key, base::Instant now) {
  sign(response.headers, {response.headers, {}, {}, response.status, response.body}, key, now);
}

base::Result<Signed> verify_request(const net::Headers& headers, std::string_view method,
                                    std::string_view target, std::string_view body,
                                    const PublicKey& key, base::Instant now) {
  return verify(request_subject(headers, method, target, body), key, now);
}

base::Result<Signed> verify_response(const net::Response& response, const PublicKey& key,
                                     base::Instant now) {
  return verify({response.headers, {}, {}, response.status, response.body}, key, now);
}

base::Result<Signed> verify_kept_request(const net::Headers& headers, std::string_view method,
                                         std::string_view target, std::string_view body,
                                         const PublicKey& key) {
  return verify(request_subject(headers, method, target, body), key, std::nullopt);
}

base::Result<void> Nonces::take(const Signed& signature, base::Instant now) {
  const std::lock_guard held{mutex_};
  while (!by_end_.empty() && by_end_.begin()->first < now) {
    seen_.erase(by_end_.begin()->second);
    by_end_.erase(by_end_.begin());
  }
  if (seen_.size() >= most_) {
    return Error{ErrorCode::too_many, "more signed messages than are remembered; come again later"};
  }
  auto name = signature.key_id + " " + signature.nonce;
  if (!seen_.insert(name).second) {
    return Error{ErrorCode::conflict, "this signed message was taken before",
                 std::string{input_field}};
  }
  // A message may come until its time leaves the window, as this clock sees it.
  by_end_.emplace(signature.created + window, std::move(name));
  return {};
}

}  // namespace holdfast::sign
