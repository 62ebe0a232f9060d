#include "engine/feed_row.hpp"

namespace holdfast::engine {

FeedRow copy_of(const feed::TransferRow& row) {
  FeedRow copy;
  copy.id = row.id;
  copy.serial = row.serial;
  copy.clearing = row.clearing;
  copy.time = row.time;
  copy.payer = row.payer;
  copy.payee = row.payee;
  copy.payer_name = row.payer_name;
  copy.payee_name = row.payee_name;
  copy.payer_institution = row.payer_institution;
  copy.payee_institution = row.payee_institution;
  copy.amount = row.amount;
  copy.kind = row.kind;
  return copy;
}

}  // namespace holdfast::engine
