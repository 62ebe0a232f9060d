// The notifier port: a short message or a call that a machine makes to somebody who is being
// cheated. Delivery is at least once under one key; the service on the other side does it once.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace holdfast::port {

enum class NoticeKind { sms, call };

/// Personal data in plain: exists only on its way out.
struct NoticeMessage {
  std::string key;  // the idempotency key, at most 36 characters
  NoticeKind kind = NoticeKind::sms;
  std::string telephone;
  std::string text;
  bool drill = false;  // practice: nothing real may follow
};

/// That the service has it, and what became of it where it knows at once: delivered, answered,
/// no_answer, hung_up, failed.
struct NoticeAck {
  std::optional<std::string> result;
  std::string detail;
};

class Notifier {
 public:
  virtual ~Notifier() = default;
  /// `done` is called once, on any thread. `bad_input` and `forbidden` are not worth trying again,
  /// anything else is.
  virtual void send(const NoticeMessage& message,
                    std::function<void(base::Result<NoticeAck>)> done) = 0;
};

}  // namespace holdfast::port
