// How messages are made, authorised and signed.
#include <fmt/core.h>

#include "cli/conform_run.hpp"

namespace holdfast::cli::conform {

Verdict unreadable(Run& run) {
  const auto sent = run.line.send(run.order("100303", "broken"), {.body = "{\"code\":"});
  if (!sent) {
    return failed(sent.error().message);
  }
  const bool is_refused = sent->status / 100 == 4 || (sent->ack && sent->ack->code == "200001");
  return is_refused ? Verdict{} : failed(fmt::format("HTTP {}，未以 200001 拒收", sent->status));
}

Verdict wrong_key(Run& run) {
  const auto sent =
      run.line.send(run.order("100303", "key"), {.key = "not-the-key-that-was-agreed-on"});
  if (!sent) {
    return failed(sent.error().message);
  }
  return sent->status == 401 || sent->status == 403
             ? Verdict{}
             : failed(fmt::format("HTTP {}，应为 401 或 403", sent->status));
}

Verdict no_signature(Run& run) {
  if (!run.plan.signing) {
    return skipped("未约定签名");
  }
  const auto sent = run.line.send(run.order("100303", "plain"), {.seal = Seal::unsigned_one});
  if (!sent) {
    return failed(sent.error().message);
  }
  return sent->status == 401 || sent->status == 403
             ? Verdict{}
             : failed(fmt::format("HTTP {}，未签名的指令应以 401 拒收", sent->status));
}

Verdict replayed(Run& run) {
  if (!run.plan.signing) {
    return skipped("未约定签名");
  }
  const auto order = run.order("100303", "replay");
  if (auto verdict = taken(run, order); !verdict.passed()) {
    return verdict;
  }
  const auto sent = run.line.send(order, {.seal = Seal::as_before});
  if (!sent) {
    return failed(sent.error().message);
  }
  return sent->status == 409 || sent->status == 401
             ? Verdict{}
             : failed(fmt::format("HTTP {}，同一签名第二次应以 409 拒收", sent->status));
}

Verdict results_signed(Run& run) {
  if (!run.plan.public_key) {
    return skipped("未提供机构公钥");
  }
  if (run.plan.reply_listen.empty()) {
    return skipped("结果为轮询取得");
  }
  const auto seals = run.line.seals();
  if (seals.bad > 0) {
    return failed(fmt::format("{} 条结果签名不符：{}", seals.bad, seals.why));
  }
  return seals.good > 0 ? Verdict{} : failed("没有收到任何结果");
}

}  // namespace holdfast::cli::conform
