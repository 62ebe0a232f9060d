#include "trace/policy.hpp"

#include <fmt/core.h>

namespace holdfast::trace {

std::string_view to_text(Policy policy) {
  switch (policy) {
    case Policy::fifo:
      return "fifo";
    case Policy::lifo:
      return "lifo";
    case Policy::prorata:
      return "prorata";
    case Policy::taint_first:
      return "taint_first";
    case Policy::clean_first:
      return "clean_first";
  }
  return "fifo";
}

base::Result<Policy> parse_policy(std::string_view text) {
  for (const Policy policy : all_policies) {
    if (text == to_text(policy)) {
      return policy;
    }
  }
  return base::Error{
      base::ErrorCode::bad_input,
      fmt::format("policy \"{}\" is none of fifo, lifo, prorata, taint_first, clean_first",
                  text.substr(0, 40))};
}

}  // namespace holdfast::trace
