// Files with a case and exhibits of it: what is taken, what is refused and why, what erasure
// leaves.
#include <gtest/gtest.h>

#include "core/centre_test.hpp"

namespace holdfast::core::test {
namespace {

const std::string digest(64, 'a');

struct House {
  Centre centre;
  desk::CaseId id;

  House() {
    centre.actor = "li";
    auto loss = loss_of(20'000, 801, 802, centre.now);
    loss.matched = base::Sequence{14};
    centre.must(report_of({loss}));
    id = centre.state.cases.rbegin()->first;
  }
  [[nodiscard]] AddFile file(char digit = 'a') const {
    AddFile add;
    add.case_id = id;
    add.name = "流水.xlsx";
    add.kind = desk::FileKind::xlsx;
    add.bytes = 4096;
    add.sha256 = std::string(64, digit);
    return add;
  }
  [[nodiscard]] AskForExhibit question() const {
    AskForExhibit ask;
    ask.case_id = id;
    ask.method.policy = "fifo";
    ask.as_of = base::Sequence{20};
    ask.reason = "移送审查起诉";
    return ask;
  }
  base::Error refused(CommandBody body) {
    const auto decided = centre.ask(std::move(body));
    EXPECT_FALSE(decided.ok());
    return decided.ok() ? base::Error{} : decided.error();
  }
  [[nodiscard]] const desk::Attachment& newest_file() const {
    return centre.state.files.rbegin()->second;
  }
  [[nodiscard]] const desk::Exhibit& newest() const {
    return centre.state.exhibits.rbegin()->second;
  }
};

TEST(Files, AreKeptWithWhatObtainedThem) {
  House house;
  house.centre.must(house.file());
  EXPECT_EQ(house.newest_file().added_by, "li");
  EXPECT_EQ(house.newest_file().name.subject,
            base::subject_of(base::SubjectKind::case_file, house.id.value()));
  EXPECT_EQ(house.refused(house.file()).code, base::ErrorCode::conflict) << "the same again";
  auto collected = house.file('b');
  collected.obtained.origin = desk::FileOrigin::collected;
  EXPECT_EQ(house.refused(collected).where, "/document");
  collected.obtained.document = "调证字1号";
  house.centre.must(collected);
  auto ordered = house.file('c');
  ordered.obtained.origin = desk::FileOrigin::order;
  EXPECT_EQ(house.refused(ordered).where, "/order");
  ordered.obtained.order = order::OrderId{9999};
  EXPECT_EQ(house.refused(ordered).code, base::ErrorCode::not_found);
}

TEST(Files, AreRefusedWithTheirFault) {
  House house;
  auto nameless = house.file();
  nameless.name.clear();
  EXPECT_EQ(house.refused(nameless).where, "/name");
  auto undigested = house.file();
  undigested.sha256 = "abc";
  EXPECT_EQ(house.refused(undigested).where, "/sha256");
  auto elsewhere = house.file();
  elsewhere.case_id = desk::CaseId{99};
  EXPECT_EQ(house.refused(elsewhere).code, base::ErrorCode::not_found);
}

TEST(Files, OneWithAVirusIsPutOnRecordAndNotKept) {
  House house;
  auto bad = house.file();
  bad.scan = desk::Scan::infected;
  bad.scanned = "Eicar";
  const auto decided = house.centre.must(bad);
  ASSERT_EQ(decided.events.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<FileRefused>(decided.events[0].body));
  EXPECT_TRUE(house.centre.state.files.empty());
  EXPECT_EQ(decided.answer.id, "");
}

TEST(Files, AreScannedLaterAndTheirRowsTakenIn) {
  House house;
  house.centre.must(house.file());
  const auto id = house.newest_file().id;
  house.centre.must(NoteFileScanned{id, desk::Scan::clean, {}});
  EXPECT_EQ(house.newest_file().scan, desk::Scan::clean);
  house.centre.must(NoteFileTaken{id, 12, 10, 1, 1});
  EXPECT_EQ(house.newest_file().taken->fresh, 10U);
  auto picture = house.file('b');
  picture.kind = desk::FileKind::png;
  house.centre.must(picture);
  EXPECT_EQ(house.refused(NoteFileTaken{house.newest_file().id, 1, 1, 0, 0}).code,
            base::ErrorCode::conflict);
}

TEST(Exhibits, StandOnTheLossesThatWereFoundAndTheRulesOfThatMoment) {
  House house;
  house.centre.must(house.question());
  const auto& exhibit = house.newest();
  ASSERT_EQ(exhibit.sources.size(), 1U);
  EXPECT_EQ(exhibit.sources[0].transfer, base::Sequence{14});
  EXPECT_EQ(exhibit.sources[0].stolen, base::Fen{20'000});
  EXPECT_EQ(exhibit.rules_sha256.size(), 64U);
  EXPECT_FALSE(exhibit.rules.empty());
  EXPECT_EQ(house.refused(house.question()).code, base::ErrorCode::conflict) << "one at a time";
}

TEST(Exhibits, NeedAStartingPointAndAReason) {
  House house;
  auto early = house.question();
  early.as_of = base::Sequence{14};
  EXPECT_EQ(house.refused(early).code, base::ErrorCode::conflict) << "nothing was found by then";
  auto silent = house.question();
  silent.reason.clear();
  EXPECT_EQ(house.refused(silent).where, "/reason");
}

TEST(Exhibits, EndOnceAsMadeOrFailed) {
  House house;
  house.centre.must(house.question());
  const auto id = house.newest().id;
  desk::ExhibitBundle bundle;
  EXPECT_EQ(house.refused(NoteExhibitMade{id, bundle}).where, "/sha256");
  bundle.sha256 = digest;
  house.centre.must(NoteExhibitMade{id, bundle});
  EXPECT_EQ(house.newest().state, desk::ExhibitState::made);
  EXPECT_EQ(house.refused(NoteExhibitFailed{id, "迟到"}).code, base::ErrorCode::conflict);
  house.centre.must(house.question());
  house.centre.must(NoteExhibitFailed{house.newest().id, "行数过多"});
  EXPECT_EQ(house.newest().why, "行数过多");
}

TEST(Exhibits, OneThatIsReadyAfterTheErasureIsThrownAway) {
  House house;
  house.centre.must(house.question());
  house.centre.must(house.file());
  house.centre.state.cases.at(house.id).erasure = desk::Erasure{};
  house.centre.state.cases.at(house.id).erasure->state = desk::ErasureState::erased;
  desk::ExhibitBundle bundle;
  bundle.sha256 = digest;
  house.centre.must(NoteExhibitMade{house.newest().id, bundle});
  EXPECT_EQ(house.newest().state, desk::ExhibitState::failed);
  EXPECT_EQ(house.refused(house.file('b')).code, base::ErrorCode::conflict);
  EXPECT_EQ(house.refused(house.question()).code, base::ErrorCode::conflict);
}

}  // namespace
}  // namespace holdfast::core::test
