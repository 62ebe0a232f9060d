// Users and API keys. A password enters the journal as its argon2id hash, a key as its SHA-256.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/routes.hpp"
#include "base/digest.hpp"
#include "sign/key.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

core::Role read_role(const Fields& fields) {
  core::Role role = core::Role::officer;
  const auto text = fields.needed_text("role", 32);
  if (!boost::describe::enum_from_string(text.c_str(), role)) {
    fields.refuse("role", "is officer, investigator, bank, admin, procurator or court");
  }
  return role;
}

}  // namespace

Answer users(const Call& call) {
  json::array items;
  call.engine().read([&](const core::State& state) {
    for (const auto& [name, user] : state.users) {
      items.push_back(
          json::object{{"name", name},
                       {"display", user.display},
                       {"role", boost::describe::enum_to_string(user.role, "officer")},
                       {"institution", user.institution.empty() ? json::value(nullptr)
                                                                : json::value(user.institution)},
                       {"unit", user.unit.empty() ? json::value(nullptr) : json::value(user.unit)},
                       {"disabled", user.disabled},
                       {"duty", boost::describe::enum_to_string(user.duty, "none")}});
    }
  });
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer add_user(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::User user;
  user.name = fields->needed_text("name", 64);
  user.display = fields->needed_text("display", 128);
  user.role = read_role(*fields);
  user.institution = fields->text("institution", 128);
  user.unit = fields->text("unit", 64);
  if (const auto duty = fields->text("duty", 32);
      !duty.empty() && !boost::describe::enum_from_string(duty.c_str(), user.duty)) {
    fields->refuse("duty", "is none, unit_head, legal_review, district_head or city_head");
  }
  const auto password = fields->needed_text("password", password_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  auto hash = call.service.passwords.hash(password);
  if (!hash) {
    return hash.error();
  }
  user.password_hash = std::move(*hash);
  auto answer = submit(call, core::AddUser{std::move(user)}, "name", 201);
  call.service.directory.forget();
  return answer;
}

Answer disable_user(const Call& call) {
  const auto& name = call.request.param("name");
  if (name == call.who.name) {
    return base::Error{base::ErrorCode::conflict, "nobody disables themselves"};
  }
  auto answer = submit(call, core::DisableUser{name});
  call.service.directory.forget();
  if (answer) {
    call.service.sessions->end_all_of(name);
    call.service.hub->end_all_of(name);
  }
  return answer;
}

Answer add_api_key(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::ApiKey key;
  key.name = fields->needed_text("name", 64);
  key.role = read_role(*fields);
  key.institution = fields->text("institution", 64);
  if (const auto pem = fields->text("public_key", 8192); !pem.empty()) {
    const auto open = sign::PublicKey::from_pem(pem);
    if (!open) {
      fields->refuse("public_key", open.error().message);
    } else {
      key.public_key = open->pem();
    }
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto token = fmt::format("hfk_{}_{}", key.name, base::to_hex(random_bytes(32)));
  key.key_hash = base::to_hex(base::sha256(token));
  const auto done = call.engine().submit_and_wait(call.caller(), core::AddApiKey{std::move(key)});
  call.service.directory.forget();
  if (!done) {
    return done.error();
  }
  if (done->answer.repeated) {
    return base::Error{base::ErrorCode::conflict,
                       "this request was answered before, and a key is shown only once"};
  }
  return with_seq(
      net::json_response(201, json::serialize(json::object{{"key", token}, {"seq", done->seq}})),
      done->seq);
}

}  // namespace holdfast::api
