// The bank's edge towards partners that speak the XML profile or ISO 20022: behind it everything is
// JSON. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "bank/codec.hpp"
#include "base/result.hpp"
#include "net/client.hpp"
#include "net/http.hpp"

namespace holdfast::bank {

enum class Form { json, xml, iso20022 };

/// "json", "xml", "iso20022". Errors: bad_input.
[[nodiscard]] base::Result<Form> parse_form(std::string_view name);

[[nodiscard]] Form form_of(const net::Request& request);
/// The order of a request as JSON. Errors: bad_input, for XML that the form refuses.
[[nodiscard]] base::Result<std::string> order_json(const net::Request& request);
/// Whether the order arrived, in the form in which it came.
[[nodiscard]] net::Response receipt(const Ack& ack, Form form);
/// A result, given as JSON, to be posted in the form; in ISO 20022 where that has a message for it.
[[nodiscard]] net::ClientRequest result_post(const net::Url& url, const std::string& key,
                                             const std::string& reply, Form form,
                                             const std::string& institution);

}  // namespace holdfast::bank
