#include "order/approval.hpp"

#include <gtest/gtest.h>

namespace holdfast::order {
namespace {

TEST(Approval, AHigherHeadCoversALowerOneAndNobodyCoversLegalReview) {
  const std::vector<Duty> all{Duty::none, Duty::unit_head, Duty::legal_review, Duty::district_head,
                              Duty::city_head};
  const std::vector<std::string> table{
      // step: none, unit_head, legal_review, district_head, city_head
      ".....",  // none
      ".x...",  // unit_head
      "..x..",  // legal_review
      ".x.x.",  // district_head
      ".x.xx",  // city_head
  };
  for (std::size_t held = 0; held < all.size(); ++held) {
    for (std::size_t step = 0; step < all.size(); ++step) {
      EXPECT_EQ(covers(all[held], all[step]), table[held][step] == 'x') << held << " " << step;
    }
  }
}

TEST(Approval, StepsAreReadInTheirOrderAndUnknownOnesLeftOut) {
  EXPECT_EQ(read_steps("unit_head,legal_review,district_head"),
            (std::vector{Duty::unit_head, Duty::legal_review, Duty::district_head}));
  EXPECT_EQ(read_steps(""), std::vector<Duty>{});
  EXPECT_EQ(read_steps("none,mayor,city_head,"), std::vector{Duty::city_head});
}

TEST(Approval, CountsStepsApartFromTheSecondOfficer) {
  Approval approval;
  approval.drafted_by = "li";
  approval.second = "wang";
  approval.steps = {Duty::unit_head, Duty::district_head};
  EXPECT_FALSE(is_signed_by_second(approval));
  EXPECT_EQ(next_step(approval), Duty::unit_head);
  approval.signatures.push_back({Duty::none, "wang", "", {}, "x"});
  EXPECT_TRUE(is_signed_by_second(approval));
  EXPECT_EQ(next_step(approval), Duty::unit_head);
  approval.signatures.push_back({Duty::unit_head, "sun", "qian", {}, "x"});
  EXPECT_EQ(next_step(approval), Duty::district_head);
  approval.signatures.push_back({Duty::district_head, "zhao", "", {}, "x"});
  EXPECT_EQ(next_step(approval), std::nullopt);
  EXPECT_FALSE(is_complete(approval)) << "the paper has no number yet";
  approval.document = "冻字1号";
  EXPECT_TRUE(is_complete(approval));
  for (const auto* name : {"li", "wang", "sun", "qian", "zhao"}) {
    EXPECT_TRUE(is_involved(approval, name)) << name;
  }
  EXPECT_FALSE(is_involved(approval, "zhou"));
}

}  // namespace
}  // namespace holdfast::order
