// Messages that come a byte at a time, as a connection hands them over: what could not be used yet
// comes again with one more byte behind it.
#include "net/message_parser.hpp"

#include <gtest/gtest.h>

namespace holdfast::net {
namespace {

struct Taken {
  bool complete = false;
  int fault = 0;
  std::string body;
};

Taken take_bytewise(std::string_view text) {
  MessageParser parser(MessageKind::request, 1024);
  Taken taken;
  std::size_t used = 0;
  for (std::size_t end = 1; end <= text.size() && !parser.is_complete(); ++end) {
    const auto fed = parser.feed(text.substr(used, end - used));
    if (fed.fault) {
      taken.fault = fed.fault->status;
      return taken;
    }
    used += fed.used;
    taken.body += parser.take_body();
  }
  taken.complete = parser.is_complete() && used == text.size();
  return taken;
}

const std::string head = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

// A client once could end the whole process with the first of these.
TEST(MessageParser, TakesAChunkedBodyByteByByte) {
  for (const auto& [body, text] : std::vector<std::pair<std::string, std::string>>{
           {"", "0\r\n\r\n"},
           {"", "0\r\nTrailer: t\r\n\r\n"},
           {"", "00;x=y\r\n\r\n"},
           {"x", "1\r\nx\r\n0\r\n\r\n"},
           {"abcdefg", "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n"}}) {
    const auto taken = take_bytewise(head + text);
    EXPECT_TRUE(taken.complete) << text;
    EXPECT_EQ(taken.body, body);
  }
}

TEST(MessageParser, RefusesABrokenChunkByteByByte) {
  for (const auto* text :
       {"zz\r\n\r\n0\r\n", "0\rx\n\r\n\r\n", "1\r\nxy\r\n0\r\n\r\n", "-1\r\n\r\n\r\n"}) {
    EXPECT_EQ(take_bytewise(head + text).fault, 400) << text;
  }
}

}  // namespace
}  // namespace holdfast::net
