// What must hold after a crash, each told in words when it does not.
#pragma once

#include <map>
#include <string>

#include "load.hpp"
#include "site.hpp"

namespace holdfast::crash_test {

/// Everything acknowledged from `from` on is there: cases once, batches counted, commands done.
void expect_acknowledged(Site& site, const Acknowledged& acknowledged, const Acknowledged& from);
/// There is a case for every report and no other.
void expect_every_case_once(Site& site, const Acknowledged& acknowledged);
/// Waits until no order awaits a bank; false when that lasts too long.
[[nodiscard]] bool orders_settle(Site& site);
/// Each account is held at its bank for what the centre's stops in force say, and the banks know
/// each order under the number that the centre noted.
void expect_banks_agree(Site& site, const Acknowledged& acknowledged);
/// What the live pursuit said of each account is what a trace from the beginning says.
void expect_live_equals_trace(Site& site, const Acknowledged& acknowledged);
/// Cases, their accounts, orders and tasks as the lists show them, without what time changes.
/// By place in its list.
[[nodiscard]] std::map<std::string, std::string> lists(Site& site);

}  // namespace holdfast::crash_test
