// How far a stream of numbered batches has come, for a sender that begins again; and how much of
// the feeds lies in memory.
#include <boost/json.hpp>

#include "api/routes.hpp"
#include "api/transfer_options.hpp"
#include "feed/batch.hpp"
#include "screen/screener.hpp"

namespace holdfast::api {

namespace json = boost::json;

Answer transfers_stream(const Call& call) {
  const auto& name = call.request.param("stream");
  if (!feed::is_stream_name(name)) {
    return base::Error{base::ErrorCode::not_found, "no stream has such a name"};
  }
  const auto institution =
      institution_for(call.service, call.who, call.query("institution"), "?institution");
  if (!institution) {
    return institution.error();
  }
  const auto owner = owner_of(call.who, *institution);
  std::optional<core::BatchStream> found;
  call.engine().read([&](const core::State& state) {
    const auto streams = state.batches.find(owner);
    if (streams == state.batches.end()) {
      return;
    }
    if (const auto stream = streams->second.find(name); stream != streams->second.end()) {
      found = stream->second;
    }
  });
  json::array taken;
  for (const auto& [number, batch] : found ? found->taken : decltype(found->taken){}) {
    if (!taken.empty() && taken.back().as_array()[1].to_number<std::uint64_t>() + 1 == number) {
      taken.back().as_array()[1] = number;
    } else {
      taken.push_back(json::array{number, number});
    }
  }
  return net::json_response(
      200, json::serialize(json::object{
               {"stream", name},
               {"newest", found ? found->newest : 0},
               {"digest", found ? json::value(found->taken.rbegin()->second.digest) : nullptr},
               {"taken", std::move(taken)}}));
}

Answer load(const Call& call) {
  const auto bodies = call.service.intake.load();
  const auto counters = call.engine().counters();
  const auto& screener = call.service.options.screener;
  const auto watch = screener == nullptr ? nullptr : screener->active();
  json::value behind;
  if (watch != nullptr) {
    behind = watch->standing().behind;
  }
  return net::json_response(
      200, json::serialize(json::object{{"bodies_bytes", bodies.bytes},
                                        {"bodies_bytes_peak", bodies.bytes_peak},
                                        {"bodies_bytes_max", bodies.bytes_max},
                                        {"bodies_refused", bodies.refused},
                                        {"feed_bytes", counters.feed_bytes},
                                        {"feed_bytes_peak", counters.feed_bytes_peak},
                                        {"feeds_refused", counters.feeds_refused},
                                        {"inbox", counters.inbox},
                                        {"inbox_peak", counters.inbox_peak},
                                        {"journal_batches", counters.batches},
                                        {"transfers", counters.transfers},
                                        {"watch_behind", behind}}));
}

}  // namespace holdfast::api
