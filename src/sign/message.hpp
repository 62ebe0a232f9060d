// Signed HTTP messages: RFC 9421 (signatures) over RFC 9530 (Content-Digest), one signature a
// message under the label "holdfast". A request's covers its method, target and body; an answer's
// covers its status and body. Described for partners in doc/formats/signatures.md. Any thread.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "net/http.hpp"
#include "sign/key.hpp"

namespace holdfast::sign {

/// How far a signature's time may lie from the receiver's, before and after: beyond it is refused.
inline constexpr base::Milliseconds window{300'000};

/// Adds Content-Digest, Signature-Input and Signature. `target` as sent: "/bank/v1/orders?x=1".
void sign_request(net::Headers& headers, std::string_view method, std::string_view target,
                  std::string_view body, const PrivateKey& key, base::Instant now);
/// The same for an answer.
void sign_response(net::Response& response, const PrivateKey& key, base::Instant now);

/// What a verified signature says of itself.
struct Signed {
  std::string key_id;
  base::Instant created;  // by the signer's clock, to the second
  std::string nonce;
};

/// Verifies all but that the message is new (Nonces). Errors: unauthenticated, naming the header
/// and what is wrong: missing, malformed, another key, another body, too old or early, not genuine.
[[nodiscard]] base::Result<Signed> verify_request(const net::Headers& headers,
                                                  std::string_view method, std::string_view target,
                                                  std::string_view body, const PublicKey& key,
                                                  base::Instant now);
[[nodiscard]] base::Result<Signed> verify_response(const net::Response& response,
                                                   const PublicKey& key, base::Instant now);
/// Without regard to the time: of a message that was kept.
[[nodiscard]] base::Result<Signed> verify_kept_request(const net::Headers& headers,
                                                       std::string_view method,
                                                       std::string_view target,
                                                       std::string_view body, const PublicKey& key);

/// What was seen within the window, so that nothing signed is taken twice. Bounded: what would go
/// beyond the limit is refused, which only who holds a key can bring about.
class Nonces {
 public:
  explicit Nonces(std::size_t most = 200'000) : most_(most) {}
  /// Errors: conflict when it was seen, too_many at the limit.
  [[nodiscard]] base::Result<void> take(const Signed& signature, base::Instant now);

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::set<std::string> seen_;
  std::multimap<base::Instant, std::string> by_end_;  // when each may be forgotten
};

}  // namespace holdfast::sign
