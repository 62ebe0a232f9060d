// Orders to partners over HTTP, in the vocabulary of the 100xxx messages: as JSON
// (doc/formats/bank-messages.md) or as XML (doc/formats/xml-profile.md), as the channel says; where
// it wants ISO 20022, what that has a message for goes in it (doc/formats/iso20022.md). One adapter
// for banks and for a hub: a hub gets the institution besides. Any thread.
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
  net::ClientTlsOptions tls = {};                // of channels over https
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
/// In ISO 20022, what has a message there. Errors: bad_input.
[[nodiscard]] base::Result<std::string> render_iso(const port::ChannelAddress& channel,
                                                   const port::PartnerMessage& message);
/// The order as the channel wants it, and what it is then.
struct RenderedOrder {
  enum class Form { json, xml, iso20022 };
  Form form = Form::json;
  std::string body;

  [[nodiscard]] bool is_xml() const { return form != Form::json; }
};
/// Errors: bad_input, for what the form cannot say.
[[nodiscard]] base::Result<RenderedOrder> render_for(const port::ChannelAddress& channel,
                                                     const port::PartnerMessage& message);
/// A partner's synchronous answer, whatever its code. Errors: unavailable, when it says nothing.
[[nodiscard]] base::Result<port::PartnerAck> read_ack(const net::Response& response);
/// The same of one that answers in XML.
[[nodiscard]] base::Result<port::PartnerAck> read_xml_ack(const net::Response& response);
/// The same of one that was told in ISO 20022: a receipt in JSON, no body at all, or an admi.002
/// that refuses the message.
[[nodiscard]] base::Result<port::PartnerAck> read_iso_ack(const net::Response& response);

}  // namespace holdfast::partner
