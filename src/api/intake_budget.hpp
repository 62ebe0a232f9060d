// How much of the bodies of feeds may lie in memory at once (internal to api). A body that finds no
// room is refused at once, and its sender told to come again: memory does not grow with senders.
// Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>

namespace holdfast::api {

class IntakeBudget {
 public:
  explicit IntakeBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// A part of it, given back at the end. The budget must outlive it.
  class Share {
   public:
    explicit Share(IntakeBudget& budget) : budget_(&budget) {}
    ~Share() { budget_->give_back(bytes_); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    /// False when there is no room for `bytes` in all; the share is then as it was.
    [[nodiscard]] bool grow_to(std::size_t bytes);

   private:
    IntakeBudget* budget_;
    std::size_t bytes_ = 0;
  };

  struct Load {
    std::uint64_t bytes = 0;
    std::uint64_t bytes_peak = 0;
    std::uint64_t bytes_max = 0;
    std::uint64_t refused = 0;  // bodies that were told to come again
  };
  [[nodiscard]] Load load() const;

 private:
  void give_back(std::size_t bytes);

  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  Load load_;
};

}  // namespace holdfast::api
