// Stands for postgres_peer.cpp where the build found no libpq.
#include "peer.hpp"

namespace holdfast::bench {

PeerResult make_postgres(const PeerOptions& /*options*/) {
  return base::Error{base::ErrorCode::unavailable,
                     "the build found no libpq; ./dev bench installs the Debian package libpq-dev"};
}

}  // namespace holdfast::bench
