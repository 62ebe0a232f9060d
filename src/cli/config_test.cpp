#include "cli/config.hpp"

#include <gtest/gtest.h>

namespace holdfast::cli {
namespace {

TEST(Config, ReadsChannelsOfEveryKindAndWhomToRing) {
  const auto config = parse_config(R"(
[[channel]]
name = "hub"
url = "http://127.0.0.1:9000"
hub = true
[[channel]]
name = "bank"
url = "http://127.0.0.1:9001"
kind = "xml"
[[channel]]
name = "desk"
kind = "assisted"
[[channel]]
name = "fetch"
kind = "pull"
practice = true
[[institution]]
code = "YD01"
name = "渝州电信"
kind = "telecom"
channel = "fetch"
[[institution]]
code = "YZ01"
name = "渝州银行"
channel = "bank"
backup = "desk"
hotline = "95001"
duty = [{ post = "反诈专班", phone = "023-1", hours = "08:00-20:00" }, { post = "系统值班", phone = "023-2" }]
)",
                                   "t.toml");
  ASSERT_TRUE(config.ok()) << config.error().message;
  const auto& routing = config->routing;
  ASSERT_EQ(routing.channels.size(), 4U);
  EXPECT_EQ(routing.channels[0].kind, core::ChannelKind::json);
  EXPECT_TRUE(routing.channels[0].is_hub);
  EXPECT_EQ(routing.channels[1].kind, core::ChannelKind::xml);
  EXPECT_EQ(routing.channels[2].kind, core::ChannelKind::assisted);
  EXPECT_EQ(routing.channels[3].kind, core::ChannelKind::pull);
  EXPECT_TRUE(routing.channels[3].practice);
  EXPECT_FALSE(routing.channels[2].practice);
  ASSERT_EQ(routing.institutions.size(), 2U);
  EXPECT_EQ(routing.institutions[0].kind, core::InstitutionKind::telecom);
  EXPECT_EQ(routing.institutions[1].kind, core::InstitutionKind::bank);
  EXPECT_EQ(routing.institutions[1].backup, "desk");
  EXPECT_EQ(routing.institutions[1].duty,
            (std::vector<core::DutyPost>{{"反诈专班", "023-1", "08:00-20:00"},
                                         {"系统值班", "023-2", ""}}));
}

TEST(Config, ReadsDirectoriesTrialsTheExchangeAndCertificates) {
  const auto config = parse_config(R"(
[[channel]]
name = "drop"
kind = "files"
form = "xml"
url = "/srv/drop/yz01"
[[channel]]
name = "desk"
kind = "assisted"
[[institution]]
code = "YZ01"
name = "一行"
channel = "drop"
backup = "desk"
trial = true
[[telephony]]
url = "http://line"
practice = true
[[api_key]]
name = "yz01"
key = "a key of thirty-two characters..."
certificate = "yz01.bank"
[tls]
certificate = "server.pem"
key = "server.key"
partner_listen = "0.0.0.0:8443"
client_ca = "partners.pem"
)",
                                   "t.toml");
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->routing.channels[0].form, core::ChannelForm::xml);
  EXPECT_EQ(config->routing.channels[0].url, "/srv/drop/yz01");
  EXPECT_TRUE(config->routing.institutions[0].trial);
  EXPECT_TRUE(config->telephony->practice);
  EXPECT_EQ(config->partner_keys[0].certificate, "yz01.bank");
  EXPECT_EQ(config->tls.partner_listen, "0.0.0.0:8443");
}

TEST(Config, WhatIsWrongWithAChannelOrAPostIsNamed) {
  struct Case {
    const char* toml;
    const char* why;
  };
  for (const auto& each : {
           Case{"[[channel]]\nname = \"a\"\n", "`url` is missing"},
           Case{"[[channel]]\nname = \"a\"\nkind = \"pigeon\"\n", "pigeon"},
           Case{"[[institution]]\ncode = \"A\"\nname = \"A\"\nduty = \"95001\"\n", "`duty`"},
           Case{"[[institution]]\ncode = \"A\"\nname = \"A\"\nduty = [{ post = \"x\" }]\n",
                "`phone` is missing"},
           Case{"[[institution]]\ncode = \"A\"\nname = \"A\"\nduty = [{ post = \"x\", phone = "
                "\"1\", "
                "fax = \"2\" }]\n",
                "`fax`"},
           Case{"[[channel]]\nname = \"a\"\nform = \"xml\"\nurl = \"http://a\"\n", "`form` is for"},
           Case{"[[channel]]\nname = \"a\"\nkind = \"files\"\n", "`url` is missing"},
           Case{"[[channel]]\nname = \"a\"\nkind = \"iso20022\"\nhub = true\nurl = \"http://a\"\n",
                "goes to one institution"},
           Case{"tls = true\n", "write [tls]"},
           Case{"[tls]\ncertificate = \"a.pem\"\n", "go together"},
           Case{"[tls]\npartner_listen = \":1\"\nclient_ca = \"ca.pem\"\n", "needs `certificate`"},
           Case{"[[api_key]]\nname = \"a\"\nkey = \"a key of thirty-two characters...\"\n"
                "certificate = \"a\"\n",
                "`partner_listen`"},
           Case{"[[telephony]]\nurl = \"http://a\"\ncolour = 1\n", "colour"},
       }) {
    const auto config = parse_config(each.toml, "t.toml");
    ASSERT_FALSE(config.ok()) << each.toml;
    EXPECT_NE(config.error().message.find(each.why), std::string::npos) << config.error().message;
  }
}

}  // namespace
}  // namespace holdfast::cli
