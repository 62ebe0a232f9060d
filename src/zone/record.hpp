// What the centre remembers of its public zone: the letter box, what it published last, and the
// batch that is on its way. A file beside the journal; nothing in it is a truth of its own: without
// it everything is published anew. One thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "sign/key.hpp"
#include "zone/batch.hpp"
#include "zone/code_lock.hpp"
#include "zone/letter_box.hpp"

namespace holdfast::zone {

class Record {
 public:
  /// Makes the file and the letter box where there are none. Errors: those of the file.
  [[nodiscard]] static base::Result<std::unique_ptr<Record>> open(
      const std::filesystem::path& file);
  ~Record();
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  [[nodiscard]] const LetterBox& box() const;
  /// As zone::lock_of, each made once and kept: to make one takes milliseconds.
  [[nodiscard]] base::Result<CodeLock> lock(std::string_view kind, std::string_view code);

  /// Whether this document is what was last published at the place.
  [[nodiscard]] base::Result<bool> holds(std::string_view place, std::string_view plain);

  /// Where something is published now, of the places that begin with this, in order.
  [[nodiscard]] base::Result<std::vector<std::string>> places(std::string_view beginning);

  /// A leaf of a batch, with what it says in the open; nothing of what is gone.
  struct Change {
    Leaf leaf;
    std::optional<std::string> plain;
  };
  struct OnItsWay {
    std::string name;
    std::string bytes;
  };
  /// Numbers, signs and keeps a batch of these changes; a whole one forgets what was published
  /// before. Until `sent`, `on_its_way` gives it again, also after a crash: a number never means
  /// two batches. Errors: conflict while another is on its way; io.
  [[nodiscard]] base::Result<void> add(const std::vector<Change>& changes, bool is_whole,
                                       base::Instant now, const sign::PrivateKey& key);
  [[nodiscard]] base::Result<std::optional<OnItsWay>> on_its_way();
  [[nodiscard]] base::Result<void> sent();
  /// Number of the last batch; 0: none was made yet.
  [[nodiscard]] std::uint64_t number() const;

 private:
  struct State;
  explicit Record(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::zone
