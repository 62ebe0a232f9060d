// How `holdfast converge` shows where chains meet: JSON for programs, tables for people.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "cli/chain_options.hpp"
#include "cli/file_query.hpp"
#include "flow/converge.hpp"

namespace holdfast::cli {

struct ConvergeArguments {
  FileArguments file;
  ChainArguments chains;
  std::vector<std::string> from;
  bool backward = false;
  std::string seeds;
  std::string policy;
};

// Each in the order of the answer: ranked.
void write_chain_meetings_json(std::FILE* out, const ConvergeArguments& arguments,
                               const flow::Chains& chains, const TransferFile& transfers,
                               const flow::ChainMeetings& answer);
void write_chain_meetings_table(std::FILE* out, const ConvergeArguments& arguments,
                                const flow::Chains& chains, const TransferFile& transfers,
                                const flow::ChainMeetings& answer);
void write_taint_meetings_json(std::FILE* out, const TransferFile& transfers,
                               const trace::TraceResult& result,
                               const std::vector<flow::TaintMeeting>& meetings);
void write_taint_meetings_table(std::FILE* out, const TransferFile& transfers,
                                const trace::TraceResult& result,
                                const std::vector<flow::TaintMeeting>& meetings);

}  // namespace holdfast::cli
