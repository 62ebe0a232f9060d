// The connection's writing side: answers in order, events, deadlines, the several ways to end.
#include "net/connection.hpp"

namespace holdfast::net {
namespace {

constexpr std::chrono::seconds linger_time{1};

}  // namespace

std::uint64_t Connection::open_slot() {
  slots_.emplace_back();
  return first_slot_ + slots_.size() - 1;
}

void Connection::deliver(std::uint64_t slot, Answer answer) {
  // Behind an answer that ended the connection, slots are gone before their answers come.
  if (closed_ || slot < first_slot_ || slot >= first_slot_ + slots_.size()) return;
  Slot& open = slots_[static_cast<std::size_t>(slot - first_slot_)];
  open.ready = true;
  open.answer = std::move(answer);
  // Inside process() the answers of all requests read so far leave together at its end.
  if (!processing_) settle();
}

// Writes what is ready, reads on, or closes: whatever the state asks for.
void Connection::settle() {
  flush();
  if (closed_) return;
  const bool finished = slots_.empty() && !writing_ && !events_ && !upload_busy_;
  if (finished && no_more_requests_ && !lingering_) return linger();
  if (events_ && events_ending_ && !writing_ && !lingering_) return linger();
  if (read_ended_ && can_parse()) {  // all input is parsed; half a message will never be whole
    if (upload_ || (slots_.empty() && !writing_)) return close();
  }
  if (finished && core_->draining.load() && is_idle()) return close();
  read_more();
}

void Connection::flush() {
  if (writing_ || closed_ || close_when_written_) return;
  while (!slots_.empty() && slots_.front().ready && !close_when_written_ && !events_) {
    Answer answer = std::move(slots_.front().answer);
    slots_.pop_front();
    ++first_slot_;
    if (out_.empty()) {
      out_ = std::move(answer.bytes);
    } else {
      out_ += answer.bytes;
    }
    if (answer.then == Answer::Then::close) close_when_written_ = true;
    if (answer.then == Answer::Then::events) events_ = std::move(answer.events);
  }
  if (close_when_written_ || events_) {  // requests behind this one get no answer any more
    no_more_requests_ = true;
    first_slot_ += slots_.size();
    slots_.clear();
  }
  if (events_ && !pending_events_.empty()) {
    out_event_bytes_ = pending_events_.size();
    out_ += pending_events_;
    pending_events_.clear();
  }
  if (!out_.empty()) write_out();
}

void Connection::write_out() {
  if (!writing_) last_progress_ = Clock::now();
  writing_ = true;
  stream_.write(std::string_view{out_}.substr(out_done_), shared_from_this());
}

void Connection::on_written(const IoOutcome& outcome) {
  if (closed_) return;
  if (!outcome.ok()) return close();
  last_progress_ = Clock::now();
  out_done_ += outcome.bytes;
  if (out_done_ < out_.size()) return write_out();
  if (events_) events_->mark_written(std::exchange(out_event_bytes_, 0));
  out_.clear();
  if (out_.capacity() > 64 * 1024) out_.shrink_to_fit();
  out_done_ = 0;
  writing_ = false;
  if (close_when_written_) return linger();
  if (unread() > 0) return process();
  settle();
}

void Connection::end_events() {
  events_ending_ = true;
  if (!closed_ && events_) settle();
}

void Connection::append_events(std::string bytes) {
  if (closed_) return;
  pending_events_ += bytes;
  flush();
}

// Closing with unread input makes the kernel send a reset, which can destroy the answer on its way:
// so the sending side ends first, and what still comes is read and dropped for a while.
void Connection::linger() {
  close_when_written_ = true;
  if (read_ended_) return close();
  lingering_ = true;
  last_progress_ = began_ = Clock::now();
  stream_.shut_write();
  in_.clear();
  in_used_ = 0;
  read_more();
}

bool Connection::is_idle() const {
  return ready_ && slots_.empty() && !writing_ && !events_ && !upload_ && !parser_.started() &&
         unread() == 0;
}

void Connection::drain() {
  if (events_ || is_idle() || !ready_) close();
}

void Connection::tick(Clock::time_point now) {
  if (closed_) return;
  const ServerOptions& options = core_->options;
  if (lingering_) {
    if (now - began_ > linger_time) close();
    return;
  }
  if (core_->draining.load()) {
    drain();
    if (closed_) return;
  }
  if (writing_) {
    if (now - last_progress_ > options.progress_timeout) close();
    return;
  }
  if (events_) {
    if (now - last_progress_ >= options.event_heartbeat) {
      last_progress_ = now;
      out_ = ":\n\n";
      write_out();
    }
    return;
  }
  if (!ready_) {
    if (now - began_ > options.header_timeout) close();
    return;
  }
  if (is_idle()) {
    if (now - last_progress_ > options.idle_timeout) close();
    return;
  }
  if (!can_parse()) return;  // waiting for our own side
  const bool in_head = !head_seen_ && (parser_.started() || unread() > 0);
  const bool in_body = head_seen_ && !parser_.is_complete();
  if ((in_head && now - began_ > options.header_timeout) ||
      (in_body && now - last_progress_ > options.progress_timeout)) {
    if (body_mode_ == BodyMode::discard) return close();  // answered already
    core_->bad_requests.fetch_add(1);
    refuse(problem(408, "request_timeout", "the request did not arrive in time"));
    settle();
  }
}

void Connection::close() {
  if (closed_) return;
  const auto self = shared_from_this();
  closed_ = true;
  if (events_) events_->mark_closed();
  for (Slot& slot : slots_) {
    if (slot.answer.events) slot.answer.events->mark_closed();
  }
  stream_.close();
  upload_.reset();
  if (const auto home = home_.lock()) home->connections.erase(this);
}

}  // namespace holdfast::net
