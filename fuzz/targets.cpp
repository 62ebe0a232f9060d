#include "targets.hpp"

#include <array>

namespace holdfast::fuzz {

std::span<const Target> targets() {
  static constexpr std::array all{
      Target{"feed_csv", run_feed_csv},
      Target{"feed_canonical", run_feed_canonical},
      Target{"feed_json", run_feed_json},
      Target{"feed_batch", run_feed_batch},
      Target{"feed_pacs008", run_feed_pacs008},
      Target{"http_request", run_http_request},
      Target{"url", run_url},
      Target{"command_body", run_command_body},
      Target{"bank_message", run_bank_message},
      Target{"bank_scenario", run_bank_scenario},
      Target{"xml_profile", run_xml_profile},
      Target{"iso20022", run_iso20022},
      Target{"assisted_results", run_assisted_results},
      Target{"segment", run_segment},
      Target{"event", run_event},
      Target{"state", run_state},
      Target{"rule_pack", run_rule_pack},
      Target{"values", run_values},
      Target{"handover_package", run_handover_package},
      Target{"statement_csv", run_statement},
      Target{"statement_xlsx", run_statement},
      Target{"statement_xls", run_statement},
      Target{"statement_sheet", run_statement_sheet},
      Target{"statement_learnt", run_statement_learnt},
      Target{"pack", run_pack},
      Target{"exhibit", run_exhibit},
      Target{"exhibit_input", run_exhibit_input},
      Target{"indicators", run_indicators},
      Target{"text", run_text},
  };
  return all;
}

}  // namespace holdfast::fuzz
