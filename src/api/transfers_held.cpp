// Bodies of POST /transfers that are held whole before any of them is taken.
//
// The engine answers such a body from its own thread, so that no worker waits for it and the next
// batch of the same connection is read meanwhile. Room for a body is found before it is read.
#include <charconv>
#include <fmt/core.h>

#include "api/routes.hpp"
#include "api/transfers_answer.hpp"
#include "engine/content_ids.hpp"
#include "engine/feed_row.hpp"
#include "feed/batch.hpp"
#include "feed/reader.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t body_bytes_max = std::size_t{16} << 20;
constexpr std::size_t rows_a_batch = 4000;  // of a message without a number

base::Error no_room() {
  return {base::ErrorCode::too_many,
          "too many transfers wait to be taken; nothing of this was, send it again in a moment"};
}

class HeldSink final : public net::BodySink {
 public:
  HeldSink(std::shared_ptr<Service> service, Identity who, Intake intake)
      : service_(std::move(service)),
        who_(std::move(who)),
        intake_(std::move(intake)),
        share_(service_->intake) {}

  [[nodiscard]] bool make_room(std::size_t bytes) {
    if (!share_.grow_to(bytes)) {
      return false;
    }
    body_.reserve(bytes);
    return true;
  }
  [[nodiscard]] std::size_t bytes_max() const {
    return intake_.is_batch ? feed::batch_bytes_max : body_bytes_max;
  }
  [[nodiscard]] base::Error too_large() const {
    return {base::ErrorCode::too_large,
            fmt::format("a body of this kind has at most {} MiB; nothing was taken",
                        bytes_max() >> 20)};
  }

  base::Result<void> write(std::string_view piece) override {
    const auto bytes = body_.size() + piece.size();
    if (bytes > bytes_max()) {
      return too_large();
    }
    // Of a body of unknown length, a share ahead: it is not asked for anew with every piece.
    if (bytes > body_.capacity() && !make_room(std::min(bytes_max(), 2 * bytes))) {
      return no_room();
    }
    body_ += piece;
    return {};
  }

  void finish(net::Responder responder) override {
    const auto done = intake_.is_batch ? take_batch(responder) : take_body(responder);
    if (!done) {
      responder.answer(dressed(net::problem(done.error()), *service_));
    }
  }

 private:
  base::Result<void> take_batch(const net::Responder& responder) {
    engine::FeedBatch batch;
    auto head = read_batch(batch.rows);
    if (!head) {
      return head.error();
    }
    auto institution = institution_for(*service_, who_, head->institution,
                                       fmt::format("batch {}, institution", head->number));
    if (!institution) {
      return institution.error();
    }
    batch.institution = *std::move(institution);
    if (head->as_of && *head->as_of > service_->engine.now() + std::chrono::hours{1}) {
      return base::Error{base::ErrorCode::bad_input, "as_of lies in the future",
                         fmt::format("batch {}, as_of", head->number)};
    }
    batch.as_of = head->as_of;
    batch.mark = {owner_of(who_, batch.institution), head->stream, head->number,
                  base::to_hex(head->digest), 0};
    hand_over(responder, std::move(batch), {});
    return {};
  }

  [[nodiscard]] base::Result<feed::BatchHead> read_batch(engine::FeedRows& rows) const {
    const Gate::Turn turn{service_->readings};
    if (!turn.has_it()) {
      return no_room();
    }
    engine::ContentIds ids;
    return feed::read_batch(body_, service_->engine.now(), [&](const feed::TransferRow& row) {
      engine::RowView told{row};
      ids.name(told);
      rows.push_back(told);
    });
  }

