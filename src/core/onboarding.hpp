// How a partner comes to real orders: on trial its channel carries none, they go by its backup; two
// people switch it live, each on the report of a conformance run, and one can roll it back. Values
// and questions about them; any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "core/house.hpp"

namespace holdfast::core {

enum class PartnerStage {
  trial,     // its orders go by the backup
  proposed,  // somebody says that it works; they still do
  live,      // they go by its own channel
};
BOOST_DESCRIBE_ENUM(PartnerStage, trial, proposed, live)

/// Somebody's word about a partner.
struct PartnerStep {
  std::string by;
  base::Instant at;
  std::string reason;
  bool operator==(const PartnerStep&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartnerStep, (), (by, at, reason))

/// Where an institution that was configured on trial stands. One that is not there was never
/// proposed.
struct Onboarding {
  std::string institution;
  PartnerStage stage = PartnerStage::trial;
  std::string report;  // SHA-256 of the conformance report that it was proposed on, hex
  std::optional<PartnerStep> proposed;
  std::optional<PartnerStep> confirmed;
  std::optional<PartnerStep> rolled_back;  // the latest
  bool operator==(const Onboarding&) const = default;
};
BOOST_DESCRIBE_STRUCT(Onboarding, (),
                      (institution, stage, report, proposed, confirmed, rolled_back))

struct State;

/// The institution's stage; `live` of one that is not on trial.
[[nodiscard]] PartnerStage stage_of(const State& state, const Institution& institution);
/// By which channel an order to the institution goes now: its own, or its backup while it is on
/// trial. Empty where there is no such institution or none reaches it.
[[nodiscard]] std::string channel_to(const State& state, const Institution* institution);

}  // namespace holdfast::core
