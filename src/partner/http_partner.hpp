// Orders to partners as JSON over HTTP, in the vocabulary of the 100xxx messages (doc/formats). One
// adapter for banks and for a hub: a hub gets the institution besides. Any thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "net/client.hpp"
#include "port/partner.hpp"

namespace holdfast::partner {

struct JsonPartnerOptions {
  std::map<std::string, std::string> keys;  // by channel: what opens it
  base::Milliseconds timeout{5'000};
};

class JsonPartner final : public port::Partner {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<JsonPartner>> create(
      JsonPartnerOptions options);

  void send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
            std::function<void(base::Result<port::PartnerAck>)> done) override;

 private:
  JsonPartner(JsonPartnerOptions options, std::unique_ptr<net::HttpClient> client);

  JsonPartnerOptions options_;
  std::unique_ptr<net::HttpClient> client_;
};

/// The body of an order, as it goes over the wire.
[[nodiscard]] std::string render(const port::ChannelAddress& channel,
                                 const port::PartnerMessage& message);
/// What a partner's synchronous answer means.
[[nodiscard]] base::Result<port::PartnerAck> read_ack(const net::Response& response);

}  // namespace holdfast::partner
