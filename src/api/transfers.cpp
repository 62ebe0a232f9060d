// POST /transfers: rows stream from the body through the feed readers into the engine, a batch at a
// time; nothing more is read before the engine has made the last batch durable.
//
// With ?strict=1 nothing is taken unless every row can be read: the body is kept (at most 64 MiB),
// read once to judge and once to take.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/reads.hpp"
#include "api/routes.hpp"
#include "api/transfer_options.hpp"
#include "engine/content_ids.hpp"
#include "engine/feed_row.hpp"
#include "engine/views.hpp"
#include "feed/reader.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t rows_a_batch = 2000;
constexpr std::size_t spool_bytes_max = std::size_t{64} << 20;
constexpr std::uint64_t body_bytes_max = std::uint64_t{8} << 30;

/// Reads rows and hands them to the engine in batches.
class Taker {
 public:
  enum class Mode { take, judge };  // judge: count what cannot be read, take nothing

  Taker(Service& service, const Intake& intake, Mode mode)
      : service_(service),
        intake_(intake),
        mode_(mode),
        parser_(options(service, intake),
                {[this](const feed::TransferRow& row) { take_row(row); },
                 [this](const feed::RowError& error) { refuse_row(error); }}) {}
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
    rows_ = summary->rows;
    return mode_ == Mode::judge ? base::Result<void>{} : flush(intake_.as_of, Last::yes);
  }

  [[nodiscard]] std::uint64_t refused() const { return refused_; }

  [[nodiscard]] json::object answer() const {
    json::object body;
    body["rows"] = rows_;
    body["new"] = fresh_;
    body["duplicates"] = duplicates_;
    body["legs"] = legs_;
    body["refused"] = refusals_;
    body["refused_total"] = refused_;
    body["first"] = first_ ? json::value(engine::to_text(*first_)) : json::value(nullptr);
    body["seq"] = seq_;
    return body;
  }
  [[nodiscard]] port::BatchSeq seq() const { return seq_; }
  [[nodiscard]] const json::array& refusals() const { return refusals_; }

 private:
  enum class Last { no, yes };

  static feed::ReadOptions options(const Service& service, const Intake& intake) {
    feed::ReadOptions options;
    options.file = "body";
    options.format = intake.format;
    options.encoding = intake.encoding;
    options.mapping = intake.mapping;
    options.now = service.engine.now();
    return options;
  }

  void take_row(const feed::TransferRow& row) {
    if (mode_ == Mode::take) {
      batch_.push_back(engine::copy_of(row));
      ids_.name(batch_.back());
    }
  }

  void refuse_row(const feed::RowError& error) {
    ++refused_;
    if (refusals_.size() < intake_.refusals_max) {
      refusals_.push_back(refusal_json(error));
    }
  }

  base::Result<void> flush(std::optional<base::Instant> as_of, Last last = Last::no) {
    // An empty body still says that the feed is alive.
    if (batch_.empty() && (last == Last::no || (intake_.institution.empty() && refused_ == 0))) {
      return {};
    }
    engine::FeedBatch batch;
    batch.institution = intake_.institution;
    batch.rows = std::move(batch_);
    batch.refused = refused_ - refused_told_;
    batch.as_of = as_of;
    batch_.clear();
    refused_told_ = refused_;
    const auto done = service_.engine.take_and_wait(intake_.caller, std::move(batch));
    if (!done) {
      return done.error();
    }
    if (done->fresh > 0 && !first_) {
      first_ = done->first;
    }
    fresh_ += done->fresh;
    duplicates_ += done->duplicates;
    legs_ += done->legs;
    seq_ = done->seq;
    return {};
  }

  Service& service_;
  const Intake& intake_;
  const Mode mode_;
  feed::RowParser parser_;
  std::vector<engine::FeedRow> batch_;
  engine::ContentIds ids_;
  std::uint64_t rows_ = 0;
  std::uint64_t fresh_ = 0;
  std::uint64_t duplicates_ = 0;
  std::uint64_t legs_ = 0;
  std::uint64_t refused_ = 0;
  std::uint64_t refused_told_ = 0;
  std::optional<base::Sequence> first_;
  port::BatchSeq seq_ = 0;
  json::array refusals_;
};

void answer_taken(const Service& service, const Taker& taker, const net::Responder& responder) {
  responder.answer(dressed(
      with_seq(net::json_response(200, json::serialize(taker.answer())), taker.seq()), service));
}

class StreamingSink final : public net::BodySink {
 public:
  StreamingSink(std::shared_ptr<Service> service, Intake intake)
      : service_(std::move(service)),
        intake_(std::move(intake)),
        taker_(*service_, intake_, Taker::Mode::take) {}

  base::Result<void> write(std::string_view piece) override { return taker_.feed(piece); }

  void finish(net::Responder responder) override {
    if (const auto ok = taker_.finish(); !ok) {
      responder.answer(dressed(net::problem(ok.error()), *service_));
      return;
    }
    answer_taken(*service_, taker_, responder);
  }

 private:
  std::shared_ptr<Service> service_;
  const Intake intake_;
  Taker taker_;
};

class StrictSink final : public net::BodySink {
 public:
  StrictSink(std::shared_ptr<Service> service, Intake intake)
      : service_(std::move(service)), intake_(std::move(intake)) {}

  base::Result<void> write(std::string_view piece) override {
    if (spool_.size() + piece.size() > spool_bytes_max) {
      return base::Error{base::ErrorCode::too_large,
                         "with strict=1 a body has at most 64 MiB; nothing was taken"};
    }
    spool_ += piece;
    return {};
  }

  void finish(net::Responder responder) override {
    Taker judge{*service_, intake_, Taker::Mode::judge};
    auto ok = read(judge);
    if (ok && judge.refused() > 0) {
      responder.answer(dressed(refusal(judge), *service_));
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
    answer_taken(*service_, taker, responder);
  }

 private:
  base::Result<void> read(Taker& taker) const {
    const auto ok = taker.feed(spool_);
    return ok ? taker.finish() : ok;
  }

  static net::Response refusal(const Taker& judge) {
    json::object body{
        {"type", "about:blank"},
        {"title", "bad_input"},
        {"status", 400},
        {"detail", fmt::format("{} rows cannot be read; nothing was taken", judge.refused())},
        {"refused", judge.refusals()},
        {"refused_total", judge.refused()}};
    auto response = net::json_response(400, json::serialize(body));
    response.headers.set("Content-Type", "application/problem+json");
    return response;
  }

  std::shared_ptr<Service> service_;
  const Intake intake_;
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
    if (intake->is_strict) {
      return std::unique_ptr<net::BodySink>{new StrictSink{service, std::move(*intake)}};
    }
    return std::unique_ptr<net::BodySink>{new StreamingSink{service, std::move(*intake)}};
  };
  return route;
}

}  // namespace holdfast::api
