#include "disk_probe.hpp"

#include <array>
#include <fcntl.h>
#include <unistd.h>

#include "base/check.hpp"
#include "figure.hpp"

namespace holdfast::bench {

DiskProbe::DiskProbe(const std::string& directory)
    : file_(::open((directory + "/probe").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  base::check(file_ >= 0, "the disk probe's file");
  write();  // the blocks are there before the first measurement
  thread_ = std::thread{[this] { run(); }};
}

DiskProbe::~DiskProbe() {
  (void)finish();
}

std::vector<double> DiskProbe::finish() {
  stopping_ = true;
  if (thread_.joinable()) {
    thread_.join();
    ::close(file_);
  }
  return took_;
}

void DiskProbe::write() const {
  static const std::array<char, 4096> page{};
  const bool written = ::pwrite(file_, page.data(), page.size(), 0) == ssize_t{4096};
  base::check(written && ::fdatasync(file_) == 0, "the disk probe writes");
}

void DiskProbe::run() {
  do {
    const double begin = wall_ms();
    write();
    took_.push_back(wall_ms() - begin);
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  } while (!stopping_);
}

}  // namespace holdfast::bench
