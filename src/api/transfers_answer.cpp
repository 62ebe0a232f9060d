#include "api/transfers_answer.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/routes.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

json::array refusals_json(const TransfersTaken& taken) {
  json::array list;
  for (const auto& error : taken.refused) {
    list.push_back(refusal_json(error));
  }
  return list;
}

}  // namespace

void TransfersTaken::refuse(const feed::RowError& error, std::size_t told_max) {
  ++refused_total;
  if (refused.size() < told_max) {
    refused.push_back(error);
  }
}

void TransfersTaken::add(const engine::FeedDone& part) {
  if (done.fresh == 0) {
    done.first = part.first;
  }
  done.rows += part.rows;
  done.fresh += part.fresh;
  done.duplicates += part.duplicates;
  done.legs += part.legs;
  done.seq = part.seq;
}

net::Response transfers_answer(const TransfersTaken& taken, const Service& service) {
  const auto& done = taken.done;
  json::object body;
  body["rows"] = done.rows + taken.refused_total;
  body["new"] = done.fresh;
  body["duplicates"] = done.duplicates;
  body["legs"] = done.legs;
  body["refused"] = refusals_json(taken);
  body["refused_total"] = taken.refused_total;
  body["first"] = done.fresh > 0 ? json::value(engine::to_text(done.first)) : json::value(nullptr);
  body["seq"] = done.seq;
  auto response = with_seq(net::json_response(200, json::serialize(body)), done.seq);
  if (done.repeated) {
    response.headers.set("X-Repeated", "1");
  }
  return dressed(std::move(response), service);
}

net::Response strict_refusal(const TransfersTaken& judged) {
  const json::object body{
      {"type", "about:blank"},
      {"title", "bad_input"},
      {"status", 400},
      {"detail", fmt::format("{} rows cannot be read; nothing was taken", judged.refused_total)},
      {"refused", refusals_json(judged)},
      {"refused_total", judged.refused_total}};
  auto response = net::json_response(400, json::serialize(body));
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

}  // namespace holdfast::api
