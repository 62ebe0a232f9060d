// All that an exhibit stands on: the rows, the payments that were stolen, how they are traced, and
// where every row came from. Whatever else is in an exhibit follows from it. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "fund/transfer.hpp"
#include "trace/trace.hpp"

namespace holdfast::exhibit {

struct Head {
  std::string number;       // "X000001"; empty where it was made of files
  std::string case_number;  // "C000001", or as whoever made it calls the case
  std::string unit;         // who issues it
  std::string reason;
  std::string asked_by;
  base::Instant at;  // the only date in it: the bytes depend on no clock
  std::string program;
  std::string rules;  // name and version of the rule pack
  std::string rules_sha256;
  std::uint64_t as_of = 0;  // transfers of the house that were looked at
  bool is_drill = false;
  std::vector<std::string> silent;  // banks whose feeds did not speak then
  bool operator==(const Head&) const = default;
};

struct Account {
  std::string key;  // what tells it from every other in this exhibit
  std::string number;
  std::string name;
  std::string institution;
  bool operator==(const Account&) const = default;
};

/// How rows came to whoever made the exhibit.
struct Origin {
  std::string source;    // whose feed and which batch of it; or the file
  std::string sha256;    // of the original, or of what stands for it
  std::string obtained;  // the legal paper or channel
  std::string by;        // who took it in
  std::optional<base::Instant> at;
  auto operator<=>(const Origin&) const = default;
};

struct Row {
  std::string id;  // unique
  base::Instant time;
  std::uint32_t payer = 0;  // place among the accounts
  std::uint32_t payee = 0;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;
  std::string serial;
  std::uint32_t origin = 0;  // place among the origins
  std::string place;         // the row there
  bool is_merged = false;    // two banks told it, and it counts once
  bool operator==(const Row&) const = default;
};

struct Seed {
  std::uint32_t row = 0;
  base::Fen stolen;
  std::string victim;  // masked
  std::string case_number;
  bool operator==(const Seed&) const = default;
};

struct Dossier {
  Head head;
  trace::TraceOptions method;
  std::vector<Account> accounts;
  std::vector<Origin> origins;
  std::vector<Row> rows;  // in order of arrival
  std::vector<Seed> seeds;
};

/// How large an exhibit may be.
struct Limits {
  std::size_t rows_max = 500'000;
  std::size_t accounts_max = 500'000;
  std::size_t seeds_max = 2000;
};

/// "全部 (不设限)" or what is set, for people: Chinese, then English.
[[nodiscard]] std::vector<std::string> limits_in_words(const trace::Limits& limits);
/// 先进先出 and so on.
[[nodiscard]] std::string_view policy_in_words(trace::Policy policy);

}  // namespace holdfast::exhibit
