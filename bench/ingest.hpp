// Transfers on their way into memory as the product takes them: the door's duplicate check, then
// the graph, a batch at a time. Shared by the benchmarks that need a filled graph.
//
// Every row has a serial that only this program knows how to tell from its number, which stands for
// the texts that the product keeps on disk. One thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fund/duplicates.hpp"
#include "fund/graph.hpp"
#include "traffic.hpp"

namespace holdfast::bench {

inline constexpr std::size_t ingest_batch = 4'000;

struct IngestRow {
  fund::Transfer transfer;
  std::uint64_t number = 0;  // rows of one number are one transfer
};

/// A serial as banks give them: sixteen characters.
struct Serial {
  std::array<char, 16> text;
  explicit Serial(std::uint64_t number);
  [[nodiscard]] std::string_view view() const { return {text.data(), text.size()}; }
};

/// The texts of the transfers in the graph, as the journal would answer for them.
class SerialRegister : public fund::Register {
 public:
  void reserve(std::size_t rows) { numbers_.reserve(rows); }
  void add(std::uint64_t number) { numbers_.push_back(static_cast<std::uint32_t>(number)); }
  [[nodiscard]] bool bears(fund::Sequence sequence, fund::FeedId,
                           std::string_view serial) const override {
    return Serial{numbers_[sequence.value()]}.view() == serial;
  }
  [[nodiscard]] fund::Numbers numbers_of(fund::Sequence) const override { return {}; }
  [[nodiscard]] std::size_t bytes() const { return numbers_.capacity() * sizeof(std::uint32_t); }

 private:
  std::vector<std::uint32_t> numbers_;
};

class Ingest {
 public:
  /// For at most so many rows; the accounts are interned.
  Ingest(std::size_t rows, std::uint32_t accounts);

  /// All questions to memory first, then all answers, then the graph.
  void take(std::span<const IngestRow> rows);

  fund::Graph graph;
  std::uint64_t duplicates = 0;
  /// Of graph and door.
  [[nodiscard]] std::size_t bytes() const { return graph.bytes() + door_.bytes(); }
  /// Of what stands for texts on disk: to be taken off the memory of the process.
  [[nodiscard]] std::size_t stand_in_bytes() const { return texts_.bytes(); }

 private:
  [[nodiscard]] fund::Candidate candidate(std::span<const IngestRow> rows, std::size_t at) const {
    return {serials_[at].view(), {}, {}, rows[at].transfer};
  }
  void admit(std::span<const IngestRow> rows, std::size_t at);

  SerialRegister texts_;
  fund::Door door_{{}, graph, texts_};
  std::vector<Serial> serials_;
  std::vector<fund::Door::Ticket> tickets_;
  std::vector<fund::Transfer> fresh_;
};

/// The balances of the first accounts by a plain replay, to hold the graph's against. One thread.
class PlainBalances {
 public:
  static constexpr std::uint32_t accounts = 200;

  /// A row that arrived; a repetition of one that came before is passed over.
  void take(const IngestRow& row);
  [[nodiscard]] bool agree_with(const fund::Graph& graph);

 private:
  std::vector<std::vector<IngestRow>> logs_ = std::vector<std::vector<IngestRow>>(accounts);
};

}  // namespace holdfast::bench
