// Orders to partners over HTTP, in the vocabulary of the 100xxx messages: as JSON
// (doc/formats/bank-messages.md) or as XML (doc/formats/xml-profile.md), as the channel says. One
// adapter for banks and for a hub: a hub gets the institution besides. Any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "net/client.hpp"
#include "port/partner.hpp"
#include "sign/key.hpp"

namespace holdfast::partner {

struct HttpPartnerOptions {
  std::map<std::string, std::string> keys;  // by channel: what opens it
  base::Milliseconds timeout{5'000};
  std::optional<sign::PrivateKey> signing = {};  // every order is signed with it (sign/message.hpp)
};

class HttpPartner final : public port::Partner {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<HttpPartner>> create(
      HttpPartnerOptions options);

  void send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
            std::function<void(base::Result<port::PartnerAck>)> done) override;

 private:
  HttpPartner(HttpPartnerOptions options, std::unique_ptr<net::HttpClient> client);

  HttpPartnerOptions options_;
  std::unique_ptr<net::HttpClient> client_;
};

/// The body of an order, as it goes over the wire.
[[nodiscard]] std::string render(const port::ChannelAddress& channel,
                                 const port::PartnerMessage& message);
/// The same in XML. Errors: bad_input, naming the field that the profile does not take.
[[nodiscard]] base::Result<std::string> render_xml(const port::ChannelAddress& channel,
                                                   const port::PartnerMessage& message);
/// A partner's synchronous answer, whatever its code. Errors: unavailable, when it says nothing.
[[nodiscard]] base::Result<port::PartnerAck> read_ack(const net::Response& response);
/// The same of one that answers in XML.
[[nodiscard]] base::Result<port::PartnerAck> read_xml_ack(const net::Response& response);

}  // namespace holdfast::partner
