#include "arrivals.hpp"

#include <algorithm>

#include "feed/batch.hpp"
#include "figure.hpp"
#include "process.hpp"
#include "surroundings.hpp"
#include "traffic.hpp"

namespace holdfast::bench {

namespace {

void add(feed::BatchWriter& writer, const TrafficRow& row, base::Milliseconds shift) {
  const auto id = row_id(row.number);
  const auto payer = account_text(row.transfer.payer);
  const auto payee = account_text(row.transfer.payee);
  feed::TransferRow one;
  one.id = one.serial = id;
  one.time = row.transfer.time + shift;
  one.payer = payer;
  one.payee = payee;
  one.amount = row.transfer.amount;
  one.kind = row.transfer.kind;
  const bool added = writer.add(one);
  base::check(added, "a row fits");
}

}  // namespace

Arrivals::Arrivals(std::size_t count, double batches_a_second) : rate_(batches_a_second) {
  Traffic traffic({.seed = 5,
                   .transfers = 1'000'000'000,
                   .accounts = 50'000,
                   .repeated_per_million = 0,
                   .gangs = TrafficSpec::Gangs::none});
  TrafficRow row;
  const auto shift = system_now() - std::chrono::minutes{5} - traffic.spec().begin;
  for (std::size_t i = 0; i < count; ++i) {
    feed::BatchWriter writer;
    for (std::size_t k = 0; k < rows_a_batch && traffic.next(row); ++k) {
      add(writer, row, shift);
    }
    feed::BatchHead head;
    head.stream = "arrivals";
    head.number = i + 1;
    batches_.push_back(writer.finish(head));
  }
}

void Arrivals::begin(Centre& centre, std::size_t count) {
  for (; next_ < std::min(count, batches_.size()); ++next_) {
    post(centre, next_, wall_ms());
    (void)crash_test::eventually(patience, [this] { return under_way_ < 4; });
  }
  (void)crash_test::eventually(patience, [this] { return under_way_ == 0; });
  late_ms_.clear();
}

void Arrivals::start(Centre& centre) {
  thread_ = std::thread{[this, &centre] {
    const double begin = wall_ms();
    for (std::size_t i = 0; next_ < batches_.size() && !stopping_; ++next_, ++i) {
      const double due = begin + static_cast<double>(i) * 1000 / rate_;
      const double left = due - wall_ms();
      if (left > 0) {
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
      }
      post(centre, next_, due);
      ++sent_;
    }
  }};
}

void Arrivals::stop() {
  stopping_ = true;
  if (thread_.joinable()) {
    thread_.join();
  }
  (void)crash_test::eventually(patience, [this] { return under_way_ == 0; });
}

std::vector<double> Arrivals::answer_ms() {
  const std::lock_guard lock{mutex_};
  return late_ms_;
}

void Arrivals::post(Centre& centre, std::size_t at, double due) {
  ++under_way_;
  centre.post_batch(0, batches_[at], [this, &centre, at, due](int status, const std::string&) {
    if (status == 429 && !stopping_) {
      ++told_to_wait_;
      --under_way_;
      post(centre, at, due);
      return;
    }
    failed_ += status == 200 ? 0 : 1;
    {
      const std::lock_guard lock{mutex_};
      late_ms_.push_back(wall_ms() - due);
    }
    --under_way_;
  });
}

}  // namespace holdfast::bench
