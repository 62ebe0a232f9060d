// See feed_pusher.hpp. One round at a time: read on the writer's thread, send, move the cursor.
#include "bank/feed_pusher.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "bank/codec.hpp"
#include "bank/courier.hpp"
#include "base/log.hpp"

namespace holdfast::bank {

using base::Instant;
using base::Milliseconds;
using base::Result;

namespace {

constexpr std::int64_t batch_rows_max = 1000;
constexpr Milliseconds retry_first{50};
constexpr Milliseconds retry_longest{3'000};

}  // namespace

FeedPusher::FeedPusher(FeedTarget target, Ledger& ledger, Writer& writer, net::HttpClient& client,
                       std::function<Instant()> clock)
    : target_(std::move(target)),
      ledger_(ledger),
      writer_(writer),
      client_(client),
      clock_(std::move(clock)) {}

void FeedPusher::start() {
  kick();
  client_.after(target_.heartbeat, [self = shared_from_this()] { self->beat(); });
}

void FeedPusher::beat() {
  if (!busy_) begin_round(Milliseconds{0});
  client_.after(target_.heartbeat, [self = shared_from_this()] { self->beat(); });
}

void FeedPusher::kick() {
  client_.after(Milliseconds{0}, [self = shared_from_this()] {
    if (self->busy_) {
      self->kicked_ = true;
      return;
    }
    self->begin_round(self->target_.batch_pause);
  });
}

void FeedPusher::begin_round(Milliseconds pause) {
  busy_ = true;
  kicked_ = false;
  client_.after(pause, [self = shared_from_this()] { self->read_batch(); });
}

void FeedPusher::read_batch() {
  writer_.submit([self = shared_from_this()] {
    // The time is taken inside the writer's turn: whatever is posted later carries a later time.
    const Instant now = self->clock_();
    const std::int64_t cursor = self->ledger_.feed_cursor();
    const auto postings = self->ledger_.postings_after(cursor, batch_rows_max);
    std::string body;
    for (const Posting& posting : postings) body += feed_line(posting);
    const bool more = static_cast<std::int64_t>(postings.size()) == batch_rows_max;
    const std::int64_t last = postings.empty() ? cursor : postings.back().number;
    const Instant as_of = more ? std::min(now, postings.back().time) : now;
    return net::Task{[self, body = std::move(body), last, more, as_of]() mutable {
      self->send_batch(std::move(body), last, more, as_of);
    }};
  });
}

void FeedPusher::send_batch(std::string body, std::int64_t last, bool more, Instant as_of) {
  net::ClientRequest request = json_post(
      target_.url.with_path(fmt::format("/api/v1/transfers?institution={}&as_of={}",
                                        net::percent_encode(target_.institution),
                                        net::percent_encode(base::format_instant(as_of)))),
      target_.key, std::move(body));
  request.headers.set("Content-Type", "application/x-ndjson");
  client_.send(std::move(request), [self = shared_from_this(), last,
                                    more](const Result<net::Response>& result) {
    if (is_success(result)) {
      self->retry_pause_ = Milliseconds{0};
      self->writer_.submit([self, last, more] {
        if (last > self->ledger_.feed_cursor()) self->ledger_.set_feed_cursor(last);
        return net::Task{[self, more] {
          self->client_.after(Milliseconds{0}, [self, more] { self->end_round(more); });
        }};
      });
      return;
    }
    if (self->retry_pause_ == Milliseconds{0}) {
      base::log_warn("feed of {}: {}", self->target_.institution,
                     result.ok() ? fmt::format("the centre answered {}", result->status)
                                 : result.error().message);
    }
    self->retry_pause_ = std::clamp(self->retry_pause_ * 2, retry_first, retry_longest);
    self->begin_round(self->retry_pause_);
  });
}

void FeedPusher::end_round(bool more) {
  busy_ = false;
  if (more) {
    begin_round(Milliseconds{0});
  } else if (kicked_) {
    begin_round(target_.batch_pause);
  }
}

}  // namespace holdfast::bank
