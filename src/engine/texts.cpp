#include "engine/texts.hpp"

#include <cstring>

namespace holdfast::engine {

namespace {

constexpr std::size_t block_bytes = 1 << 20;
constexpr std::size_t text_bytes_max = 255;

std::string_view cut(std::string_view text) {
  return text.substr(0, text_bytes_max);
}

}  // namespace

char* TransferTexts::room(std::size_t bytes) {
  if (left_ < bytes) {
    arena_.push_back(std::make_unique<char[]>(block_bytes));
    next_ = arena_.back().get();
    left_ = block_bytes;
  }
  char* const start = next_;
  next_ += bytes;
  left_ -= bytes;
  return start;
}

void TransferTexts::add(base::Sequence sequence, const Texts& texts) {
  const std::string_view all[] = {cut(texts.id), cut(texts.serial), cut(texts.clearing),
                                  cut(texts.feed)};
  std::size_t bytes = 0;
  for (const auto text : all) {
    bytes += 1 + text.size();
  }
  char* const start = room(bytes);
  char* at = start;
  for (const auto text : all) {
    *at++ = static_cast<char>(static_cast<unsigned char>(text.size()));
    std::memcpy(at, text.data(), text.size());
    at += text.size();
  }
  new (entries_.slot(sequence.value())) const char*(start);
}

TransferTexts::Texts TransferTexts::at(base::Sequence sequence) const {
  const char* at = entries_[sequence.value()];
  const auto next = [&at] {
    const auto length = static_cast<unsigned char>(*at);
    const std::string_view text{at + 1, length};
    at += 1 + length;
    return text;
  };
  Texts texts;
  texts.id = next();
  texts.serial = next();
  texts.clearing = next();
  texts.feed = next();
  return texts;
}

}  // namespace holdfast::engine
