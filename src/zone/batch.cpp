#include "zone/batch.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/digest.hpp"

namespace holdfast::zone {

namespace json = boost::json;

namespace {

constexpr std::string_view format = "holdfast-zone-1";

base::Error broken(int line, std::string why) {
  return {base::ErrorCode::bad_input, std::move(why), fmt::format("line {}", line)};
}

/// Takes the next line off `rest`; nothing, where no line end follows.
std::optional<std::string_view> next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

std::optional<json::object> object_in(std::string_view line) {
  json::error_code failed;
  auto value = json::parse(json::string_view{line.data(), line.size()}, failed);
  return failed || !value.is_object() ? std::nullopt : std::optional{std::move(value.as_object())};
}

/// The text of a member; nothing where it is missing or something else.
std::optional<std::string> text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(json::string_view{name.data(), name.size()});
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::nullopt : std::optional{std::string{text->data(), text->size()}};
}

std::string write_leaves(const std::vector<Leaf>& leaves) {
  std::string text;
  for (const auto& leaf : leaves) {
    text += json::serialize(json::object{
        {"place", leaf.place},
        {"body", leaf.body ? json::value(base::to_base64(*leaf.body)) : json::value()}});
    text += '\n';
  }
  return text;
}

base::Result<Leaf> read_leaf(std::string_view line, int number) {
  if (line.size() > 2 * leaf_bytes_max) {
    return broken(number, "a document is too large");
  }
  const auto object = object_in(line);
  auto place = object ? text_of(*object, "place") : std::nullopt;
  const auto* body = object ? object->if_contains("body") : nullptr;
  if (!place || place->empty() || body == nullptr || object->size() != 2) {
    return broken(number, "needs `place` and `body`, and nothing else");
  }
  if (body->is_null()) {
    return Leaf{*std::move(place), std::nullopt};
  }
  const auto encoded = text_of(*object, "body");
  auto bytes = encoded ? base::from_base64(*encoded)
                       : base::Result<std::string>{broken(number, "`body` is no text")};
  if (!bytes) {
    return broken(number, "`body` is no base64");
  }
  return Leaf{*std::move(place), *std::move(bytes)};
}

base::Result<Batch> read_head(std::string_view line) {
  const auto head = object_in(line);
  if (!head || text_of(*head, "format") != format) {
    return broken(1, fmt::format("is no batch of the form {}", format));
  }
  Batch batch;
  const auto* number = head->if_contains("number");
  const auto* whole = head->if_contains("whole");
  const auto previous = text_of(*head, "previous");
  const auto made = text_of(*head, "made_at");
  const auto slot = text_of(*head, "slot");
  if (number == nullptr || !number->is_int64() || number->as_int64() < 1 || whole == nullptr ||
      !whole->is_bool() || !previous || !made || !slot) {
    return broken(1, "needs number, whole, previous, made_at and slot");
  }
  const auto at = base::parse_instant(*made);
  if (!at) {
    return broken(1, "`made_at` is no time");
  }
  batch.number = static_cast<std::uint64_t>(number->as_int64());
  batch.is_whole = whole->as_bool();
  batch.previous = *previous;
  batch.made_at = *at;
  batch.slot = *slot;
  return batch;
}

}  // namespace

std::string name_of(std::uint64_t number) {
  return fmt::format("{:020}", number);
}

std::string write_batch(const Batch& batch, const sign::PrivateKey& key) {
  const auto leaves = write_leaves(batch.leaves);
  auto head = json::serialize(json::object{{"format", format},
                                           {"number", batch.number},
                                           {"whole", batch.is_whole},
                                           {"previous", batch.previous},
                                           {"made_at", base::format_instant(batch.made_at)},
                                           {"slot", batch.slot},
                                           {"sha256", base::to_hex(base::sha256(leaves))}});
  auto signature = base::to_base64(key.sign(head));
  return fmt::format("{}\n{}\n{}", head, signature, leaves);
}

std::string digest_of(std::string_view batch_bytes) {
  return base::to_hex(base::sha256(batch_bytes));
}

base::Result<Batch> read_batch(std::string_view bytes, const sign::PublicKey& key) {
  if (bytes.size() > batch_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "a batch has at most 512 MiB"};
  }
  const auto head = next_line(bytes);
  const auto signature = head ? next_line(bytes) : std::nullopt;
  if (!signature) {
    return broken(1, "ends within its first two lines");
  }
  // Nothing is believed, and little is read, before the signature holds.
  const auto raw = base::from_base64(*signature);
  if (!raw || !key.verifies(*head, *raw)) {
    return broken(2, "is not signed by the centre's key");
  }
  auto batch = read_head(*head);
  if (!batch) {
    return batch;
  }
  if (text_of(*object_in(*head), "sha256") != base::to_hex(base::sha256(bytes))) {
    return broken(1, "what follows is not what was signed");
  }
  int number = 2;
  while (const auto line = next_line(bytes)) {
    ++number;
    auto leaf = read_leaf(*line, number);
    if (!leaf) {
      return leaf.error();
    }
    if (batch->leaves.size() == leaves_max) {
      return base::Error{base::ErrorCode::too_large, "a batch has at most 2,000,000 documents"};
    }
    batch->leaves.push_back(*std::move(leaf));
  }
  return bytes.empty() ? batch : broken(number + 1, "ends within a line");
}

}  // namespace holdfast::zone
