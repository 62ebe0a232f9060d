// The bank's edge towards partners that speak the XML profile: behind it everything is JSON. Any
// thread.
#pragma once

#include <string>

#include "bank/codec.hpp"
#include "base/result.hpp"
#include "net/client.hpp"
#include "net/http.hpp"

namespace holdfast::bank {

enum class Form { json, xml };

[[nodiscard]] bool is_xml(const net::Request& request);
/// The order of a request as JSON. Errors: bad_input, for XML that the profile refuses.
[[nodiscard]] base::Result<std::string> order_json(const net::Request& request);
/// Whether the order arrived, in the form in which it came.
[[nodiscard]] net::Response receipt(const Ack& ack, Form form);
/// A result, given as JSON, to be posted as XML.
[[nodiscard]] net::ClientRequest xml_post(const net::Url& url, const std::string& key,
                                          const std::string& reply);

}  // namespace holdfast::bank
