#include "engine/publisher.hpp"

#include <iterator>
#include <map>

#include "base/background.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::engine {

Publisher::Publisher(std::unique_ptr<port::Projection> projection)
    : projection_(std::move(projection)), applied_(projection_->applied()) {
  thread_ = std::thread{[this] {
    base::name_thread("publisher");
    base::run_in_background();
    run();
  }};
}

Publisher::~Publisher() {
  {
    const std::scoped_lock held{lock_};
    stopping_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

void Publisher::publish(port::BatchSeq seq, std::vector<port::ProjectionRow> rows,
                        std::vector<LiveEvent> live) {
  {
    const std::scoped_lock held{lock_};
    items_.push_back({seq, std::move(rows), std::move(live), false});
  }
  arrived_.notify_one();
}

void Publisher::clear() {
  {
    const std::scoped_lock held{lock_};
    items_.push_back({0, {}, {}, true});
    applied_ = 0;
  }
  arrived_.notify_one();
}

void Publisher::on_live(std::function<void(const LiveEvent&)> listener) {
  const std::scoped_lock held{lock_};
  listeners_.push_back(std::move(listener));
}

port::BatchSeq Publisher::applied() const {
  const std::scoped_lock held{lock_};
  return applied_;
}

bool Publisher::wait_for(port::BatchSeq seq, std::chrono::milliseconds patience) {
  std::unique_lock held{lock_};
  return moved_.wait_for(held, patience, [&] { return applied_ >= seq; });
}

void Publisher::run() {
  for (;;) {
    std::vector<Item> items;
    {
      std::unique_lock held{lock_};
      arrived_.wait(held, [&] { return stopping_ || !items_.empty(); });
      if (items_.empty()) {
        return;
      }
      items.assign(std::make_move_iterator(items_.begin()), std::make_move_iterator(items_.end()));
      items_.clear();
    }
    apply(std::move(items));
  }
}

/// Everything queued goes in as one transaction: of several versions of a row the last one counts,
/// with the words of the last one that had any.
void Publisher::apply(std::vector<Item> items) {
  std::map<std::pair<std::string, std::string>, port::ProjectionRow> newest;
  port::BatchSeq seq = 0;
  for (auto& item : items) {
    if (item.clear) {
      newest.clear();
      if (const auto cleared = projection_->clear(); !cleared) {
        base::log_error("projection: {}", cleared.error().message);
      }
      continue;
    }
    seq = item.seq;
    for (auto& row : item.rows) {
      auto& kept = newest[{row.kind, row.id}];
      if (!row.words) {
        row.words = std::move(kept.words);
      }
      kept = std::move(row);
    }
  }
  std::vector<port::ProjectionRow> rows;
  rows.reserve(newest.size());
  for (auto& [key, row] : newest) {
    rows.push_back(std::move(row));
  }
  if (!failed_) {
    const auto applied = projection_->apply(seq, rows);
    if (!applied) {
      // The journal has it all. A projection with a hole must not go on as if it were whole: it
      // stays where it is, reads say so, and the next start finds it behind and rebuilds it.
      failed_ = true;
      base::log_error("projection stopped, restart to rebuild it: {}", applied.error().message);
    }
  }
  std::vector<std::function<void(const LiveEvent&)>> listeners;
  {
    const std::scoped_lock held{lock_};
    applied_ = failed_ ? applied_ : std::max(applied_, seq);
    listeners = listeners_;
  }
  moved_.notify_all();
  for (const auto& item : items) {
    for (const auto& event : item.live) {
      for (const auto& listener : listeners) {
        listener(event);
      }
    }
  }
}

}  // namespace holdfast::engine
