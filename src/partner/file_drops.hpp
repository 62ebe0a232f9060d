// Orders to partners as files, and their results as files: for partners with nothing better than a
// directory or an SFTP account (doc/formats/file-drop.md). Each channel has a thread of its own, so
// that a mount that hangs keeps nobody else waiting.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "partner/drop_box.hpp"
#include "port/partner.hpp"
#include "sign/key.hpp"

namespace holdfast::partner {

struct FileDropOptions {
  std::optional<sign::PrivateKey> signing = {};
  DropLimits limits = {};
  std::chrono::milliseconds looks_every{1'000};
  /// An order that nobody came for in that time counts as not delivered: the channel is down.
  std::chrono::milliseconds stale_after{600'000};
};

/// What becomes of what partners do. On a channel's thread.
struct DropEars {
  /// The partner took the order away.
  std::function<void(const std::string& channel, const std::string& application_id)> fetched;
  /// A file came. `unavailable`, `too_many` and `io` are tried again; any other error refuses it.
  std::function<base::Result<void>(const std::string& channel, const DropBox::Incoming& file)> told;
  /// Files of this channel must be signed.
  std::function<bool(const std::string& channel)> must_sign;
};

class FileDrops final : public port::Partner {
 public:
  explicit FileDrops(FileDropOptions options);
  ~FileDrops() override;

  /// `done` hears at once that the order lies there (`heard` is false), and `heard` once somebody
  /// came for it. Errors: bad_input for what the form cannot say, unavailable for a directory that
  /// cannot be used or an order that nobody came for.
  void send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
            std::function<void(base::Result<port::PartnerAck>)> done) override;

  /// Looks at these channels' directories from now on.
  void listen(const std::vector<port::ChannelAddress>& channels, DropEars ears);
  /// The ears hear nothing more; what is being written is finished. Idempotent.
  void stop();

 private:
  class Channel;
  Channel& channel(const port::ChannelAddress& address);

  const FileDropOptions options_;
  std::mutex mutex_;
  bool is_stopped_ = false;
  std::shared_ptr<const DropEars> ears_;
  std::map<std::string, std::unique_ptr<Channel>> channels_;  // by name
};

/// The signature beside a file: the three header lines of doc/formats/signatures.md, as of a PUT of
/// the file's name.
[[nodiscard]] std::string sign_file(std::string_view name, std::string_view bytes,
                                    const sign::PrivateKey& key, base::Instant now);
/// Errors: unauthenticated, saying what is wrong.
[[nodiscard]] base::Result<void> verify_file(std::string_view name, std::string_view bytes,
                                             std::string_view signature,
                                             const sign::PublicKey& key);

/// One sends by HTTP, the other lays files; which one a message takes its channel says.
class ByWay final : public port::Partner {
 public:
  ByWay(std::unique_ptr<port::Partner> http, std::shared_ptr<port::Partner> files)
      : http_(std::move(http)), files_(std::move(files)) {}

  void send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
            std::function<void(base::Result<port::PartnerAck>)> done) override;

 private:
  std::unique_ptr<port::Partner> http_;
  std::shared_ptr<port::Partner> files_;
};

}  // namespace holdfast::partner
