#include "partner/json_partner.hpp"

#include <gtest/gtest.h>

namespace holdfast::partner {
namespace {

port::PartnerMessage message() {
  port::PartnerMessage one;
  one.code = "100101";
  one.application_id = "holdfast-O000001";
  one.case_number = "C000001";
  one.institution = "YZ01";
  one.account = "9900111234567890";
  one.amount = base::Fen{500};
  one.justification = {"9900220000000001", "", base::Fen{500}, base::from_unix_ms(1609464600123),
                       "S1"};
  return one;
}

TEST(JsonPartner, SaysThatTheNameIsUnknown) {
  const auto body = render({"direct", "http://127.0.0.1:1", false}, message());
  EXPECT_NE(body.find("\"name_unknown\":true"), std::string::npos);
  EXPECT_EQ(body.find("\"institution\""), std::string::npos);
  EXPECT_NE(body.find("2021-01-01T09:30:00.123+08:00"), std::string::npos);
}

TEST(JsonPartner, TellsAHubTheInstitution) {
  const auto body = render({"hub", "http://127.0.0.1:1", true}, message());
  EXPECT_NE(body.find("\"institution\":\"YZ01\""), std::string::npos);
}

TEST(JsonPartner, AStopSaysNothingOfFreezes) {
  const auto body = render({"direct", "http://127.0.0.1:1", false}, message());
  for (const auto* name : {"freeze_type", "document", "queue", "papers_later", "replaces"}) {
    EXPECT_EQ(body.find(name), std::string::npos) << name;
  }
}

TEST(JsonPartner, AFreezeSaysItsPaperItsTermAndWhatItReplaces) {
  auto freeze = message();
  freeze.code = "100201";
  freeze.second_officer = "wang";
  freeze.organisation = "渝中区分局";
  freeze.document = "冻字1号";
  freeze.freeze_type = "01";
  freeze.term_months = 6;
  freeze.queue = true;
  freeze.replaces = {"holdfast-O000001"};
  const auto body = render({"direct", "http://127.0.0.1:1", false}, freeze);
  for (const auto* part : {R"("document":"冻字1号")", R"("freeze_type":"01")", R"("term_months":6)",
                           R"("queue":true)", R"("replaces":["holdfast-O000001"])",
                           R"("organisation":"渝中区分局")", R"({"name":"wang"})"}) {
    EXPECT_NE(body.find(part), std::string::npos) << part << " in " << body;
  }
}

struct AckRow {
  const char* what;
  int status;
  const char* body;
  bool taken;
  base::ErrorCode code;
};

TEST(JsonPartner, ReadsWhatTheChannelAnswers) {
  using base::ErrorCode;
  for (const auto& row : {
           AckRow{"taken", 200, R"({"code":"100000","bank_number":"B1"})", true, {}},
           AckRow{"taken before", 200, R"({"code":"200003","bank_number":"B1"})", true, {}},
           AckRow{"bad format", 200, R"({"code":"200001"})", false, ErrorCode::bad_input},
           AckRow{"partner's time-out", 200, R"({"code":"200002"})", false, ErrorCode::unavailable},
           AckRow{"down", 503, "", false, ErrorCode::unavailable},
           AckRow{"wrong key", 401, "", false, ErrorCode::unavailable},
           AckRow{"not JSON", 200, "<html>", false, ErrorCode::unavailable},
       }) {
    const auto ack = read_ack({row.status, {}, row.body});
    EXPECT_EQ(ack.ok(), row.taken) << row.what;
    if (row.taken) {
      EXPECT_EQ(ack->partner_number, "B1") << row.what;
    } else if (!ack.ok()) {
      EXPECT_EQ(ack.error().code, row.code) << row.what;
    }
  }
}

}  // namespace
}  // namespace holdfast::partner
