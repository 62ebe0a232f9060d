// An exhibit is the same bytes again, proves itself, and does so no more once anything is changed.
#include "exhibit/bundle.hpp"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "exhibit/sample_test.hpp"
#include "exhibit/tables.hpp"
#include "exhibit/verify.hpp"
#include "pack/pack.hpp"

namespace holdfast::exhibit::test {
namespace {

Bundle made(const Dossier& dossier = sample()) {
  auto bundle = bundle_of(dossier, house_key());
  EXPECT_TRUE(bundle.ok()) << bundle.error().message;
  return *std::move(bundle);
}

/// The same archive with one part replaced, and, where a key is given, the manifest signed anew.
std::string with_part(const std::string& archive, const std::string& part,
                      const std::function<std::string(std::string)>& change,
                      const sign::PrivateKey* resign = nullptr) {
  const auto reader = pack::Reader::open(archive, {});
  EXPECT_TRUE(reader.ok());
  std::vector<std::pair<std::string, std::string>> parts;
  for (const auto& entry : reader->entries()) {
    auto bytes = reader->read(entry.name).value();
    parts.emplace_back(entry.name, entry.name == part ? change(bytes) : bytes);
  }
  if (resign != nullptr) {
    auto manifest = read_manifest(parts[0].second).value();
    manifest.key = resign->public_key().id();
    for (auto& digest : manifest.parts) {
      const auto found =
          std::ranges::find(parts, digest.name, &std::pair<std::string, std::string>::first);
      digest.bytes = found->second.size();
      digest.sha256 = base::to_hex(base::sha256(found->second));
    }
    parts[0].second = manifest_json(manifest);
    parts[1].second = base::to_base64(resign->sign(parts[0].second)) + "\n";
    parts[2].second = resign->public_key().pem();
  }
  pack::Writer writer;
  for (const auto& [name, bytes] : parts) {
    EXPECT_TRUE(writer.add(name, bytes).ok());
  }
  return writer.finish();
}

std::vector<std::string> failures(const std::string& archive) {
  const auto verdict = verify(archive, std::nullopt);
  if (!verdict) {
    return {verdict.error().message};
  }
  std::vector<std::string> names;
  for (const auto& check : verdict->checks) {
    if (!check.passed) {
      names.push_back(check.name + ": " + check.detail);
    }
  }
  EXPECT_EQ(names.empty(), verdict->is_sound());
  return names;
}

TEST(Bundle, TheSameDossierGivesTheSameBytes) {
  const auto one = made();
  const auto other = made();
  EXPECT_TRUE(one.bytes == other.bytes);
  EXPECT_EQ(one.sha256, base::to_hex(base::sha256(one.bytes)));
  EXPECT_EQ(one.parts.front().name, "exhibit.pdf");
  EXPECT_EQ(one.parts[1].name, "exhibit.xlsx");
}

TEST(Bundle, ProvesItselfToWhoeverHasTheKey) {
  const auto bundle = made();
  EXPECT_TRUE(failures(bundle.bytes).empty());
  const auto verdict = verify(bundle.bytes, house_key().public_key());
  ASSERT_TRUE(verdict.ok());
  EXPECT_TRUE(verdict->is_sound());
  EXPECT_EQ(verdict->manifest.head, sample().head);
  const auto other = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  EXPECT_FALSE(verify(bundle.bytes, other.public_key())->is_sound());
}

TEST(Bundle, SignsWithSm2AsWell) {
  const auto key = sign::PrivateKey::generate(sign::Algorithm::sm2);
  const auto bundle = bundle_of(sample(), key);
  ASSERT_TRUE(bundle.ok());
  EXPECT_TRUE(verify(bundle->bytes, key.public_key())->is_sound());
}

TEST(Bundle, NoPartCanBeChangedUnseen) {
  const auto bundle = made();
  const auto reader = pack::Reader::open(bundle.bytes, {});
  ASSERT_TRUE(reader.ok());
  for (const auto& entry : reader->entries()) {
    const auto changed = with_part(bundle.bytes, entry.name, [](std::string bytes) {
      bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
      return bytes;
    });
    EXPECT_FALSE(failures(changed).empty()) << entry.name;
  }
}

TEST(Bundle, AResultThatDoesNotFollowIsFoundThoughItIsSigned) {
  const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  const auto bundle = made();
  const auto changed = with_part(
      bundle.bytes, "results/accounts.csv",
      [](std::string bytes) {
        const auto found = bytes.find("15500.00");
        EXPECT_NE(found, std::string::npos);
        return bytes.replace(found, 8, "14000.00");
      },
      &key);
  const auto broken = failures(changed);
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_TRUE(broken[0].starts_with("recomputed results/accounts.csv: line ")) << broken[0];
  EXPECT_NE(broken[0].find("14000.00"), std::string::npos);
}

TEST(Bundle, AnInputThatWasChangedGivesOtherResults) {
  const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  const auto changed = with_part(
      made().bytes, "input/transfers.csv",
      [](std::string bytes) { return bytes.replace(bytes.find("15000.00"), 8, "16000.00"); }, &key);
  const auto broken = failures(changed);
  EXPECT_GE(broken.size(), 3U);
  EXPECT_TRUE(broken[0].starts_with("recomputed "));
}

TEST(Bundle, WhatIsNoExhibitIsRefused) {
  EXPECT_FALSE(verify("", std::nullopt).ok());
  EXPECT_FALSE(verify("PK", std::nullopt).ok());
  pack::Writer writer;
  ASSERT_TRUE(writer.add("readme.txt", "hello").ok());
  EXPECT_EQ(verify(writer.finish(), std::nullopt).error().where, "manifest.json");
  const auto bundle = made();
  VerifyLimits small;
  small.file_bytes_max = bundle.bytes.size() - 1;
  EXPECT_EQ(verify(bundle.bytes, std::nullopt, small).error().code, base::ErrorCode::too_large);
  VerifyLimits few;
  few.dossier.rows_max = 3;
  const auto verdict = verify(bundle.bytes, std::nullopt, few);
  ASSERT_TRUE(verdict.ok());
  EXPECT_FALSE(verdict->is_sound());
}

TEST(Manifest, ReadsBackAndNamesWhatIsWrong) {
  Manifest manifest;
  manifest.head = sample().head;
  manifest.head.silent = {"乙银行（从未报送）"};
  manifest.method.policy = trace::Policy::lifo;
  manifest.method.until = at(10);
  manifest.method.limits.hops = 20;
  manifest.method.limits.min_amount = base::Fen{10'000};
  manifest.method.limits.still = std::chrono::days{30};
  manifest.key = "0123456789abcdef";
  manifest.parts = {{"exhibit.pdf", 10, std::string(64, 'd')}};
  const auto text = manifest_json(manifest);
  const auto again = read_manifest(text);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(manifest_json(*again), text);
  EXPECT_EQ(again->head, manifest.head);
  auto wrong = text;
  wrong.replace(wrong.find("lifo"), 4, "last");
  EXPECT_NE(read_manifest(wrong).error().message.find("policy"), std::string::npos);
  EXPECT_FALSE(read_manifest("[]").ok());
  EXPECT_FALSE(read_manifest("{").ok());
}

}  // namespace
}  // namespace holdfast::exhibit::test
