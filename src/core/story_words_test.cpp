#include "core/story_words_test.hpp"

#include <charconv>

namespace holdfast::core::test {

namespace {

std::vector<std::string> tokens_of(std::string_view line) {
  std::vector<std::string> tokens;
  std::string token;
  bool quoted = false;
  bool open = false;
  const auto close = [&] {
    if (open) {
      tokens.push_back(token);
    }
    token.clear();
    open = false;
  };
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
      open = true;
    } else if (c == '#' && !quoted) {
      break;
    } else if (c == ' ' && !quoted) {
      close();
    } else {
      token += c;
      open = true;
    }
  }
  if (quoted) {
    throw BadStory{"a quote is not closed"};
  }
  close();
  return tokens;
}

std::int64_t whole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw BadStory{"\"" + std::string{text} + "\" is not a number"};
  }
  return number;
}

}  // namespace

const std::string& Words::word(std::size_t index) const {
  if (index >= plain.size()) {
    throw BadStory{verb + " needs more words"};
  }
  return plain[index];
}

Words read_words(std::string_view line) {
  Words words;
  words.groups.emplace_back();
  for (auto& token : tokens_of(line)) {
    const auto relation = token.find_first_of("=~");
    if (words.verb.empty()) {
      words.verb = std::move(token);
    } else if (token == ";") {
      words.groups.emplace_back();
    } else if (relation == std::string::npos || relation == 0) {
      words.plain.push_back(std::move(token));
    } else {
      words.groups.back().push_back(
          {token.substr(0, relation), token[relation], token.substr(relation + 1)});
    }
  }
  return words;
}

Fields::Fields(const std::vector<Condition>& pairs) {
  for (const auto& pair : pairs) {
    if (pair.relation != '=' || !pairs_.emplace(pair.name, pair.value).second) {
      throw BadStory{"give " + pair.name + " once, with '='"};
    }
  }
}

bool Fields::has(const std::string& name) const {
  return pairs_.contains(name);
}

std::string Fields::text(const std::string& name, const std::string& otherwise) {
  const auto found = pairs_.find(name);
  if (found == pairs_.end()) {
    return otherwise;
  }
  read_[name] = true;
  return found->second;
}

std::int64_t Fields::number(const std::string& name, std::int64_t otherwise) {
  return has(name) ? whole(text(name)) : otherwise;
}

base::Fen Fields::money(const std::string& name, base::Fen otherwise) {
  if (!has(name)) {
    return otherwise;
  }
  const auto fen = base::parse_yuan(text(name));
  if (!fen) {
    throw BadStory{name + " " + fen.error().message};
  }
  return *fen;
}

base::Instant Fields::time(const std::string& name, base::Instant otherwise) {
  return has(name) ? moment(text(name), otherwise) : otherwise;
}

void Fields::all_read() const {
  for (const auto& [name, value] : pairs_) {
    if (!read_.contains(name)) {
      throw BadStory{"nothing here is called " + name};
    }
  }
}

base::Instant moment(std::string_view text, base::Instant now) {
  if (!text.starts_with('+') && !text.starts_with('-')) {
    const auto at = base::parse_instant_beijing(text);
    if (!at) {
      throw BadStory{at.error().message};
    }
    return *at;
  }
  const auto unit_at = text.find_first_not_of("0123456789", 1);
  if (unit_at == std::string_view::npos) {
    throw BadStory{"a span needs its unit: ms, s, m, h or d"};
  }
  const base::Milliseconds count{whole(text.substr(1, unit_at - 1)) * (text[0] == '-' ? -1 : 1)};
  const auto unit = text.substr(unit_at);
  if (unit == "ms") {
    return now + count;
  }
  if (unit == "s") {
    return now + count * 1000;
  }
  if (unit == "m") {
    return now + count * 60'000;
  }
  if (unit == "h") {
    return now + count * 3'600'000;
  }
  if (unit == "d") {
    return now + count * 86'400'000;
  }
  throw BadStory{"no unit " + std::string{unit}};
}

std::uint64_t number_of(std::string_view text) {
  while (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
    text.remove_prefix(1);
  }
  return static_cast<std::uint64_t>(whole(text));
}

}  // namespace holdfast::core::test
