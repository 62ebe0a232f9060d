// Orders that do not arrive: the list of them, sending one anew or by another channel, giving it
// up.
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace json = boost::json;

/// What reached nobody; with `feedback=1` what reached its partner and is owed an answer. The
/// oldest first: it waits longest.
Answer list_dead_letters(const Call& call) {
  auto query = page_query(call, "order");
  if (!query) {
    return query.error();
  }
  query->term = call.query("feedback") == "1" ? "owes-feedback" : "dead-letter";
  query->order = port::RowOrder::oldest_first;
  return list_page(call, *query);
}

Answer requeue_order(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::RequeueOrder command{*id, fields->text("channel", 64), fields->needed_text("reason", 2000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(command), "order");
}

Answer give_up_order(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::GiveUpOrder command{*id, fields->needed_text("reason", 2000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(command), "order");
}

}  // namespace holdfast::api
