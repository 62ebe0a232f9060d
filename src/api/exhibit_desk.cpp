#include "api/exhibit_desk.hpp"

#include "api/case_files.hpp"
#include "api/exhibit_dossier.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::api {

namespace {

const engine::Caller maker{"exhibits"};

}  // namespace

ExhibitDesk::ExhibitDesk(engine::Engine& engine, sign::PrivateKey key)
    : engine_(engine), key_(std::move(key)) {
  engine_.read([this](const core::State& state) {
    for (const auto& [id, exhibit] : state.exhibits) {
      if (exhibit.state == desk::ExhibitState::asked) {
        waiting_.push_back(id);
        stages_[id] = "waiting";
      }
    }
  });
  thread_ = std::thread{[this] {
    base::name_thread("exhibits");
    run();
  }};
}

ExhibitDesk::~ExhibitDesk() {
  {
    const std::lock_guard held{lock_};
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void ExhibitDesk::add(desk::ExhibitId id) {
  {
    const std::lock_guard held{lock_};
    if (!stages_.emplace(id, "waiting").second) {
      return;
    }
    waiting_.push_back(id);
  }
  arrived_.notify_one();
}

std::optional<std::string_view> ExhibitDesk::stage(desk::ExhibitId id) const {
  const std::lock_guard held{lock_};
  const auto found = stages_.find(id);
  return found == stages_.end() ? std::nullopt : std::optional{found->second};
}

void ExhibitDesk::enter(desk::ExhibitId id, std::string_view stage) {
  const std::lock_guard held{lock_};
  stages_[id] = stage;
}

void ExhibitDesk::run() {
  std::unique_lock held{lock_};
  for (;;) {
    arrived_.wait(held, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) {
      return;  // what waits is taken up at the next start
    }
    const auto id = waiting_.front();
    waiting_.pop_front();
    held.unlock();
    make(id);
    held.lock();
    stages_.erase(id);
  }
}

void ExhibitDesk::make(desk::ExhibitId id) {
  std::optional<desk::Exhibit> exhibit;
  engine_.read([&](const core::State& state) {
    if (const auto found = state.exhibits.find(id); found != state.exhibits.end()) {
      exhibit = found->second;
    }
  });
  if (!exhibit || exhibit->state != desk::ExhibitState::asked) {
    return;
  }
  const auto bundle = made(*exhibit);
  const auto noted =
      bundle ? engine_.submit_and_wait(maker, core::NoteExhibitMade{id, *bundle})
             : engine_.submit_and_wait(maker, core::NoteExhibitFailed{id, bundle.error().message});
  if (!noted) {
    base::log_error("exhibit {}: {}", desk::to_text(id), noted.error().message);
  }
}

base::Result<desk::ExhibitBundle> ExhibitDesk::made(const desk::Exhibit& exhibit) {
  auto* files = engine_.files();
  if (files == nullptr) {
    return base::Error{base::ErrorCode::unavailable, "no files are kept here"};
  }
  enter(exhibit.id, "gathering");
  const auto dossier = dossier_of(engine_, exhibit, {});
  if (!dossier) {
    return dossier.error();
  }
  enter(exhibit.id, "drawing");
  const auto bundle = exhibit::bundle_of(*dossier, key_);
  if (!bundle) {
    return bundle.error();
  }
  if (const auto ok = check_against_graph(engine_, exhibit, *dossier, bundle->findings.main); !ok) {
    return ok.error();
  }
  enter(exhibit.id, "keeping");
  const auto incoming = files->receive(subject_of(exhibit.case_id));
  if (!incoming) {
    return incoming.error();
  }
  if (const auto added = (*incoming)->add(bundle->bytes); !added) {
    return added.error();
  }
  const auto kept = (*incoming)->finish();
  if (!kept) {
    return kept.error();
  }
  desk::ExhibitBundle told;
  told.bytes = kept->bytes;
  told.sha256 = kept->sha256;
  told.key = key_.public_key().id();
  told.stolen = bundle->findings.main.stolen;
  told.accounts = bundle->findings.main.accounts.size();
  told.transfers = bundle->findings.main.transfers.size();
  told.rows = dossier->rows.size();
  for (const auto& part : bundle->parts) {
    told.parts.push_back({part.name, part.bytes, part.sha256});
  }
  return told;
}

}  // namespace holdfast::api
