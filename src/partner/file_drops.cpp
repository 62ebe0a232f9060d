#include "partner/file_drops.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <fmt/core.h>
#include <thread>

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "net/http.hpp"
#include "partner/http_partner.hpp"
#include "port/clock.hpp"
#include "sign/message.hpp"

namespace holdfast::partner {

namespace {

using Done = std::function<void(base::Result<port::PartnerAck>)>;

constexpr std::array<std::string_view, 3> signature_headers{"Content-Digest", "Signature-Input",
                                                            "Signature"};

std::string without_extension(const std::string& name) {
  return name.substr(0, name.rfind('.'));
}

bool may_pass(base::ErrorCode code) {
  return code == base::ErrorCode::unavailable || code == base::ErrorCode::too_many ||
         code == base::ErrorCode::io;
}

}  // namespace

std::string sign_file(std::string_view name, std::string_view bytes, const sign::PrivateKey& key,
                      base::Instant now) {
  net::Headers headers;
  sign::sign_request(headers, "PUT", fmt::format("/{}", name), bytes, key, now);
  std::string text;
  for (const auto header : signature_headers) {
    text += fmt::format("{}: {}\n", header, headers.find(header).value_or(std::string_view{}));
  }
  return text;
}

base::Result<void> verify_file(std::string_view name, std::string_view bytes,
                               std::string_view signature, const sign::PublicKey& key) {
  net::Headers headers;
  while (!signature.empty()) {
    const auto end = std::min(signature.find('\n'), signature.size());
    auto line = signature.substr(0, end);
    signature.remove_prefix(std::min(end + 1, signature.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const auto colon = line.find(": ");
    if (colon != std::string_view::npos) {
      headers.set(line.substr(0, colon), std::string{line.substr(colon + 2)});
    }
  }
  const auto found =
      sign::verify_kept_request(headers, "PUT", fmt::format("/{}", name), bytes, key);
  return found ? base::Result<void>{} : found.error();
}

/// One channel's directory and the thread that works on it.
class FileDrops::Channel {
 public:
  Channel(port::ChannelAddress address, const FileDropOptions& options)
      : address_(std::move(address)), options_(options), thread_([this] {
          base::name_thread("drop");
          run();
        }) {}
  ~Channel() {
    {
      const std::scoped_lock held{mutex_};
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void lay(port::PartnerMessage message, Done done) {
    {
      const std::scoped_lock held{mutex_};
      tasks_.push_back({std::move(message), std::move(done)});
    }
    wake_.notify_all();
  }
  void listen(std::shared_ptr<const DropEars> ears) {
    {
      const std::scoped_lock held{mutex_};
      ears_ = std::move(ears);
    }
    wake_.notify_all();
  }

 private:
  struct Task {
    port::PartnerMessage message;
    Done done;
  };

  void run() {
    auto next_look = DropBox::Clock::now();
    for (;;) {
      std::deque<Task> tasks;
      std::shared_ptr<const DropEars> ears;
      {
        std::unique_lock held{mutex_};
        wake_.wait_until(held, next_look, [&] { return stopping_ || !tasks_.empty(); });
        if (stopping_ && tasks_.empty()) {
          return;
        }
        tasks.swap(tasks_);
        ears = ears_;
      }
      for (auto& task : tasks) {
        task.done(laid(task.message));
      }
      const auto now = DropBox::Clock::now();
      if (now >= next_look) {
        next_look = now + options_.looks_every;
        if (ears) {
          look(*ears, now);
        }
      }
    }
  }

  /// The box, opened anew where it is not open.
  DropBox* box() {
    if (!box_) {
      auto opened = DropBox::open(address_.url, options_.limits);
      if (!opened) {
        complain(opened.error());
        return nullptr;
      }
      box_ = std::move(*opened);
      last_complaint_.clear();
    }
    return &*box_;
  }
  /// Once, until something else is wrong.
  void complain(const base::Error& error) {
    auto text = fmt::format("file drop {}: {} {}", address_.name, error.where, error.message);
    if (text != last_complaint_) {
      base::log_error("{}", text);
      last_complaint_ = std::move(text);
    }
  }
  void failed(const base::Error& error) {
    complain(error);
    if (error.code == base::ErrorCode::io) {
      box_.reset();  // a mount that went away comes back under new descriptors
    }
  }

  base::Result<port::PartnerAck> laid(const port::PartnerMessage& message) {
    const auto order = render_for(address_, message);
    if (!order) {
      return order.error();
    }
    auto* const at = box();
    if (at == nullptr) {
      return base::Error{base::ErrorCode::unavailable, "the directory cannot be used"};
    }
    const auto name = message.application_id + (order->is_xml() ? ".xml" : ".json");
    const auto signature = options_.signing ? sign_file(name, order->body, *options_.signing,
                                                        port::SystemClock{}.now())
                                            : std::string{};
    const auto laid = at->lay(name, order->body, signature);
    if (!laid) {
      failed(laid.error());
      return laid.error().code == base::ErrorCode::bad_input
                 ? laid.error()
                 : base::Error{base::ErrorCode::unavailable, laid.error().message};
    }
    port::PartnerAck ack;
    ack.heard = *laid == Laid::fetched;
    if (ack.heard) {
      since_.erase(name);
      return ack;
    }
    const auto now = DropBox::Clock::now();
    const auto first = since_.try_emplace(name, now).first->second;
    if (now - first >= options_.stale_after) {
      return base::Error{base::ErrorCode::unavailable, fmt::format("nobody came for {}", name)};
    }
    return ack;
  }

  void look(const DropEars& ears, DropBox::Clock::time_point now) {
    auto* const at = box();
    if (at == nullptr) {
      return;
    }
    const auto gone = at->fetched();
    if (!gone) {
      return failed(gone.error());
    }
    for (const auto& name : *gone) {
      since_.erase(name);
      ears.fetched(address_.name, without_extension(name));
    }
    const auto files = at->claim(now, ears.must_sign(address_.name));
    if (!files) {
      return failed(files.error());
    }
    for (const auto& file : *files) {
      const auto heard = ears.told(address_.name, file);
      if (!heard && may_pass(heard.error().code)) {
        return;  // it stays claimed, and the rest with it
      }
      const auto kept = heard
                            ? at->accept(file.name)
                            : at->reject(file.name, heard.error().where.empty()
                                                        ? heard.error().message
                                                        : fmt::format("{}: {}", heard.error().where,
                                                                      heard.error().message));
      if (!kept) {
        return failed(kept.error());
      }
    }
  }

  const port::ChannelAddress address_;
  const FileDropOptions& options_;
  std::optional<DropBox> box_;
  std::map<std::string, DropBox::Clock::time_point> since_;  // orders that nobody came for yet
  std::string last_complaint_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  std::shared_ptr<const DropEars> ears_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses everything above
};

FileDrops::FileDrops(FileDropOptions options) : options_(std::move(options)) {}

FileDrops::~FileDrops() {
  stop();
}

FileDrops::Channel& FileDrops::channel(const port::ChannelAddress& address) {
  auto& place = channels_[address.name];
  if (place == nullptr) {
    place = std::make_unique<Channel>(address, options_);
    place->listen(ears_);
  }
  return *place;
}

void FileDrops::send(const port::ChannelAddress& address, const port::PartnerMessage& message,
                     Done done) {
  {
    const std::scoped_lock held{mutex_};
    if (!is_stopped_) {
      channel(address).lay(message, std::move(done));
      return;
    }
  }
  done(base::Error{base::ErrorCode::unavailable, "the centre is stopping"});
}

void FileDrops::listen(const std::vector<port::ChannelAddress>& channels, DropEars ears) {
  const std::scoped_lock held{mutex_};
  ears_ = std::make_shared<const DropEars>(std::move(ears));
  for (const auto& each : channels) {
    channel(each);
  }
  for (auto& [name, each] : channels_) {
    each->listen(ears_);
  }
}

void FileDrops::stop() {
  std::map<std::string, std::unique_ptr<Channel>> ending;
  {
    const std::scoped_lock held{mutex_};
    is_stopped_ = true;
    ending.swap(channels_);
  }
  ending.clear();  // each finishes what it was given
}

void ByWay::send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
                 Done done) {
  if (channel.way != port::Way::files) {
    http_->send(channel, message, std::move(done));
  } else if (files_ != nullptr) {
    files_->send(channel, message, std::move(done));
  } else {
    done(base::Error{base::ErrorCode::unavailable, "no directories are used here"});
  }
}

}  // namespace holdfast::partner
