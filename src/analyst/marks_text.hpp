// The form in which the journal keeps what rows say beside their transfers
// (desk::StatementMarks), written and read. Pure; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "desk/statement.hpp"
#include "workbench/marks.hpp"

namespace holdfast::analyst {

enum class Teller : std::uint8_t { nobody, payer, payee };

struct MarkedRow {
  base::Sequence transfer;
  Teller teller = Teller::nobody;
  workbench::RowMarks marks;  // views into what was read
};

/// Rows whose numbers lead nowhere are passed over: those of an erased case.
void for_each_mark(const desk::StatementMarks& marks,
                   const std::function<void(const MarkedRow&)>& fn);

/// Collects rows for one piece.
class MarksWriter {
 public:
  /// Tabs and line ends within texts become blanks; each is cut to `text_bytes_max`.
  void add(base::Sequence transfer, Teller teller, const workbench::RowMarks& marks);
  /// It holds so much that it should be handed over.
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// What was collected; afterwards it is empty.
  [[nodiscard]] desk::StatementMarks take();

  static constexpr std::size_t text_bytes_max = 200;

 private:
  struct Row {
    std::uint64_t transfer = 0;
    std::uint32_t spot_and_teller = 0;
  };
  std::vector<Row> rows_;
  std::map<std::string, std::uint32_t> numbers_;
  std::string spots_;
};

}  // namespace holdfast::analyst
