// POST /transfers: rows stream from the body through the feed readers into the engine, a batch at a
// time; nothing more is read before the engine has made the last batch durable.
//
// With ?strict=1 nothing is taken unless every row can be read: the body is kept (at most 64 MiB),
// read once to judge and once to take. Binary and numbered batches and pacs.008:
// transfers_held.cpp. All that is kept has its share of one budget; a body that finds no room is
// refused at once.
#include <fmt/core.h>
#include <utility>

#include "api/routes.hpp"
#include "api/transfer_options.hpp"
#include "api/transfers_answer.hpp"
#include "engine/content_ids.hpp"
#include "engine/feed_row.hpp"
#include "feed/reader.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t rows_a_batch = 2000;
constexpr std::size_t spool_bytes_max = std::size_t{64} << 20;
constexpr std::size_t streaming_bytes = std::size_t{1} << 20;  // a piece and the rows made of it
constexpr std::uint64_t body_bytes_max = std::uint64_t{8} << 30;

/// Reads rows and hands them to the engine in batches.
class Taker {
 public:
  enum class Mode { take, judge };  // judge: count what cannot be read, take nothing

  Taker(Service& service, const Intake& intake, Mode mode)
      : service_(service),
        intake_(intake),
        mode_(mode),
        parser_(
            read_options(intake, service.engine.now()),
            {[this](const feed::TransferRow& row) { take_row(row); },
             [this](const feed::RowError& error) { taken_.refuse(error, intake_.refusals_max); }}) {
  }
  Taker(const Taker&) = delete;
  Taker& operator=(const Taker&) = delete;

  [[nodiscard]] base::Result<void> feed(std::string_view bytes) {
    // Cut finely, so that a large piece cannot hold many batches back.
    constexpr std::size_t slice = 64 * 1024;
    for (std::size_t from = 0; from < bytes.size(); from += slice) {
      if (const auto ok = parser_.feed(bytes.substr(from, slice)); !ok) {
        return ok.error();
      }
      if (batch_.size() >= rows_a_batch) {
        if (const auto ok = flush(std::nullopt); !ok) {
          return ok.error();
        }
      }
    }
    return {};
  }

  [[nodiscard]] base::Result<void> finish() {
    const auto summary = parser_.finish();
    if (!summary) {
      return summary.error();
    }
    return mode_ == Mode::judge ? base::Result<void>{} : flush(intake_.as_of, Last::yes);
  }

  [[nodiscard]] const TransfersTaken& taken() const { return taken_; }

 private:
  enum class Last { no, yes };

  void take_row(const feed::TransferRow& row) {
    if (mode_ == Mode::take) {
      engine::RowView told{row};
      ids_.name(told);
      batch_.push_back(told);
    }
  }

  base::Result<void> flush(std::optional<base::Instant> as_of, Last last = Last::no) {
    // An empty body still says that the feed is alive.
    if (batch_.empty() &&
        (last == Last::no || (intake_.institution.empty() && taken_.refused_total == 0))) {
      return {};
    }
    engine::FeedBatch batch;
    batch.institution = intake_.institution;
    batch.rows = std::exchange(batch_, {});
    batch.refused = taken_.refused_total - refused_told_;
    batch.as_of = as_of;
    refused_told_ = taken_.refused_total;
    const auto done = service_.engine.take_and_wait(intake_.caller, std::move(batch));
    if (!done) {
      return done.error();
    }
    taken_.add(*done);
    return {};
  }

  Service& service_;
  const Intake& intake_;
  const Mode mode_;
  feed::RowParser parser_;
  engine::FeedRows batch_;
  engine::ContentIds ids_;
  std::uint64_t refused_told_ = 0;
  TransfersTaken taken_;
};

base::Error no_room() {
  return {base::ErrorCode::too_many,
          "too many transfers wait to be taken; send this again in a moment"};
}

class StreamingSink final : public net::BodySink {
 public:
  StreamingSink(std::shared_ptr<Service> service, Intake intake)
      : service_(std::move(service)),
        intake_(std::move(intake)),
        share_(service_->intake),
        taker_(*service_, intake_, Taker::Mode::take) {}

  [[nodiscard]] bool make_room() { return share_.grow_to(streaming_bytes); }
  base::Result<void> write(std::string_view piece) override { return taker_.feed(piece); }

  void finish(net::Responder responder) override {
    if (const auto ok = taker_.finish(); !ok) {
      responder.answer(dressed(net::problem(ok.error()), *service_));
      return;
    }
    responder.answer(transfers_answer(taker_.taken(), *service_));
  }

 private:
  std::shared_ptr<Service> service_;
  const Intake intake_;
  IntakeBudget::Share share_;
  Taker taker_;
};

class StrictSink final : public net::BodySink {
 public:
  StrictSink(std::shared_ptr<Service> service, Intake intake)
      : service_(std::move(service)), intake_(std::move(intake)), share_(service_->intake) {}

  base::Result<void> write(std::string_view piece) override {
    if (spool_.size() + piece.size() > spool_bytes_max) {
      return base::Error{base::ErrorCode::too_large,
                         "with strict=1 a body has at most 64 MiB; nothing was taken"};
    }
    if (!share_.grow_to(spool_.size() + piece.size())) {
      return no_room();
    }
    spool_ += piece;
    return {};
  }

  void finish(net::Responder responder) override {
    Taker judge{*service_, intake_, Taker::Mode::judge};
    auto ok = read(judge);
    if (ok && judge.taken().refused_total > 0) {
      responder.answer(dressed(strict_refusal(judge.taken()), *service_));
      return;
    }
    Taker taker{*service_, intake_, Taker::Mode::take};
    if (ok) {
      ok = read(taker);
    }
    if (!ok) {
      responder.answer(dressed(net::problem(ok.error()), *service_));
      return;
    }
    responder.answer(transfers_answer(taker.taken(), *service_));
  }

 private:
  base::Result<void> read(Taker& taker) const {
    const auto ok = taker.feed(spool_);
    return ok ? taker.finish() : ok;
  }

  std::shared_ptr<Service> service_;
  const Intake intake_;
  IntakeBudget::Share share_;
  std::string spool_;
};

}  // namespace

net::Route transfers_route(std::shared_ptr<Service> service, Roles roles) {
  net::Route route;
  route.body_bytes_max = body_bytes_max;
  route.sink = [service = std::move(service), roles](
                   const net::Request& request) -> base::Result<std::unique_ptr<net::BodySink>> {
    const auto call = admit(*service, request, roles);
    if (!call) {
      return call.error();
    }
    auto intake = read_intake(*call);
    if (!intake) {
      return intake.error();
    }
    if (intake->is_batch || intake->mark.number > 0 || intake->format == feed::Format::pacs008) {
      return held_sink(service, *call, std::move(*intake));
    }
    if (intake->is_strict) {
      return std::unique_ptr<net::BodySink>{new StrictSink{service, std::move(*intake)}};
    }
    auto sink = std::make_unique<StreamingSink>(service, std::move(*intake));
    if (!sink->make_room()) {
      return no_room();
    }
    return std::unique_ptr<net::BodySink>{std::move(sink)};
  };
  return route;
}

}  // namespace holdfast::api
