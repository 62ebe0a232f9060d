// Which papers an order may have, and the codes that they are checked by.
#include "order/paper.hpp"

#include <gtest/gtest.h>

namespace holdfast::order {
namespace {

Order of(Family family, State state = State::draft) {
  Order order;
  order.family = family;
  order.state = state;
  return order;
}

TEST(Papers, AnApplicationPrecedesItsStop) {
  EXPECT_EQ(papers_for(of(Family::stop)), std::vector{PaperKind::stop_application});
  EXPECT_EQ(obstacle_to_paper(of(Family::stop, State::rejected), PaperKind::stop_application),
            Obstacle::ended);
  EXPECT_EQ(obstacle_to_paper(of(Family::freeze), PaperKind::stop_application),
            Obstacle::wrong_family);
}

TEST(Papers, ANoticeToABankWaitsForApproval) {
  for (const auto& [family, kind] : {std::pair{Family::subject_query, PaperKind::query_notice},
                                     std::pair{Family::transaction_query, PaperKind::query_notice},
                                     std::pair{Family::freeze, PaperKind::freeze_notice},
                                     std::pair{Family::freeze_renewal, PaperKind::renewal_notice},
                                     std::pair{Family::freeze_release, PaperKind::release_notice},
                                     std::pair{Family::stop_release, PaperKind::release_notice}}) {
    auto order = of(family, State::review);
    EXPECT_EQ(obstacle_to_paper(order, kind), Obstacle::too_early);
    order.authority = Authority{};
    EXPECT_EQ(papers_for(order), std::vector{kind});
  }
}

TEST(Papers, TheHolderIsToldOfWhatIsInForceAndOfNothingElse) {
  for (const auto family : {Family::stop, Family::freeze}) {
    auto order = of(family, State::approved);
    EXPECT_EQ(obstacle_to_paper(order, PaperKind::holder_notice), Obstacle::too_early);
    order.times.in_force = base::from_unix_ms(1);
    EXPECT_EQ(obstacle_to_paper(order, PaperKind::holder_notice), std::nullopt);
    order.state = State::released;
    EXPECT_EQ(obstacle_to_paper(order, PaperKind::holder_notice), std::nullopt)
        << "they may ask for it afterwards";
  }
  EXPECT_EQ(obstacle_to_paper(of(Family::freeze_release), PaperKind::holder_notice),
            Obstacle::wrong_family);
}

TEST(Papers, AreNumberedWithinKindAndYear) {
  EXPECT_EQ(paper_number("渝反诈", PaperKind::freeze_notice, 2026, 3), "渝反诈冻财字〔2026〕3号");
  EXPECT_EQ(to_text(PaperId{7}), "P000007");
}

TEST(Codes, ReadAsPeopleWriteThem) {
  const auto code = code_of(0x12345'6789'ABCDULL);
  EXPECT_EQ(code.size(), code_symbols);
  EXPECT_EQ(read_code(code).value(), code);
  EXPECT_EQ(read_code(" " + grouped_code(code) + " ").value(), code);
  auto low = code;
  for (auto& c : low) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  EXPECT_EQ(read_code(low).value(), code);
  EXPECT_EQ(read_code("OIl").error().code, base::ErrorCode::bad_input);
  EXPECT_EQ(read_code(code + "0").error().code, base::ErrorCode::bad_input);
  EXPECT_EQ(read_code("").error().code, base::ErrorCode::bad_input);
  EXPECT_FALSE(read_code("核验码").ok());
}

TEST(Codes, OneWrongSymbolIsAlwaysFound) {
  const std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const auto code = code_of(0x0F1E2D3C4B5A69ULL);
  for (std::size_t i = 0; i < code.size(); ++i) {
    for (const char c : alphabet) {
      auto wrong = code;
      wrong[i] = c;
      EXPECT_EQ(read_code(wrong).ok(), c == code[i]) << wrong;
    }
  }
}

}  // namespace
}  // namespace holdfast::order
