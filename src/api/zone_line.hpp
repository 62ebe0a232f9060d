// The centre's end of the line to its public zone: publishes what citizens may ask for, sealed
// where it takes a code, and carries out what they handed in there. The centre never connects to
// the zone and the zone never to the centre: files lie in two directories (doc/guide/zones.md).
//
// What is published is what the centre's own routes would answer; what comes in goes through the
// same handlers as if it had been handed in here, once for each letter. One thread of its own.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "api/service.hpp"
#include "api/zone_letter.hpp"
#include "zone/queue.hpp"
#include "zone/record.hpp"

namespace holdfast::api {

class ZoneLine {
 public:
  /// Errors: bad_input for a directory that is none; conflict without a signing key; those of the
  /// record's file.
  [[nodiscard]] static base::Result<std::shared_ptr<ZoneLine>> open(Service& service,
                                                                    const ZoneOptions& options);
  ~ZoneLine();
  ZoneLine(const ZoneLine&) = delete;
  ZoneLine& operator=(const ZoneLine&) = delete;

  /// Takes what came and publishes what changed, now. What goes wrong is told in the log and tried
  /// again at the next look.
  void look();

 private:
  ZoneLine(Service& service, const ZoneOptions& options, zone::Queue batches, zone::Queue letters,
           zone::Queue refused, std::unique_ptr<zone::Record> record);

  void run();
  void take_letters();
  void take_letter(const std::string& name);
  /// Nothing to try again: it is kept as it came, apart.
  void refuse_letter(const std::string& name, std::string_view sealed, const base::Error& why);
  [[nodiscard]] base::Result<void> publish();
  [[nodiscard]] base::Result<void> publish_house();
  [[nodiscard]] base::Result<void> publish_open();
  [[nodiscard]] base::Result<void> publish_reputation();
  [[nodiscard]] base::Result<void> publish_papers();
  [[nodiscard]] base::Result<void> publish_applications();
  [[nodiscard]] base::Result<void> publish_tips();
  template <typename Map>
  [[nodiscard]] base::Result<void> publish_all(Map core::State::*map, std::string_view route);
  [[nodiscard]] base::Result<void> publish_coded(std::string_view route, const std::string& code);
  [[nodiscard]] base::Result<void> change(zone::Record::Change change);
  [[nodiscard]] base::Result<void> flush();
  [[nodiscard]] base::Result<void> deliver();
  [[nodiscard]] Answer ask(std::string_view method, Answer (*handle)(const Call&),
                           const ZoneLetter& what);

  Service& service_;
  const ZoneOptions options_;
  const zone::Queue batches_;
  const zone::Queue letters_;
  const zone::Queue refused_;
  const std::unique_ptr<zone::Record> record_;
  const sign::PrivateKey& key_;

  std::mutex turn_;  // one look at a time
  std::vector<zone::Record::Change> changes_;
  std::set<std::string> checked_;  // codes of papers, whose check never changes
  bool is_whole_ = false;          // the next batch is
  bool is_whole_wanted_ = false;
  base::Instant whole_made_ = {};
  std::optional<port::BatchSeq> published_;  // as of which everything is
  base::Instant swept_ = {};                 // when everything was looked at last
  base::Instant published_at_ = {};          // when a batch was made last

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace holdfast::api
