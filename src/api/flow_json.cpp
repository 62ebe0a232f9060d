#include "api/flow_json.hpp"

#include <boost/json.hpp>

#include "api/reads.hpp"

namespace holdfast::api {

namespace json = boost::json;

FlowFrame::FlowFrame(const Call& call)
    : call_(call),
      turn_(call.service.traces),
      seq_(call.engine().seq()),
      snapshot_(call.engine().durable()),
      routing_(routing_of(call)) {}

base::Result<void> FlowFrame::has_turn() const {
  if (turn_.has_it()) {
    return {};
  }
  return base::Error{base::ErrorCode::too_many, "other questions are being answered; try again"};
}

json::object FlowFrame::label(base::AccountId account) const {
  return account_label(call_.engine().world(), routing_, account);
}

Answer FlowFrame::answer(json::object body, const std::optional<flow::Truncated>& truncated) const {
  if (truncated) {
    body["truncated"] =
        json::object{{"limit", flow::to_text(truncated->limit)}, {"value", truncated->value}};
  } else {
    body["truncated"] = nullptr;
  }
  body["as_of"] = feed_marks(call_);
  body["seq"] = seq_;
  return with_seq(net::json_response(200, json::serialize(body)), seq_);
}

}  // namespace holdfast::api
