// A small dossier for tests: two victims, a mule who holds clean money too, an exit.
#pragma once

#include "exhibit/dossier.hpp"
#include "sign/key.hpp"

namespace holdfast::exhibit::test {

inline base::Instant at(int minute) {
  return base::parse_instant("2026-11-24T10:00:00.000+08:00").value() +
         std::chrono::minutes{minute};
}

inline Row row(const std::string& id, int minute, std::uint32_t payer, std::uint32_t payee,
               std::int64_t yuan, fund::Kind kind = fund::Kind::transfer) {
  Row made;
  made.id = id;
  made.time = at(minute);
  made.payer = payer;
  made.payee = payee;
  made.amount = base::Fen{yuan * 100};
  made.kind = kind;
  made.serial = "S" + id;
  made.place = id.substr(1);
  return made;
}

/// TRACE "Worked example", with what went before and what comes after.
inline Dossier sample() {
  Dossier dossier;
  dossier.head = {"X000001",
                  "C000001",
                  "渝州市反诈骗中心",
                  "移送审查起诉",
                  "wang",
                  at(60),
                  "holdfast 0.1.0",
                  "spine 1",
                  std::string(64, 'a'),
                  7,
                  false,
                  {}};
  dossier.method.policy = trace::Policy::fifo;
  dossier.accounts = {{"6222000000000017", "6222000000000017", "甲", "甲银行"},
                      {"6222000000000025", "6222000000000025", "=乙,\"引号\"", "甲银行"},
                      {"6222000000000033", "6222000000000033", "丙", "乙银行"},
                      {"6222000000000041", "6222000000000041", "丁", "乙银行"},
                      {"SHOP1", "SHOP1", "商户", ""}};
  dossier.origins = {
      {"甲银行 报送 日志批次 3", std::string(64, 'b'), "报送通道", "feed", at(50)},
      {"U000001 流水.xlsx 第1表", std::string(64, 'c'), "调取 调证字1号", "li", at(55)}};
  dossier.rows = {row("T0", -60, 4, 2, 500), row("T1", 0, 0, 2, 10'000), row("T2", 5, 1, 2, 20'000),
                  row("T3", 6, 2, 3, 15'000), row("T4", 7, 3, 4, 4'000, fund::Kind::merchant)};
  dossier.rows[3].origin = 1;
  dossier.rows[1].is_merged = true;
  dossier.seeds = {{1, base::Fen{1'000'000}, "张*", "C000001"},
                   {2, base::Fen{2'000'000}, "李**", "C000002"}};
  return dossier;
}

inline const sign::PrivateKey& house_key() {
  static const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  return key;
}

}  // namespace holdfast::exhibit::test
