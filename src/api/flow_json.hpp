// What the answers about the fund graph have in common (internal to api).
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>

#include "api/service.hpp"
#include "flow/effort.hpp"

namespace holdfast::api {

/// A question about the graph that has its turn: the durable transfers and what goes with them.
/// Labels are masked.
class FlowFrame {
 public:
  /// Errors: too_many while others are at it.
  explicit FlowFrame(const Call& call);
  [[nodiscard]] base::Result<void> has_turn() const;

  [[nodiscard]] const fund::Graph& graph() const { return call_.engine().world().graph(); }
  [[nodiscard]] fund::Snapshot snapshot() const { return snapshot_; }
  [[nodiscard]] boost::json::object label(base::AccountId account) const;
  /// Adds `truncated`, `as_of` and `seq`, and answers.
  [[nodiscard]] Answer answer(boost::json::object body,
                              const std::optional<flow::Truncated>& truncated) const;

 private:
  const Call& call_;
  Gate::Turn turn_;
  port::BatchSeq seq_;
  fund::Snapshot snapshot_;
  core::Routing routing_;
};

}  // namespace holdfast::api
