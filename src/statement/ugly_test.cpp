// What every ugly file is held against.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "statement/reading_test.hpp"

namespace holdfast::statement {

void expect_as_told(const Reading& reading, const Ugly& ugly) {
  EXPECT_EQ(reading.transfers, ugly.transfers);
  ASSERT_EQ(reading.notes.size(), ugly.notes.size()) << testing::PrintToString(reading.notes);
  for (std::size_t i = 0; i < ugly.notes.size(); ++i) {
    EXPECT_THAT(reading.notes[i], testing::StartsWith(ugly.notes[i]));
  }
  if (ugly.failure.empty()) {
    EXPECT_THAT(reading.failures, testing::IsEmpty());
  } else {
    EXPECT_THAT(reading.failures, testing::ElementsAre(testing::HasSubstr(ugly.failure)));
  }
}

}  // namespace holdfast::statement
