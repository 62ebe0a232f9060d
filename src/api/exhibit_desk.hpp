// Makes exhibits, one after the other, on a thread of its own: a trace of many victims and its
// pages may take a while, and neither the engine nor a request waits for one (internal to api).
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "desk/exhibit.hpp"
#include "engine/engine.hpp"
#include "exhibit/bundle.hpp"
#include "sign/key.hpp"

namespace holdfast::api {

class ExhibitDesk {
 public:
  /// Takes up what was asked for before the last stop. `engine` outlives it.
  ExhibitDesk(engine::Engine& engine, sign::PrivateKey key);
  ~ExhibitDesk();
  ExhibitDesk(const ExhibitDesk&) = delete;
  ExhibitDesk& operator=(const ExhibitDesk&) = delete;

  void add(desk::ExhibitId id);
  /// "waiting", "gathering", "drawing", "keeping"; nothing for one that is not under way.
  [[nodiscard]] std::optional<std::string_view> stage(desk::ExhibitId id) const;

 private:
  void run();
  void make(desk::ExhibitId id);
  [[nodiscard]] base::Result<desk::ExhibitBundle> made(const desk::Exhibit& exhibit);
  void enter(desk::ExhibitId id, std::string_view stage);

  engine::Engine& engine_;
  const sign::PrivateKey key_;
  mutable std::mutex lock_;
  std::condition_variable arrived_;
  std::deque<desk::ExhibitId> waiting_;
  std::map<desk::ExhibitId, std::string_view> stages_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace holdfast::api
