// Where a case belongs in the statistics of education: street, age group and occupation of the
// victim. No name, no address: nothing of it points at a person. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

/// The latest of a case counts. An empty text: not known.
struct CasePlace {
  order::CaseId case_id;
  std::string street;      // nine digits, where the victim lives
  std::string age;         // of the rule outreach.ages: "30-44"
  std::string occupation;  // of the rule outreach.occupations
  std::string by;
  base::Instant at;
  bool operator==(const CasePlace&) const = default;
};
BOOST_DESCRIBE_STRUCT(CasePlace, (), (case_id, street, age, occupation, by, at))

/// Whole years between a birth day as an identity number tells it and `at`; -1 where the number has
/// no such day.
[[nodiscard]] int age_by_id_no(std::string_view id_no, base::Instant at);
/// Of "0-17 18-29 60-", the group that holds `years`; empty where none does.
[[nodiscard]] std::string age_group(std::string_view groups, int years);

}  // namespace holdfast::desk
