#include "api/frame.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/core.h>

#include "base/digest.hpp"
#include "base/error_table.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t idempotency_key_bytes_max = 128;

base::Error not_logged_in() {
  return {base::ErrorCode::unauthenticated, "log in first"};
}

base::Result<Identity> by_key(Service& service, std::string_view token,
                              const std::string& certificate) {
  // The hash of a 256-bit random key is looked up: there is nothing to time.
  const auto key = service.directory.key_of_hash(base::to_hex(base::sha256(token)));
  if (!key) {
    return base::Error{base::ErrorCode::unauthenticated, "the API key is not known"};
  }
  const auto& bound = service.options.certificates;
  if (const auto wanted = bound.find(key->name);
      wanted != bound.end() && wanted->second != certificate) {
    return base::Error{base::ErrorCode::unauthenticated,
                       "this key is good only with its holder's client certificate"};
  }
  return Identity{key->name, key->name, key->role, key->institution, {}, {}, key->public_key};
}

base::Result<Identity> by_cookie(Service& service, std::string_view token) {
  const auto session = service.sessions->find(token, service.engine.now());
  if (!session) {
    return not_logged_in();
  }
  const auto user = service.directory.user(session->user);
  if (!user || user->disabled) {
    return not_logged_in();
  }
  return Identity{user->name,
                  user->display,
                  user->role,
                  user->institution,
                  session->digest,
                  Sessions::csrf_of(token),
                  {},
                  user->unit};
}

base::Result<Identity> identify(Service& service, const net::Request& request) {
  if (const auto token = request.bearer()) {
    return by_key(service, *token, request.client_certificate);
  }
  const auto cookie = request.cookie(session_cookie);
  if (!cookie || cookie->empty()) {
    return not_logged_in();
  }
  auto who = by_cookie(service, *cookie);
  if (!who) {
    return who;
  }
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads && !equals_in_constant_time(request.header("X-CSRF-Token").value_or(""), who->csrf)) {
    return base::Error{base::ErrorCode::forbidden, "the header X-CSRF-Token is missing or wrong"};
  }
  return who;
}

/// What comes with the key of a partner that signs must be signed, and be new.
base::Result<void> check_signature(const Call& call) {
  if (call.who.public_key.empty()) {
    return {};
  }
  const auto key = call.service.directory.signing_key(call.who.public_key);
  if (!key) {
    return key.error();
  }
  const auto& request = call.request;
  const auto now = call.engine().now();
  const auto found = sign::verify_request(request.headers, request.method, request.target,
                                          request.body, *key, now);
  return found ? call.service.nonces.take(*found, now) : found.error();
}

base::Result<port::BatchSeq> min_seq_of(const Service& service, const net::Request& request) {
  const auto text = request.query_value("min_seq");
  if (!text) {
    return port::BatchSeq{0};
  }
  port::BatchSeq seq = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seq);
  if (error != std::errc{} || end != text->data() + text->size()) {
    return base::Error{base::ErrorCode::bad_input, "?min_seq is not a number", "?min_seq"};
  }
  // Nobody was told of a batch that is not durable: waiting for one would be waiting for nothing.
  if (seq > service.engine.seq()) {
    return base::Error{base::ErrorCode::unavailable,
                       "this server has not seen that sequence number", "?min_seq"};
  }
  return seq;
}

base::Result<void> check_key(const net::Request& request) {
  const auto key = request.header("Idempotency-Key");
  if (!key) {
    return {};
  }
  const bool plain =
      key->size() <= idempotency_key_bytes_max &&
      std::all_of(key->begin(), key->end(), [](char c) { return c > 32 && c < 127; });
  if (!plain) {
    return base::Error{base::ErrorCode::bad_input,
                       "Idempotency-Key has at most 128 visible ASCII characters",
                       "Idempotency-Key"};
  }
  return {};
}

net::Response refused(const base::Error& error) {
  auto response = net::problem(error);
  if (error.code == base::ErrorCode::unauthenticated) {
    response.headers.set("WWW-Authenticate", "Bearer");
  }
  return response;
}

}  // namespace

base::Result<Call> admit(Service& service, const net::Request& request, Roles roles) {
  Call call{service, request, {}, 0};
  if (roles != 0) {
    auto who = identify(service, request);
    if (!who) {
      return who.error();
    }
    if ((roles & role_bit(who->role)) == 0) {
      return base::Error{base::ErrorCode::forbidden, "your role does not allow this"};
    }
    call.who = std::move(*who);
  }
  const auto seq = min_seq_of(service, request);
  if (!seq) {
    return seq.error();
  }
  if (const auto ok = check_key(request); !ok) {
    return ok.error();
  }
  call.min_seq = *seq;
  return call;
}

net::Response dressed(net::Response response) {
  auto& headers = response.headers;
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Content-Security-Policy",
              "default-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
              "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  if (!headers.find("Cache-Control")) {
    headers.set("Cache-Control", "no-store");
  }
  return response;
}

net::Response dressed(net::Response response, const Service& service) {
  if (!response.headers.find("X-Seq")) {
    response.headers.set("X-Seq", std::to_string(service.engine.seq()));
  }
  return dressed(std::move(response));
}

net::Handler framed(std::shared_ptr<Service> service, const RouteRow& row) {
  return [service = std::move(service), roles = row.roles, handle = row.handle](
             const net::Request& request, const net::Responder& responder) {
    const auto call = admit(*service, request, roles);
    if (!call) {
      responder.answer(dressed(refused(call.error()), *service));
      return;
    }
    const bool is_partners = roles == banks;  // orders and replies; feeds and lists are everybody's
    const auto is_signed = is_partners ? check_signature(*call) : base::Result<void>{};
    auto answer = is_signed ? handle(*call) : Answer{is_signed.error()};
    auto response = dressed(answer ? std::move(*answer) : refused(answer.error()), *service);
    if (service->options.signing && is_partners) {
      sign::sign_response(response, *service->options.signing, service->engine.now());
    }
    responder.answer(std::move(response));
  };
}

net::Response asset_answer(const std::function<std::optional<Asset>(std::string_view path)>& find,
                           const net::Request& request) {
  const auto nothing = [] { return net::problem(404, "not_found", "there is nothing here"); };
  if (!find || request.path == "/api" || request.path.starts_with("/api/")) {
    return nothing();
  }
  auto asset = find(request.path);
  const bool is_page = request.path.find('.') == std::string::npos;
  if (!asset && is_page) {
    asset = find("/index.html");  // the console routes its own pages
  }
  if (!asset) {
    return nothing();
  }
  const auto tag = "\"" + asset->etag + "\"";
  net::Response response;
  if (request.header("If-None-Match") == std::optional<std::string_view>{tag}) {
    response.status = 304;
  } else {
    response.headers.set("Content-Type", asset->content_type);
    response.body = std::string{asset->bytes};
  }
  response.headers.set("ETag", tag);
  response.headers.set("Cache-Control",
                       asset->is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

net::Handler assets(std::shared_ptr<Service> service) {
  return
      [service = std::move(service)](const net::Request& request, const net::Responder& responder) {
        responder.answer(dressed(asset_answer(service->options.assets, request), *service));
      };
}

}  // namespace holdfast::api
