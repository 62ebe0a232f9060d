// Packages: the same bytes again, and every change is found and named.
#include "dossier/package.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack/pack.hpp"
#include "paper/page.hpp"

namespace holdfast::dossier {
namespace {

using ::testing::HasSubstr;

base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

Contents contents() {
  Contents contents;
  auto& handover = contents.handover;
  handover.id = desk::HandoverId{1};
  handover.case_id = desk::CaseId{7};
  handover.state = desk::HandoverState::sent;
  handover.document = "渝反诈移字〔2026〕1号";
  handover.from = "重庆市反诈骗中心";
  handover.to = "渝中区人民检察院";
  handover.officer = "张警官";
  handover.article = "刑事诉讼法 第一百六十二条";
  handover.property_article = "刑事诉讼法 第二百四十五条";
  handover.sent_at = at("2026-11-27T09:30:00+08:00");
  desk::HandoverItem item;
  item.order = order::OrderId{2};
  item.number = {{}, "9900220000000000014"};
  item.holder = {{}, "=李四"};
  item.institution = "渝州商业银行";
  item.amount = base::Fen{5'000'000};
  item.held = base::Fen{4'000'000};
  item.deadline = at("2027-05-27T09:28:00+08:00");
  desk::HandoverFacts facts;
  facts.filing = "渝公立字〔2026〕7号";
  facts.items = {item};
  facts.losses = {{0, at("2026-11-27T08:00:00+08:00"), base::Fen{5'000'000}, "嘉陵银行"}};
  facts.entries = {{at("2026-11-27T08:00:00+08:00"), "claim", "lost", base::Fen{5'000'000}, {}}};
  handover.facts = facts;
  contents.papers = {{"papers/P000001.pdf", "协助冻结财产通知书 1号", "%PDF-1"}};
  contents.worksheets = {{"worksheets/F000001.txt", "返还计算工作表 F000001", "工作表\n"}};
  return contents;
}

const sign::PrivateKey& key() {
  static const auto made = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  return made;
}

bool fonts_are_there() {
  return paper::set(inventory_sheet(contents().handover)).ok();
}

/// The parts of a package, some of them others.
std::string repacked(const std::string& bytes, const std::string& name,
                     const std::string& instead) {
  const auto archive = pack::Reader::open(bytes, {}).value();
  pack::Writer writer;
  for (const auto& entry : archive.entries()) {
    if (entry.name != name) {
      EXPECT_TRUE(writer.add(entry.name, archive.read(entry.name).value()).ok());
    } else if (!instead.empty()) {
      EXPECT_TRUE(writer.add(entry.name, instead).ok());
    }
  }
  return writer.finish();
}

const FileFound& file_named(const Examined& examined, std::string_view name) {
  for (const auto& file : examined.files) {
    if (file.name == name) {
      return file;
    }
  }
  ADD_FAILURE() << name << " is not there";
  return examined.files.front();
}

TEST(Dossier, TablesSayWhatWasSentAndHoldNoFormula) {
  const auto facts = *contents().handover.facts;
  const auto inventory = inventory_csv(facts);
  EXPECT_THAT(inventory, HasSubstr("\"9900220000000000014\""));
  EXPECT_THAT(inventory, HasSubstr("\"'=李四\""));
  EXPECT_THAT(inventory, HasSubstr("\"50000.00\",\"40000.00\",\"0.00\""));
  EXPECT_THAT(custody_csv(facts), HasSubstr("\"被害人损失\",\"未追及\",\"50000.00\""));
  EXPECT_THAT(losses_csv(facts), HasSubstr("\"嘉陵银行\""));
  const auto text = paper::text_of(inventory_sheet(contents().handover));
  EXPECT_THAT(text, HasSubstr("共 1 项"));
  EXPECT_THAT(text, HasSubstr("人民币肆万元整"));
}

TEST(Dossier, TheSamePartsAndKeyGiveTheSameBytesAndVerify) {
  if (!fonts_are_there()) {
    GTEST_SKIP() << "fonts-noto-cjk is not installed";
  }
  const auto made = make_package(contents(), key());
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(make_package(contents(), key()).value().bytes, made->bytes);
  const auto examined = examine(made->bytes, key().public_key());
  ASSERT_TRUE(examined.ok()) << examined.error().message << examined.error().where;
  EXPECT_TRUE(examined->is_whole());
  EXPECT_TRUE(examined->is_known_key);
  EXPECT_EQ(examined->handover, "H000001");
  EXPECT_EQ(examined->to, "渝中区人民检察院");
  EXPECT_EQ(file_named(*examined, "papers/P000001.pdf").bytes, 6U);
  EXPECT_EQ(examined->files.front().name, "handover.pdf");
}

TEST(Dossier, EveryChangeIsFoundAndNamed) {
  if (!fonts_are_there()) {
    GTEST_SKIP() << "fonts-noto-cjk is not installed";
  }
  const auto bytes = make_package(contents(), key()).value().bytes;
  const auto changed = examine(repacked(bytes, "inventory.csv", "x"), {}).value();
  EXPECT_FALSE(changed.is_whole());
  EXPECT_EQ(file_named(changed, "inventory.csv").state, FileState::changed);
  EXPECT_EQ(file_named(changed, "custody.csv").state, FileState::same);
  const auto missing = examine(repacked(bytes, "custody.csv", {}), {}).value();
  EXPECT_EQ(file_named(missing, "custody.csv").state, FileState::missing);
  EXPECT_FALSE(missing.is_whole());
  const auto archive = pack::Reader::open(bytes, {}).value();
  auto manifest = archive.read("manifest.json").value();
  manifest.replace(manifest.find("H000001"), 7, "H000002");
  const auto forged = examine(repacked(bytes, "manifest.json", manifest), {}).value();
  EXPECT_FALSE(forged.is_signed);
  EXPECT_FALSE(forged.is_whole());
  const auto other = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  const auto by_other = examine(bytes, other.public_key()).value();
  EXPECT_FALSE(by_other.is_signed)
      << "the key in the package is not taken where another is asked for";
  EXPECT_FALSE(by_other.is_known_key);
}

TEST(Dossier, WhatIsNoPackageIsRefusedByName) {
  EXPECT_FALSE(examine("no archive", {}).ok());
  pack::Writer writer;
  ASSERT_TRUE(writer.add("a.txt", "x").ok());
  const auto other = examine(writer.finish(), {});
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().where, "manifest.json");
  for (const std::string manifest :
       {"[]", "{}", R"({"format":"holdfast-handover/1"})", "{\"format\":1", "null"}) {
    pack::Writer broken;
    ASSERT_TRUE(broken.add("manifest.json", manifest).ok());
    const auto refused = examine(broken.finish(), {});
    ASSERT_FALSE(refused.ok()) << manifest;
    EXPECT_EQ(refused.error().where, "manifest.json") << manifest;
  }
}

TEST(Dossier, WhatWasNotSentOrWasErasedHasNone) {
  auto unsent = contents();
  unsent.handover.sent_at.reset();
  EXPECT_EQ(make_package(unsent, key()).error().code, base::ErrorCode::conflict);
  auto erased = contents();
  erased.handover.facts->items.front().number.text = base::erased_text;
  EXPECT_EQ(make_package(erased, key()).error().code, base::ErrorCode::conflict);
}

}  // namespace
}  // namespace holdfast::dossier
