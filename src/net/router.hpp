// Method and path to route. Patterns are literal segments and {names}: "/api/v1/cases/{id}/stops".
//
// Built once, then read by any thread. A literal segment wins over a name; HEAD is served by GET's
// route; an unknown path is 404, an unknown method 405 with Allow, OPTIONS tells Allow.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.hpp"

namespace holdfast::net {

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Two routes of the same method and pattern are a bug.
  void add(std::string_view method, std::string_view pattern, Route route);
  /// Serves whatever no pattern matches, GET and HEAD only: the web bundle.
  void set_fallback(Route route);

  [[nodiscard]] Decision decide(Request& request) const;
  /// Every "METHOD pattern", sorted: to compare with the OpenAPI document.
  [[nodiscard]] std::vector<std::string> list() const;

  /// Hands the router over to a server.
  [[nodiscard]] Decide release() &&;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
  std::shared_ptr<const Route> fallback_;
};

}  // namespace holdfast::net
