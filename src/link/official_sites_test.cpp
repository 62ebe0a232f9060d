#include "link/official_sites.hpp"

#include <gtest/gtest.h>

namespace holdfast::link {
namespace {

constexpr std::string_view list = R"(
lures = ["kefu", "verify"]
[[site]]
domain = "icbc.com.cn"
zh = "中国工商银行"
en = "ICBC"
kind = "bank"
[[site]]
domain = "taobao.com"
zh = "淘宝"
en = "Taobao"
kind = "platform"
[[site]]
domain = "jd.com"
zh = "京东"
en = "JD"
kind = "platform"
[[site]]
domain = "people.com.cn"
zh = "人民网"
en = "People's Daily Online"
kind = "media"
word = true
[[site]]
domain = "baidu.com"
zh = "百度"
en = "Baidu"
kind = "platform"
[[site]]
domain = "gov.cn"
zh = "政府网站"
en = "government"
kind = "government"
)";

OfficialSites sites() {
  auto read = OfficialSites::parse(list);
  EXPECT_TRUE(read.ok());
  return std::move(*read);
}

TEST(Host, IsWhatStandsBetweenSchemeAndPath) {
  const auto text = [](std::string_view address) {
    const auto host = read_host(address);
    return host ? host->text : "-";
  };
  EXPECT_EQ(text("https://WWW.Icbc.com.cn:443/a?b#c"), "www.icbc.com.cn");
  EXPECT_EQ(text("http://taobao.com@d7w.cc/x"), "d7w.cc");
  EXPECT_EQ(text("d7w . cc/a9"), "d7w.cc");
  EXPECT_EQ(text("ｊｄ．ｃｏｍ"), "jd.com");
  EXPECT_EQ(text("jd。com"), "jd.com");
  EXPECT_EQ(text("http://xn--fsq092h.com"), "示例.com");
  EXPECT_EQ(text("nothing"), "-");
  EXPECT_EQ(text("a..b"), "-");
  EXPECT_EQ(text("a b!.com"), "-");
  EXPECT_EQ(text(std::string(3000, 'a') + ".com"), "-");
}

TEST(Host, KnowsWhichLabelItsOwnerChose) {
  const auto own = [](std::string_view address) {
    return std::string{read_host(address)->own_label()};
  };
  EXPECT_EQ(own("www.icbc.com.cn"), "icbc");
  EXPECT_EQ(own("a.b.example.top"), "example");
  EXPECT_EQ(own("shop.cq.cn"), "shop");
  EXPECT_EQ(own("gov.cn"), "");
  EXPECT_EQ(own("103.24.8.9"), "");
  EXPECT_TRUE(read_host("103.24.8.9")->is_number);
  EXPECT_FALSE(read_host("103.24.8.999")->is_number);
}

TEST(OfficialSites, AreTheirsAndWhatIsUnderThem) {
  const auto known = sites();
  for (const auto* address : {"icbc.com.cn", "https://mybank.icbc.com.cn/x", "cq.gov.cn"}) {
    EXPECT_EQ(known.judge(address).standing, Standing::official) << address;
  }
  EXPECT_EQ(known.judge("https://mybank.icbc.com.cn").of->zh, "中国工商银行");
  EXPECT_EQ(known.judge("noticbc.com.cn").standing, Standing::unknown);
}

struct Imitation {
  std::string_view address;
  Guise guise;
  std::string_view of;
};

TEST(OfficialSites, AreImitatedInManyWays) {
  const auto known = sites();
  for (const auto& [address, guise, of] : std::initializer_list<Imitation>{
           {"www.icbc.com.cn.verify.top", Guise::front, "icbc.com.cn"},
           {"www-icbc-com-cn.top", Guise::front, "icbc.com.cn"},
           {"beijing.gov.cn.pay.cc", Guise::front, "gov.cn"},
           {"ta0ba0.com", Guise::looks, "taobao.com"},
           {"tаobаo.com", Guise::looks, "taobao.com"},  // with Cyrillic letters
           {"taobao.top", Guise::other_ending, "taobao.com"},
           {"jd.vip", Guise::other_ending, "jd.com"},
           {"taoboa.com", Guise::near_miss, "taobao.com"},
           {"taobaoo.cc", Guise::near_miss, "taobao.com"},
           {"people.top", Guise::other_ending, "people.com.cn"},
           {"taobao99-kefu.cc", Guise::wears_name, "taobao.com"},
           {"tabao.com", Guise::near_miss, "taobao.com"},
           {"icbc-verify.com", Guise::wears_name, "icbc.com.cn"},
           {"icbc.safe-check.top", Guise::wears_name, "icbc.com.cn"},
           {"taobaokefu.net", Guise::wears_name, "taobao.com"},
       }) {
    const auto judged = known.judge(address);
    EXPECT_EQ(judged.standing, Standing::imitates) << address;
    EXPECT_EQ(judged.guise, guise) << address;
    ASSERT_NE(judged.of, nullptr) << address;
    EXPECT_EQ(judged.of->domain, of) << address;
  }
}

TEST(OfficialSites, SayNothingOfOthers) {
  const auto known = sites();
  for (const auto* address :
       {"example.com", "djd.com", "bao.com", "icbcx.com", "x.y.z.top", "icbc-uk.com",
        "people-verify.com", "baiyu.tech", "taobaolvyou.com"}) {
    EXPECT_EQ(known.judge(address).standing, Standing::unknown) << address;
  }
  EXPECT_EQ(known.judge("103.24.8.9").standing, Standing::number);
  EXPECT_EQ(known.judge("").standing, Standing::unknown);
}

TEST(OfficialSites, SayWhereAListIsWrong) {
  const auto message = [](std::string_view text) {
    const auto read = OfficialSites::parse(text);
    return read ? "" : read.error().message;
  };
  EXPECT_NE(message("x = ["), "");
  EXPECT_EQ(message("x = 1"), "there is no [[site]]");
  EXPECT_EQ(message("[[site]]\ndomain = \"ICBC\""),
            "line 1: domain \"ICBC\" is no domain in lower case");
  EXPECT_EQ(message("[[site]]\ndomain = \"a.cn\"\nzh = \"a\""), "line 1: zh or en is missing");
  EXPECT_EQ(message("[[site]]\ndomain = \"a.cn\"\nzh = \"a\"\nen = \"a\"\nkind = \"club\""),
            "line 1: kind \"club\" is unknown");
  const std::string one = "[[site]]\ndomain = \"a.cn\"\nzh = \"a\"\nen = \"a\"\nkind = \"bank\"\n";
  EXPECT_EQ(message(one + one), "line 6: a.cn is listed twice");
}

}  // namespace
}  // namespace holdfast::link