  base::Result<void> take_body(const net::Responder& responder) {
    TransfersTaken taken;
    engine::FeedRows rows;
    if (const auto read = read_rows(rows, taken); !read) {
      return read.error();
    }
    if (intake_.is_strict && taken.refused_total > 0) {
      responder.answer(dressed(strict_refusal(taken), *service_));
      return {};
    }
    if (intake_.mark.number == 0) {
      return take_in_parts(responder, std::move(rows), std::move(taken));
    }
    if (rows.size() > feed::batch_rows_max) {
      return base::Error{base::ErrorCode::too_large,
                         fmt::format("a numbered batch has at most {} rows, and this one {}",
                                     feed::batch_rows_max, rows.size())};
    }
    engine::FeedBatch batch;
    batch.institution = intake_.institution;
    batch.rows = std::move(rows);
    batch.refused = taken.refused_total;
    batch.as_of = intake_.as_of;
    batch.mark = intake_.mark;
    batch.mark.digest = base::to_hex(base::sha256(body_));
    hand_over(responder, std::move(batch), std::move(taken));
    return {};
  }

  base::Result<void> read_rows(engine::FeedRows& rows, TransfersTaken& taken) const {
    const Gate::Turn turn{service_->readings};
    if (!turn.has_it()) {
      return no_room();
    }
    engine::ContentIds ids;
    feed::RowParser parser{
        read_options(intake_, service_->engine.now()),
        {[&](const feed::TransferRow& row) {
           engine::RowView told{row};
           ids.name(told);
           rows.push_back(told);
         },
         [&](const feed::RowError& error) { taken.refuse(error, intake_.refusals_max); }}};
    if (const auto fed = parser.feed(body_); !fed) {
      return fed.error();
    }
    const auto summary = parser.finish();
    return summary ? base::Result<void>{} : summary.error();
  }

  /// The engine answers. The rows count there from here on, the body's share goes with this sink.
  void hand_over(const net::Responder& responder, engine::FeedBatch batch, TransfersTaken taken) {
    std::string{}.swap(body_);
    service_->engine.take(intake_.caller, std::move(batch),
                          [service = service_, responder,
                           taken = std::move(taken)](base::Result<engine::FeedDone> done) mutable {
                            if (!done) {
                              responder.answer(dressed(net::problem(done.error()), *service));
                              return;
                            }
                            taken.done = *std::move(done);
                            responder.answer(transfers_answer(taken, *service));
                          });
  }

  /// A message without a number: the next part once the last is durable. Where one finds no room,
  /// the sender sends the whole again, and the parts that were taken are duplicates.
  base::Result<void> take_in_parts(const net::Responder& responder, const engine::FeedRows& rows,
                                   TransfersTaken taken) {
    for (std::size_t from = 0; from == 0 || from < rows.size(); from += rows_a_batch) {
      const auto to = std::min(rows.size(), from + rows_a_batch);
      engine::FeedBatch batch;
      batch.institution = intake_.institution;
      for (std::size_t at = from; at < to; ++at) {
        batch.rows.push_back(rows[at]);
      }
      batch.refused = from == 0 ? taken.refused_total : 0;
      batch.as_of = to == rows.size() ? intake_.as_of : std::nullopt;
      const auto done = service_->engine.take_and_wait(intake_.caller, std::move(batch));
      if (!done) {
        return done.error();
      }
      taken.add(*done);
    }
    responder.answer(transfers_answer(taken, *service_));
    return {};
  }

  const std::shared_ptr<Service> service_;
  const Identity who_;
  const Intake intake_;
  IntakeBudget::Share share_;
  std::string body_;
};

}  // namespace

base::Result<std::unique_ptr<net::BodySink>> held_sink(std::shared_ptr<Service> service,
                                                       const Call& call, Intake intake) {
  auto sink = std::make_unique<HeldSink>(std::move(service), call.who, std::move(intake));
  std::size_t length = 0;
  if (const auto said = call.request.header("Content-Length")) {
    // The server has read it already: it is a number.
    (void)std::from_chars(said->data(), said->data() + said->size(), length);
  }
  if (length > sink->bytes_max()) {
    return sink->too_large();
  }
  if (!sink->make_room(length)) {
    return no_room();
  }
  return std::unique_ptr<net::BodySink>{std::move(sink)};
}

}  // namespace holdfast::api
