// Destroying the personal texts of a closed case: the request, and the second pair of eyes.
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace {

template <typename Command>
Answer decide(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  Command command{*id, fields->needed_text("reason", 2000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(command), "case");
}

}  // namespace

Answer list_erasures(const Call& call) {
  auto query = page_query(call, "erasure");
  if (!query) {
    return query.error();
  }
  if (const auto state = call.query("state"); !state.empty()) {
    desk::ErasureState known{};
    if (!boost::describe::enum_from_string(state.c_str(), known)) {
      return base::Error{base::ErrorCode::bad_input, "state is requested, erased or declined",
                         "?state"};
    }
    query->states = {state};
  }
  return list_page(call, *query);
}

Answer request_erasure(const Call& call) {
  return decide<core::RequestErasure>(call);
}
Answer confirm_erasure(const Call& call) {
  return decide<core::ConfirmErasure>(call);
}
Answer decline_erasure(const Call& call) {
  return decide<core::DeclineErasure>(call);
}

}  // namespace holdfast::api
