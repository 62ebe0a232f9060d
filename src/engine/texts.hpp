// The texts of transfers (their id, serial, clearing number and feed), by sequence.
//
// One writer, any number of readers. Text sits in an arena whose blocks never move.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "fund/chunk_table.hpp"

namespace holdfast::engine {

class TransferTexts {
 public:
  struct Texts {
    std::string_view id;
    std::string_view serial;
    std::string_view clearing;
    std::string_view feed;
  };

  /// Writer. `sequence` is the next one: texts are kept in order. Each text at most 255 bytes.
  void add(base::Sequence sequence, const Texts& texts);
  /// Any thread that learned `sequence` after it was added.
  [[nodiscard]] Texts at(base::Sequence sequence) const;

 private:
  char* room(std::size_t bytes);

  fund::ChunkTable<const char*> entries_;
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t left_ = 0;
  char* next_ = nullptr;
};

}  // namespace holdfast::engine
