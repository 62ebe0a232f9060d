// libFuzzer's way in: HOLDFAST_FUZZ_TARGET names the target.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "targets.hpp"

namespace {

const holdfast::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  const char* name = std::getenv("HOLDFAST_FUZZ_TARGET");
  for (const auto& target : holdfast::fuzz::targets()) {
    if (name != nullptr && target.name == name) {
      chosen = &target;
    }
  }
  if (chosen == nullptr) {
    std::fputs("HOLDFAST_FUZZ_TARGET names no target\n", stderr);
    std::exit(2);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  chosen->run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
