// `holdfast serve --role public`.
#include <filesystem>

#include "api/public_role.hpp"
#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/serving.hpp"

namespace holdfast::cli {

namespace {

/// Nothing of a centre's may lie on the public host by mistake.
base::Result<void> is_alone(const Config& config) {
  if (!config.zone || config.zone->centre_key.empty()) {
    return base::Error{base::ErrorCode::bad_input,
                       "the public role needs [zone] with `in`, `out` and `centre_key`, the key "
                       "that the centre signs with",
                       "zone"};
  }
  if (!config.channel_keys.empty() || !config.partner_keys.empty() || config.notifier ||
      config.telephony || config.signing_key) {
    return base::Error{base::ErrorCode::conflict,
                       "the public role has no channels, partners' keys, notifier, telephony or "
                       "signing key: take them out of its configuration",
                       "zone"};
  }
  if (std::filesystem::exists(std::filesystem::path{config.data} / "journal.db")) {
    return base::Error{base::ErrorCode::conflict,
                       "a centre's journal lies here: the public role has a data directory of its "
                       "own",
                       config.data};
  }
  return {};
}

}  // namespace

int serve_public(const Config& config, const Console& console) {
  if (const auto ok = set_log_level(config); !ok) {
    return report_error(console, ok.error());
  }
  if (const auto ok = is_alone(config); !ok) {
    return report_error(console, ok.error());
  }
  auto centre = sign::PublicKey::from_pem(config.zone->centre_key);
  if (!centre) {
    return report_error(console, centre.error());
  }
  const EndSignals signals;
  auto words = shipped_words();
  if (!words) {
    return report_error(console, words.error());
  }
  api::PublicRoleOptions options;
  options.listen = config.listen;
  options.assets = shipped_asset;
  options.words = *std::move(words);
  options.public_url = config.public_url;
  if (const auto& tls = config.tls; !tls.certificate.empty()) {
    options.tls = api::TlsFiles{tls.certificate, tls.key};
  }
  options.data = config.data;
  options.in = config.zone->in;
  options.out = config.zone->out;
  options.centre = *std::move(centre);
  auto role = api::PublicRole::start(std::move(options));
  if (!role) {
    return report_error(console, role.error());
  }
  base::log_info("the public site serves on {} (port {})", config.listen, (*role)->port());
  signals.wait();
  (*role)->stop();
  base::log_info("stopped");
  return 0;
}

}  // namespace holdfast::cli
