// What can have happened at the doors to partners and to the telephone exchange. Part of
// core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <string>

#include "core/onboarding.hpp"
#include "dissuade/call.hpp"

namespace holdfast::core {

/// Where a partner on trial stands from now on.
struct PartnerMoved {
  Onboarding onboarding;
};
BOOST_DESCRIBE_STRUCT(PartnerMoved, (), (onboarding))

/// A call as it stands from now on.
struct CallNoted {
  dissuade::Call call;
};
BOOST_DESCRIBE_STRUCT(CallNoted, (), (call))

/// Calls that ended before then and belong to no case and no warning.
struct CallsForgotten {
  base::Instant before;
};
BOOST_DESCRIBE_STRUCT(CallsForgotten, (), (before))

/// Who sits at the telephone with this extension; nobody, where `user` is empty.
struct ExtensionTaken {
  std::string extension;
  std::string user;
};
BOOST_DESCRIBE_STRUCT(ExtensionTaken, (), (extension, user))

}  // namespace holdfast::core
