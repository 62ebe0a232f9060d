// A feed's batch on its way through the engine's thread.
#pragma once

namespace holdfast::engine {

class Turn;

/// In two parts, because a turn may begin while the one before is being written: the rows change
/// the world, which may be ahead of what is durable, what they mean changes the state, which is
/// what people are shown. Engine thread only, in this order.
class FeedWork {
 public:
  FeedWork() = default;
  FeedWork(const FeedWork&) = delete;
  FeedWork& operator=(const FeedWork&) = delete;
  virtual ~FeedWork() = default;
  virtual void take_rows(Turn& turn) = 0;
  virtual void decide(Turn& turn) = 0;
};

}  // namespace holdfast::engine
