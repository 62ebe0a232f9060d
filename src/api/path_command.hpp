// A command about the thing that the path names (internal to api).
#pragma once

#include <string_view>
#include <utility>

#include "api/body.hpp"
#include "api/service.hpp"

namespace holdfast::api {

/// Reads a body about `id` and submits what `read` makes of both.
template <typename Id, typename Read>
[[nodiscard]] Answer path_command(const Call& call, const base::Result<Id>& id,
                                  std::string_view made, int status, const Read& read) {
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  auto body = read(*id, *fields);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  if (!body) {
    return body.error();
  }
  return submit(call, std::move(*body), made, status);
}

}  // namespace holdfast::api
