#include "engine/content_ids.hpp"

#include <gtest/gtest.h>
#include <set>

namespace holdfast::engine {
namespace {

FeedRow row() {
  FeedRow row;
  row.time = base::from_unix_ms(1'790'000'000'000);
  row.payer = "9911010000000017";
  row.payee = "9922020000000015";
  row.payer_institution = "YZ01";
  row.payee_institution = "SX02";
  row.amount = base::Fen{100};
  return row;
}

std::string id_of(ContentIds& ids, const FeedRow& one) {
  RowView told{one};
  ids.name(told);
  return std::string{told.id};
}

TEST(ContentIds, TheSameRowsHaveTheSameIdsInEveryRequest) {
  ContentIds first;
  ContentIds second;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(id_of(first, row()), id_of(second, row()));
  }
}

TEST(ContentIds, EqualPaymentsInOneRequestAreTold) {
  ContentIds ids;
  std::set<std::string> given;
  for (int i = 0; i < 100; ++i) {
    given.insert(id_of(ids, row()));
  }
  EXPECT_EQ(given.size(), 100U);
}

TEST(ContentIds, EveryPartThatTellsAPaymentCounts) {
  const std::vector<void (*)(FeedRow&)> changes{
      [](FeedRow&) {},
      [](FeedRow& one) { one.time += base::Milliseconds{1}; },
      [](FeedRow& one) { one.amount += base::Fen{1}; },
      [](FeedRow& one) { one.kind = fund::Kind::merchant; },
      [](FeedRow& one) { one.payer += "1"; },
      [](FeedRow& one) { one.payee += "1"; },
      [](FeedRow& one) { one.payer_institution = "YZ02"; },
      [](FeedRow& one) { one.payee_institution = "YZ02"; },
      [](FeedRow& one) { one.clearing = "CL-1"; },
      [](FeedRow& one) { std::swap(one.payer, one.payee); },
      [](FeedRow& one) {  // the same letters, cut elsewhere
        one.payer_institution = one.payer.substr(15) + one.payer_institution;
        one.payer.resize(15);
      },
  };
  std::set<std::string> given;
  for (const auto change : changes) {
    ContentIds ids;
    FeedRow one = row();
    change(one);
    given.insert(id_of(ids, one));
  }
  EXPECT_EQ(given.size(), changes.size());
}

TEST(ContentIds, NamesDoNotCountAndNumbersOfTheirOwnStay) {
  ContentIds first;
  ContentIds second;
  FeedRow named = row();
  named.payee_name = "李四";
  EXPECT_EQ(id_of(first, named), id_of(second, row()));
  FeedRow own = row();
  own.serial = "S1";
  EXPECT_EQ(id_of(first, own), "");
  own.serial.clear();
  own.id = "I1";
  EXPECT_EQ(id_of(first, own), "I1");
}

}  // namespace
}  // namespace holdfast::engine
