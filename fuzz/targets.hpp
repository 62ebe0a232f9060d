// What is fuzzed: functions from bytes that may be anything to nothing. A target reads the bytes
// with a parser and breaks a `check` when what was read does not survive being written and read
// again, when the way the bytes were cut changes the outcome, or when an error says nothing.
// Targets keep no state: any input can be tried after any other.
//
// `./dev fuzz` feeds them with libFuzzer; replay_test.cpp with the files in test/corpus/NAME/,
// which hold seeds and every input that once broke something.
#pragma once

#include <span>
#include <string_view>

namespace holdfast::fuzz {

struct Target {
  std::string_view name;
  void (*run)(std::string_view bytes);
};

[[nodiscard]] std::span<const Target> targets();

// feeds.cpp
void run_feed_csv(std::string_view bytes);
void run_feed_canonical(std::string_view bytes);
void run_feed_json(std::string_view bytes);
void run_feed_batch(std::string_view bytes);
void run_feed_pacs008(std::string_view bytes);
// wire.cpp
void run_http_request(std::string_view bytes);
void run_url(std::string_view bytes);
void run_command_body(std::string_view bytes);
void run_bank_message(std::string_view bytes);
void run_bank_scenario(std::string_view bytes);
void run_xml_profile(std::string_view bytes);
void run_iso20022(std::string_view bytes);
void run_assisted_results(std::string_view bytes);
// record.cpp
void run_segment(std::string_view bytes);
void run_event(std::string_view bytes);
void run_state(std::string_view bytes);
void run_rule_pack(std::string_view bytes);
void run_values(std::string_view bytes);
void run_handover_package(std::string_view bytes);
// statements.cpp
void run_statement(std::string_view bytes);
void run_statement_sheet(std::string_view bytes);
void run_statement_learnt(std::string_view bytes);
// exhibits.cpp
void run_pack(std::string_view bytes);
void run_exhibit(std::string_view bytes);
void run_exhibit_input(std::string_view bytes);
// indicators.cpp
void run_indicators(std::string_view bytes);
// words.cpp
void run_text(std::string_view bytes);

}  // namespace holdfast::fuzz
