// What the live stream carries. Values; any thread.
#pragma once

#include <string>

#include "port/journal.hpp"

namespace holdfast::engine {

/// Small on purpose: a screen that cares fetches the rest with min_seq.
struct LiveEvent {
  port::BatchSeq seq = 0;
  std::string name;         // "case", "order", "account", "task", "alarm", "warning", "feed"
  std::string data;         // JSON
  std::string institution;  // of an order: whom it is addressed to; empty otherwise
};

}  // namespace holdfast::engine
