// A trie by segment. See router.hpp.
#include "net/router.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace holdfast::net {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
  std::unique_ptr<Node> named;
  std::string name;  // of `named`
  std::map<std::string, std::shared_ptr<const Route>, std::less<>> methods;
};

namespace {

std::vector<std::string_view> split(std::string_view pattern) {
  base::check(pattern.starts_with('/'), "a route's pattern begins with a slash");
  std::vector<std::string_view> segments;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const std::size_t end = pattern.find('/');
    segments.push_back(pattern.substr(0, end));
    pattern = end == std::string_view::npos ? std::string_view{} : pattern.substr(end);
  }
  return segments;
}

// Depth is bounded by the patterns, not by the request.
template <typename Node>
const Node* match(const Node& node, const std::vector<std::string>& segments, std::size_t at,
                  std::vector<Field>& params) {
  if (at == segments.size()) return node.methods.empty() ? nullptr : &node;
  if (const auto found = node.literal.find(segments[at]); found != node.literal.end()) {
    if (const Node* end = match(*found->second, segments, at + 1, params)) return end;
  }
  if (!node.named || segments[at].empty()) return nullptr;
  params.push_back(Field{node.name, segments[at]});
  if (const Node* end = match(*node.named, segments, at + 1, params)) return end;
  params.pop_back();
  return nullptr;
}

template <typename Node>
void list_from(const Node& node, const std::string& path, std::vector<std::string>& out) {
  for (const auto& entry : node.methods) out.push_back(entry.first + " " + path);
  for (const auto& entry : node.literal) list_from(*entry.second, path + "/" + entry.first, out);
  if (node.named) list_from(*node.named, path + "/{" + node.name + "}", out);
}

template <typename Methods>
std::string allow(const Methods& methods) {
  std::string text = "OPTIONS";
  for (const auto& entry : methods) {
    text += ", " + entry.first;
    if (entry.first == "GET") text += ", HEAD";
  }
  return text;
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(std::string_view method, std::string_view pattern, Route route) {
  Node* node = root_.get();
  for (const std::string_view segment : split(pattern)) {
    if (segment.starts_with('{')) {
      base::check(segment.size() > 2 && segment.ends_with('}'), "a route's {name} is not closed");
      const std::string_view name = segment.substr(1, segment.size() - 2);
      if (!node->named) {
        node->named = std::make_unique<Node>();
        node->name = name;
      }
      base::check(node->name == name, "two routes give one segment two names");
      node = node->named.get();
    } else {
      auto& next = node->literal[std::string{segment}];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
  }
  const bool fresh =
      node->methods.emplace(method, std::make_shared<const Route>(std::move(route))).second;
  base::check(fresh, "two routes for one method and pattern");
}

void Router::set_fallback(Route route) {
  fallback_ = std::make_shared<const Route>(std::move(route));
}

Decision Router::decide(Request& request) const {
  request.params.clear();
  const Node* node = match(*root_, request.segments, 0, request.params);
  if (node == nullptr) {
    if (fallback_ && (request.method == "GET" || request.method == "HEAD")) return fallback_;
    return problem(404, "not_found", "there is nothing at this address");
  }
  auto found = node->methods.find(request.method);
  if (found == node->methods.end() && request.method == "HEAD") found = node->methods.find("GET");
  if (found != node->methods.end()) return found->second;
  Response response = request.method == "OPTIONS"
                          ? Response{.status = 204}
                          : problem(405, "method_not_allowed", "this address knows other methods");
  response.headers.set("Allow", allow(node->methods));
  return response;
}

std::vector<std::string> Router::list() const {
  std::vector<std::string> all;
  list_from(*root_, "", all);
  std::ranges::sort(all);
  return all;
}

Decide Router::release() && {
  return [router = std::make_shared<const Router>(std::move(*this))](Request& request) {
    return router->decide(request);
  };
}

}  // namespace holdfast::net
