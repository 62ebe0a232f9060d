// The live stream: what a screen hears, what a bank does not, and what a returning screen is told.
#include <gtest/gtest.h>

#include "centre.hpp"
#include "net/test_support.hpp"

namespace holdfast::http_test {
namespace {

void listen(net::RawSocket& socket, const As& as, const std::string& more = "") {
  ASSERT_TRUE(socket.say("GET /api/v1/stream HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " +
                         as.bearer + "\r\n" + more + "\r\n"));
}

TEST(Stream, TellsOfCasesAndOrders) {
  Centre centre;
  net::RawSocket socket{centre.port()};
  listen(socket, centre.officer);
  const auto head = socket.hear_until("event: hello");
  EXPECT_NE(head.find("text/event-stream"), std::string::npos) << head;
  ASSERT_EQ(centre.post("/api/v1/reports", centre.officer, report_body(centre)).status, 201);
  const auto text = socket.hear_until("event: order");
  EXPECT_NE(text.find("event: case"), std::string::npos) << text;
  const auto order = socket.hear_until("}");
  EXPECT_NE(order.find(R"("case":"C000001")"), std::string::npos) << order;
}

TEST(Stream, ABankHearsOfItsOwnOrdersOnly) {
  Centre centre;
  net::RawSocket theirs{centre.port()};
  net::RawSocket others{centre.port()};
  listen(theirs, centre.other_bank);
  listen(others, centre.bank);
  theirs.hear_until("event: hello");
  others.hear_until("event: hello");
  // The query goes to SX02, the mule's bank.
  ASSERT_EQ(centre.post("/api/v1/reports", centre.officer, report_body(centre)).status, 201);
  const auto heard = theirs.hear_until("event: order");
  EXPECT_NE(heard.find("event: order"), std::string::npos);
  EXPECT_EQ(heard.find("event: case"), std::string::npos);
  // Whatever was for the other bank would have come before its order of the next report.
  auto back = report_body(centre);
  const auto payee = back.find(mule_card);
  back.replace(back.find(mule_card, payee + 1), mule_card.size(), second_card);
  ASSERT_EQ(centre.post("/api/v1/reports", centre.officer, back).status, 201);
  const auto other = others.hear_until("\"case\":\"C00000");
  EXPECT_EQ(others.hear_until("\"").substr(0, 1), "2") << other;
}

TEST(Stream, TellsAReturningScreenToReadAgain) {
  Centre centre;
  net::RawSocket socket{centre.port()};
  listen(socket, centre.officer, "Last-Event-ID: 3\r\n");
  EXPECT_NE(socket.hear_until("event: resync").find("event: resync"), std::string::npos);
}

TEST(Stream, NeedsALoginAndEndsWithIt) {
  Centre centre;
  net::RawSocket nobody{centre.port()};
  listen(nobody, As{.bearer = "x"});
  EXPECT_NE(nobody.hear_until("\r\n").find(" 401 "), std::string::npos);
  const auto as = centre.log_in("wang");
  net::RawSocket socket{centre.port()};
  socket.say("GET /api/v1/stream HTTP/1.1\r\nHost: h\r\nCookie: " + as.cookie + "\r\n\r\n");
  socket.hear_until("event: hello");
  ASSERT_EQ(centre.post("/api/v1/logout", as).status, 200);
  socket.hear_all();
  EXPECT_TRUE(socket.is_closed_by_peer());
}

}  // namespace
}  // namespace holdfast::http_test
