#include <filesystem>
#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

TEST(KeyCommand, WhatIsSignedIsVerifiedAndNothingElse) {
  for (const auto* algorithm : {"ed25519", "sm2-sm3"}) {
    const ScratchFolder scratch;
    const auto body = scratch.file("reply.json", R"({"result":"0000"})");
    const auto key = std::filesystem::path{body}.replace_filename("k.pem").string();
    const Ran made = run_words({"key", "make", "--algorithm", algorithm, "--out", key});
    ASSERT_EQ(made.exit, 0) << made.err;
    EXPECT_NE(made.out.find("BEGIN PUBLIC KEY"), std::string::npos);
    EXPECT_EQ(made.out, run_words({"key", "show", key}).out);
    EXPECT_EQ(std::filesystem::status(key).permissions() & std::filesystem::perms::others_all,
              std::filesystem::perms::none);

    const Ran headers =
        run_words({"key", "sign", "--key", key, "--target", "/x?y=1", "--body", body});
    ASSERT_EQ(headers.exit, 0) << headers.err;
    const auto kept = scratch.file("h.txt", "X-Other: 1\r\n" + headers.out);
    const auto open = scratch.file("open.pem", made.out.substr(0, made.out.find("id  ")));
    const auto verify = [&](const std::string& target, const std::string& with_body) {
      return run_words({"key", "verify", "--key", open, "--target", target, "--headers", kept,
                        "--body", with_body});
    };
    const Ran right = verify("/x?y=1", body);
    EXPECT_EQ(right.exit, 0) << right.err;
    EXPECT_NE(right.out.find("真实 genuine: signed by "), std::string::npos);
    EXPECT_NE(verify("/x", body).exit, 0);
    const Ran bent = verify("/x?y=1", scratch.file("other.json", "{}"));
    EXPECT_NE(bent.err.find("is not the sha-256 of this body"), std::string::npos) << bent.err;
  }
}

TEST(KeyCommand, OverwritesNoKeyAndNamesWhatIsWrong) {
  const ScratchFolder scratch;
  const auto there = scratch.file("k.pem", "mine");
  const Ran again = run_words({"key", "make", "--out", there});
  EXPECT_NE(again.exit, 0);
  EXPECT_NE(again.err.find("is there already"), std::string::npos) << again.err;
  EXPECT_NE(run_words({"key", "show", there}).err.find("is not a public key"), std::string::npos);
  EXPECT_NE(run_words({"key", "make", "--algorithm", "rsa", "--out", there + "2"})
                .err.find("\"rsa\" is neither ed25519 nor sm2-sm3"),
            std::string::npos);
  const auto key = std::filesystem::path{there}.replace_filename("k2.pem").string();
  ASSERT_EQ(run_words({"key", "make", "--out", key}).exit, 0);
  const Ran odd = run_words({"key", "verify", "--key", key, "--target", "/", "--headers",
                             scratch.file("h.txt", "A: 1\nno header\n")});
  EXPECT_NE(odd.err.find("h.txt:2: is no header"), std::string::npos) << odd.err;
}

}  // namespace
}  // namespace holdfast::cli
