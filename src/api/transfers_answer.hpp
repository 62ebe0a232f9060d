// What POST /transfers answers, however the rows came (internal to api).
#pragma once

#include <memory>
#include <vector>

#include "api/frame.hpp"
#include "api/transfer_options.hpp"
#include "engine/engine.hpp"
#include "feed/row.hpp"

namespace holdfast::api {

struct TransfersTaken {
  engine::FeedDone done;  // `rows` of it: those that could be read
  std::uint64_t refused_total = 0;
  std::vector<feed::RowError> refused = {};  // the first of them

  void refuse(const feed::RowError& error, std::size_t told_max);
  /// A part of the body was taken.
  void add(const engine::FeedDone& part);
};
[[nodiscard]] net::Response transfers_answer(const TransfersTaken& taken, const Service& service);
/// With strict=1: nothing was taken.
[[nodiscard]] net::Response strict_refusal(const TransfersTaken& judged);

/// The sink of a body that is held whole before any of it is taken: binary and numbered batches,
/// and pacs.008, which shows at its end only whether it keeps its word. Errors: too_many, when
/// there is no room for it now.
[[nodiscard]] base::Result<std::unique_ptr<net::BodySink>> held_sink(
    std::shared_ptr<Service> service, const Call& call, Intake intake);

}  // namespace holdfast::api
