// The configuration of a demonstration: the centre, five banks, a hub, a telecom and an internet
// company, and the keys by which they know each other. One thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "city/city.hpp"
#include "cli/config.hpp"
#include "cli/demo_state.hpp"

namespace holdfast::cli {

/// Where each process listens: "127.0.0.1:40123".
struct DemoAddresses {
  std::string centre;
  std::string hub;
  std::vector<std::string> banks;      // as city::bank_sites()
  std::vector<std::string> companies;  // as demo_companies()
};

/// A telecom or internet company of the demonstration, and what it can switch off.
struct DemoCompany {
  std::string code;
  std::string name;
  core::InstitutionKind kind = core::InstitutionKind::telecom;
  std::vector<std::string> marks;  // numbers or profiles that exist there
};
[[nodiscard]] const std::vector<DemoCompany>& demo_companies();

/// The city's police units: two districts, three stations.
[[nodiscard]] const std::vector<core::Unit>& demo_units();

/// Keys that the demonstration itself uses.
[[nodiscard]] std::string city_key(DemoState& state);      // at the banks, as their customers
[[nodiscard]] std::string officer_key(DemoState& state);   // at the centre
[[nodiscard]] std::string exchange_key(DemoState& state);  // there too, as the line's exchange

[[nodiscard]] std::string holdfast_toml(const Config& config);

/// Writes holdfast.toml, hub.json, bank-CODE.json and company-CODE.json, mode 0600. Answers the
/// centre's. Errors: io.
[[nodiscard]] base::Result<Config> write_demo_files(DemoState& state, const city::City& city,
                                                    const DemoAddresses& addresses);

}  // namespace holdfast::cli
