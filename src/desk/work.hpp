// The work around a case that is not an order: what colleagues say to each other about it, and the
// lists that they look at every day. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using order::CaseId;
using CommentId = base::StrongId<struct CommentTag>;

/// Said on a case; "@wang" calls a colleague, who gets a task.
struct Comment {
  CommentId id;
  CaseId case_id;
  base::Personal text;
  std::vector<std::string> mentions;  // logins, each once, in their order
  std::string by;
  base::Instant at;
  bool operator==(const Comment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, case_id, text, mentions, by, at))

/// A list as somebody wants to see it again: a page of the console and what stands behind its "?".
struct SavedFilter {
  std::string owner;
  std::string page;
  std::string name;  // unique for owner and page
  std::string query;
  bool operator==(const SavedFilter&) const = default;
};
BOOST_DESCRIBE_STRUCT(SavedFilter, (), (owner, page, name, query))

/// The logins after an "@", each once, in their order. A login is letters, digits and ". _ -"; what
/// follows on an "@" that is none is no mention.
[[nodiscard]] std::vector<std::string> mentions_in(std::string_view text);

/// "M000001".
[[nodiscard]] std::string to_text(CommentId id);

}  // namespace holdfast::desk
