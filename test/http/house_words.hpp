// The words that the binary carries, read from the sources.
#pragma once

#include <memory>

#include "api/words.hpp"

namespace holdfast::http_test {

/// Read once; model, official sites and guides.
[[nodiscard]] std::shared_ptr<const api::Words> words_of_the_house();

}  // namespace holdfast::http_test
