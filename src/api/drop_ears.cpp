#include "api/drop_ears.hpp"

#include "api/partner_results.hpp"
#include "core/state.hpp"
#include "sign/key.hpp"

namespace holdfast::api {

namespace {

/// The public keys of those who may lay results for a channel: keys that bear its name, and those
/// of the institutions that it reaches.
std::vector<std::string> public_keys(const engine::Engine& engine, const std::string& channel) {
  std::vector<std::string> keys;
  engine.read([&](const core::State& state) {
    for (const auto& [name, key] : state.api_keys) {
      const auto* institution = core::find_institution(state.routing, key.institution);
      const bool is_theirs =
          name == channel || (institution != nullptr && institution->channel == channel);
      if (is_theirs && !key.public_key.empty()) {
        keys.push_back(key.public_key);
      }
    }
  });
  return keys;
}

base::Result<void> check_signature(const engine::Engine& engine, const std::string& channel,
                                   const partner::DropBox::Incoming& file) {
  const auto keys = public_keys(engine, channel);
  if (keys.empty()) {
    return {};
  }
  if (file.signature.empty()) {
    return base::Error{base::ErrorCode::unauthenticated,
                       "no signature came with it, and this channel's partner signs"};
  }
  base::Error last{base::ErrorCode::unauthenticated, "no key of this channel can be read"};
  for (const auto& pem : keys) {
    const auto key = sign::PublicKey::from_pem(pem);
    const auto ok = key ? partner::verify_file(file.name, file.bytes, file.signature, *key)
                        : base::Result<void>{key.error()};
    if (ok) {
      return {};
    }
    last = ok.error();
  }
  return last;
}

ReplyForm form_of(std::string_view bytes) {
  const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && bytes[first] == '<' ? ReplyForm::xml : ReplyForm::json;
}

base::Result<void> hear(engine::Engine& engine, const std::string& channel,
                        const partner::DropBox::Incoming& file) {
  if (const auto ok = check_signature(engine, channel, file); !ok) {
    return ok;
  }
  auto told = read_result(file.bytes, form_of(file.bytes), engine.now());
  if (!told) {
    return told.error();
  }
  Identity who;
  who.name = channel;
  if (const auto ok = check_addressee(engine, who, told->reply.application_id); !ok) {
    return ok;
  }
  const auto seq = take_result(engine, {channel}, std::move(*told));
  return seq ? base::Result<void>{} : seq.error();
}

}  // namespace

void hear_drops(partner::FileDrops& drops, engine::Engine& engine) {
  std::vector<port::ChannelAddress> channels;
  engine.read([&](const core::State& state) {
    for (const auto& each : state.routing.channels) {
      if (each.kind == core::ChannelKind::files) {
        channels.push_back({each.name, each.url, each.is_hub, each.form == core::ChannelForm::xml,
                            port::Way::files});
      }
    }
  });
  drops.listen(
      channels,
      {[&engine](const std::string& channel, const std::string& application_id) {
         if (const auto id = engine.order_of_application(application_id)) {
           engine.submit({channel}, core::NoteOrderAcknowledged{*id, {}, {}},
                         [](const base::Result<engine::Done>&) {});
         }
       },
       [&engine](const std::string& channel, const partner::DropBox::Incoming& file) {
         return hear(engine, channel, file);
       },
       [&engine](const std::string& channel) { return !public_keys(engine, channel).empty(); }});
}

}  // namespace holdfast::api
