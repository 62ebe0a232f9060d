// What the public zone holds: the documents of the batches that it took, in a file of its own.
// There is nothing in it that a visitor with the right codes could not ask for, and what needs a
// code is sealed by it. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "zone/batch.hpp"

namespace holdfast::zone {

class Shelf {
 public:
  /// Errors: those of the file.
  [[nodiscard]] static base::Result<std::unique_ptr<Shelf>> open(const std::filesystem::path& file);
  ~Shelf();
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  /// How far it came.
  struct Standing {
    std::uint64_t number = 0;  // of the last batch; 0: none yet
    base::Instant made_at = {};
    std::string slot;  // of the centre's letter box
    std::string digest;
  };
  [[nodiscard]] Standing standing() const;

  /// All of it or nothing; durable on return. False: it was taken before. Errors: conflict, when
  /// one between is missing or another one is meant by `previous`; io.
  [[nodiscard]] base::Result<bool> take(const Batch& batch, std::string_view digest);

  /// A document of the zone's own, where none lies: gone with the next whole batch, replaced by
  /// what the centre publishes there. Errors: io.
  [[nodiscard]] base::Result<void> lend(std::string_view place, std::string_view body);

  /// The document at a place. Errors: io.
  [[nodiscard]] base::Result<std::optional<std::string>> find(std::string_view place) const;

 private:
  struct State;
  explicit Shelf(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::zone
