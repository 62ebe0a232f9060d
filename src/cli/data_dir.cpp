#include "cli/data_dir.hpp"

#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <sodium.h>
#include <sys/stat.h>

#include "base/digest.hpp"
#include "cli/shipped.hpp"
#include "law/rule_book.hpp"
#include "partner/http_notifier.hpp"
#include "partner/http_partner.hpp"
#include "store/file.hpp"
#include "store/file_snapshots.hpp"
#include "store/key_store.hpp"
#include "store/sealed_files.hpp"
#include "store/sqlite_journal.hpp"
#include "store/sqlite_projection.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

base::Result<std::string> read_file(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  if (!in) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("cannot read {}", path.string()),
                       path.string()};
  }
  return std::string{std::istreambuf_iterator<char>{in}, {}};
}

base::Result<void> make_directories(const fs::path& data) {
  ::umask(077);
  std::error_code failed;
  for (const auto& each :
       {data, data / "keys", data / "snapshots", data / "models", data / "files"}) {
    fs::create_directories(each, failed);
    if (failed) {
      return base::Error{base::ErrorCode::io, fmt::format("cannot make the directory {}: {}",
                                                          each.string(), failed.message())};
    }
  }
  return {};
}

/// Eight hexadecimal digits made once for this journal: they begin every application id, so that a
/// bank that knew an earlier installation does not take a new order for an old one.
base::Result<std::string> installation_of(const fs::path& data) {
  const auto path = data / "installation";
  if (fs::exists(path)) {
    auto text = read_file(path);
    if (text && text->size() != 10) {
      return base::Error{base::ErrorCode::corrupt, fmt::format("{} is damaged", path.string())};
    }
    return text;
  }
  std::string bytes(4, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  const auto text = "hf" + base::to_hex(bytes);
  std::ofstream out{path, std::ios::binary};
  out << text << std::flush;
  if (!out) {
    return base::Error{base::ErrorCode::io, fmt::format("cannot write {}", path.string())};
  }
  return text;
}

/// A journal that holds anything was written with a key store beside it. Starting without it would
/// make a new, empty one, and every name and number would be unreadable for good.
base::Result<void> check_keys_are_there(const fs::path& data, port::BatchSeq head) {
  const auto path = data / "keys" / "keys.db";
  if (head == 0 || fs::exists(path)) {
    return {};
  }
  return base::Error{base::ErrorCode::corrupt,
                     fmt::format("{} is missing, and the journal beside it holds {} batches sealed "
                                 "with its keys; nothing was changed. Put the key store back from "
                                 "its backup (it must be at least as new as the journal)",
                                 path.string(), head)};
}

base::Result<engine::Parts> open_parts(const Config& config, const fs::path& data, Outside outside,
                                       std::shared_ptr<partner::FileDrops> drops) {
  engine::Parts parts;
  parts.clock = std::make_unique<port::SystemClock>();
  auto journal = store::SqliteJournal::open(journal_file(data), store::Access::read_write);
  if (!journal) {
    return journal.error();
  }
  if (const auto ok = check_keys_are_there(data, (*journal)->head().seq); !ok) {
    return ok.error();
  }
  auto keys =
      store::SqliteKeyStore::open({data / "keys" / "keys.db", data / "keys" / "master.key"});
  if (!keys) {
    return keys.error();
  }
  auto projection = store::SqliteProjection::open(data / "projection.db");
  if (!projection) {
    return projection.error();
  }
  auto reader = store::SqliteProjectionReader::open(data / "projection.db");
  if (!reader) {
    return reader.error();
  }
  if (outside == Outside::partners) {
    auto signing = open_signing_key(config);
    if (!signing) {
      return signing.error();
    }
    auto partner = partner::HttpPartner::create(
        {config.channel_keys, base::Milliseconds{5'000}, std::move(*signing), client_tls(config)});
    if (!partner) {
      return partner.error();
    }
    parts.partner = std::make_unique<partner::ByWay>(std::move(*partner), std::move(drops));
    if (config.notifier && config.drill != config.notifier->practice) {
      return base::Error{base::ErrorCode::conflict,
                         config.drill
                             ? "in a drill the notifier says practice = true: nobody real is called"
                             : "the notifier is for practice (practice = true) and reaches nobody",
                         "notifier"};
    }
    if (config.notifier) {
      auto notifier = partner::HttpNotifier::create(
          {config.notifier->url, config.notifier->key, base::Milliseconds{5'000}});
      if (!notifier) {
        return notifier.error();
      }
      parts.notifier = std::move(*notifier);
    }
  }
  parts.search_hash = [keys = keys->get()](std::string_view text) {
    return keys->keyed_hash(text);
  };
  auto files = store::SealedFiles::open(files_folder(data), **keys);
  if (!files) {
    return files.error();
  }
  parts.journal = std::move(*journal);
  parts.keys = std::move(*keys);
  parts.files = std::move(*files);
  parts.projection = std::move(*projection);
  parts.reader = std::move(*reader);
  parts.snapshots = std::make_unique<store::FileSnapshots>(data / "snapshots");
  return parts;
}

/// Practice and the real thing never share a directory. A command that reaches no partner needs no
/// word that it is a drill.
base::Result<void> take_drill(engine::Engine& engine, const Config& config, Outside outside,
                              const engine::Caller& caller) {
  bool is_drill = false;
  engine.read([&](const core::State& state) { is_drill = state.drill; });
  if (is_drill && !config.drill && outside == Outside::partners) {
    return base::Error{base::ErrorCode::conflict,
                       fmt::format("{} holds a drill: start it with --drill, or name another "
                                   "directory",
                                   config.data)};
  }
  if (!config.drill) {
    return {};
  }
  const auto done = engine.submit_and_wait(caller, core::DeclareDrill{});
  return done ? base::Result<void>{} : done.error();
}

base::Result<void> load_house(engine::Engine& engine, const Config& config, Outside outside,
                              const std::string& rules) {
  const engine::Caller caller{"config"};
  if (const auto done = engine.submit_and_wait(caller, core::LoadRules{rules}); !done) {
    return done.error();
  }
  if (const auto ok = take_drill(engine, config, outside, caller); !ok) {
    return ok.error();
  }
  if (!config.routing.institutions.empty()) {
    if (const auto done = engine.submit_and_wait(caller, core::SetRouting{config.routing}); !done) {
      return done.error();
    }
  }
  for (const auto& key : config.partner_keys) {
    const auto done = engine.submit_and_wait(
        caller, core::AddApiKey{{key.name, key.role, key.institution,
                                 base::to_hex(base::sha256(key.key)), key.public_key}});
    if (!done) {
      return done.error();
    }
  }
  return {};
}

}  // namespace

base::Result<sign::PrivateKey> open_signing_key(const Config& config) {
  const auto path = config.signing_key ? fs::path{*config.signing_key}
                                       : fs::path{config.data} / "keys" / "signing.pem";
  if (!config.signing_key && !fs::exists(path)) {
    if (const auto made = make_directories(config.data); !made) {
      return made.error();
    }
    const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
    if (const auto written = store::write_durably(path, {key.pem()}); !written) {
      return written.error();
    }
    return key;
  }
  const auto text = read_file(path);
  if (!text) {
    return text.error();
  }
  auto key = sign::PrivateKey::from_pem(*text);
  if (!key) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("{} {}", path.string(), key.error().message), path.string()};
  }
  return key;
}

net::ClientTlsOptions client_tls(const Config& config) {
  return {config.tls.ca, config.tls.client_certificate, config.tls.client_key};
}

fs::path journal_file(const fs::path& data) {
  return data / "journal.db";
}
fs::path files_folder(const fs::path& data) {
  return data / "files";
}
fs::path sessions_file(const fs::path& data) {
  return data / "sessions.json";
}

base::Result<std::unique_ptr<engine::Engine>> open_engine(
    const Config& config, Outside outside, std::shared_ptr<partner::FileDrops> drops) {
  base::check(sodium_init() >= 0, "libsodium cannot start");
  const fs::path data{config.data};
  if (const auto made = make_directories(data); !made) {
    return made.error();
  }
  const auto rules = config.rules ? read_file(*config.rules)
                                  : base::Result<std::string>{std::string{shipped_rules()}};
  if (!rules) {
    return rules.error();
  }
  const auto book = law::RuleBook::parse(*rules);
  if (!book) {
    return book.error();
  }
  auto parts = open_parts(config, data, outside, std::move(drops));
  if (!parts) {
    return parts.error();
  }
  auto installation = installation_of(data);
  if (!installation) {
    return installation.error();
  }
  engine::Options options;
  options.installation = std::move(*installation);
  options.memory_limit_bytes = config.memory_limit_mb << 20;
  options.legs_tolerance = law::term_of(book->at("legs.tolerance", parts->clock->now()));
  auto engine = engine::Engine::open(std::move(*parts), std::move(options));
  if (!engine) {
    return engine.error();
  }
  if (const auto loaded = load_house(**engine, config, outside, *rules); !loaded) {
    return loaded.error();
  }
  return engine;
}

base::Result<std::unique_ptr<screen::Screener>> start_screener(const Config& config,
                                                               engine::Engine& engine) {
  screen::ScreenerOptions options;
  const auto models = fs::path{config.data} / "models";
  options.files.put = [models](std::string_view digest, std::string_view bytes) {
    const auto path = models / digest;
    return fs::exists(path) ? base::Result<void>{} : store::write_durably(path, {bytes});
  };
  options.files.get = [models](std::string_view digest) {
    return store::read_whole(models / digest);
  };
  const auto part = [](const std::optional<std::string>& file, std::string_view carried) {
    return file ? read_file(*file) : base::Result<std::string>{std::string{carried}};
  };
  auto model = part(config.screening.model, shipped_warn_model());
  if (!model) {
    return model.error();
  }
  auto rules = part(config.screening.rules, shipped_warn_rules());
  if (!rules) {
    return rules.error();
  }
  options.model = *std::move(model);
  options.rules = *std::move(rules);
  options.limits.bytes_max = config.screening.memory_mb << 20;
  options.limits.history_max = config.screening.history;
  return screen::Screener::start(engine, std::move(options));
}

}  // namespace holdfast::cli
